"""Output is written whole or not at all, whatever the disk, the folder and other programs do."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import pytest

from gkdoc.errors import OutputError
from gkdoc.write import files
from gkdoc.write.files import left_over, write_whole

OLD = b"old" * 1000
NEW = b"new" * 100_000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "报告.docx"
    path.write_bytes(OLD)
    return path


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PAUSES", (0.0,) * 5)


def listing(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_replaced(target: Path) -> None:
    """What was there is replaced, with the rights that it had, and nothing lies beside it."""
    target.chmod(0o640)
    write_whole(target, NEW)
    assert target.read_bytes() == NEW
    assert os.name == "nt" or target.stat().st_mode & 0o777 == 0o640
    assert listing(target.parent) == [target.name]


def test_file_and_name_are_brought_to_the_disk(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is synced before the rename, the folder after it."""
    done: list[str] = []
    synced, replaced = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        done.append("folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "file")
        synced(handle)

    def replace(self: Path, other: Path) -> Path:
        done.append("rename")
        return replaced(self, other)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_whole(target, NEW)
    assert done == (["file", "rename", "folder"] if sys.platform == "linux" else done)


def test_a_folder_that_cannot_be_synced_is_no_fault(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network file systems refuse to sync a folder; the file is there all the same."""
    synced = os.fsync

    def fsync(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").is_dir():
            raise OSError(errno.EINVAL, "no")
        synced(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("failures", [1, 5, 6])
def test_a_target_that_is_open_elsewhere(
    failures: int, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file: it is tried again, and then said."""
    replaced = Path.replace
    attempts = 0

    def replace(self: Path, other: Path) -> Path:
        nonlocal attempts
        attempts += 1
        if attempts <= failures:
            raise PermissionError(errno.EACCES, "in use")
        return replaced(self, other)

    monkeypatch.setattr(Path, "replace", replace)
    if failures == 6:
        with pytest.raises(OutputError, match="正被别的程序打开"):
            write_whole(target, NEW)
        assert target.read_bytes() == OLD
    else:
        write_whole(target, NEW)
        assert target.read_bytes() == NEW
    assert listing(target.parent) == [target.name]


STEPS = ("open", "write", "flush", "fsync", "chmod", "replace")


@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_any_step_leaves_what_was_there(
    step: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a lost connection at each step: the old file is whole, nothing lies about."""
    full = OSError(errno.ENOSPC, "No space left on device")

    def fail(*_: object, **__: object) -> None:
        raise full

    opened = Path.open

    def open_broken(self: Path, mode: str) -> object:
        stream = opened(self, mode)
        return _Broken(stream, step, full)

    with monkeypatch.context() as broken:
        if step in {"write", "flush"}:
            broken.setattr(Path, "open", open_broken)
        elif step == "fsync":
            broken.setattr(os, "fsync", fail)
        else:
            broken.setattr(Path, step, fail)
        with pytest.raises(OutputError) as raised:
            write_whole(target, NEW)
    assert raised.value.__cause__ is full
    assert "磁盘已满" in str(raised.value)
    assert target.read_bytes() == OLD
    assert listing(target.parent) == [target.name]


class _Broken:
    """A stream that fails at one step, with half of what it was given written."""

    def __init__(self, stream: object, step: str, error: OSError) -> None:
        self._stream, self._step, self._error = stream, step, error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()  # type: ignore[attr-defined]

    def write(self, content: bytes) -> None:
        self._stream.write(content[: len(content) // 2])  # type: ignore[attr-defined]
        if self._step == "write":
            raise self._error

    def writelines(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.write(piece)

    def flush(self) -> None:
        raise self._error


LIMITED = """
import resource, signal, sys
from gkdoc.write.files import write_whole
from gkdoc.errors import OutputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    write_whole(sys.argv[1], b"new" * 100_000)
except OutputError as error:
    sys.exit(f"{error.exit_code}")
"""


@pytest.mark.skipif(os.name == "nt", reason="需要能限制文件大小的系统")
@pytest.mark.parametrize("limit", [0, 1, 4096, 65_536, 299_999])
def test_the_system_itself_refuses_in_the_middle(limit: int, target: Path) -> None:
    """With a real limit of the system at any byte, the old file stays and nothing lies about."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target), str(limit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr.strip() == "3"
    assert target.read_bytes() == OLD
    assert listing(target.parent) == [target.name]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB, where this machine lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if not done or done.returncode:
        # Where a test may not mount, the limit above and the faults at each step stand for it.
        yield tmp_path / "absent"
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_small_disk_is_filled(small_disk: Path) -> None:
    """Files are written until the disk is full: each is whole, the one that failed is not there."""
    if not small_disk.exists():
        return
    content = os.urandom(30_000)
    written: list[str] = []
    refused: list[str] = []
    for name in (f"{number}.docx" for number in range(20)):
        try:
            write_whole(small_disk / name, content)
            written.append(name)
        except OutputError as error:
            refused.append(error.reason)
    assert 3 < len(written) < 9
    assert set(refused) == {"磁盘已满"}
    assert listing(small_disk) == sorted(written)
    assert all((small_disk / name).read_bytes() == content for name in written)
    with pytest.raises(OutputError):
        write_whole(small_disk / written[0], os.urandom(200_000))
    assert (small_disk / written[0]).read_bytes() == content


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="需要一个谁也不能写的文件夹")
def test_a_folder_nobody_can_write_to() -> None:
    """A read-only folder is said, in words."""
    with pytest.raises(OutputError, match="无法写入"):
        write_whole("/sys/kernel/报告.docx", NEW)


def test_what_killed_processes_left_is_found(tmp_path: Path) -> None:
    """Only files that stand for one of the given names, and only ours, are taken for left over."""
    ours = tmp_path / ".报告.docx.0123456789abcdef.tmp"
    others = [".别的.docx.0123456789abcdef.tmp", ".报告.docx.tmp", "报告.docx", "~$报告.docx"]
    for name in (ours.name, *others):
        (tmp_path / name).touch()
    assert [*left_over(tmp_path, {"报告.docx"})] == [ours]


def test_long_names_are_written(tmp_path: Path) -> None:
    """A name as long as the file system takes is no hindrance for the name on the way."""
    name = "长" * 80 + ".docx"
    write_whole(tmp_path / name, NEW)
    assert (tmp_path / name).read_bytes() == NEW
