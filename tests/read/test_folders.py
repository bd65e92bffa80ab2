"""What is in a folder: every file once, and nothing left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkdoc.read.folders import walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two in it, and one beside it."""
    for name in ("各单位/甲.yaml", "各单位/乡镇/乙.yaml", "各单位/乡镇/~锁", "别处/丙.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return tmp_path / "各单位"


def names(folder: Path) -> list[str]:
    """The files, as they are named from the folder on."""
    return [path.relative_to(folder).as_posix() for path in walk(folder).files]


def test_links_to_other_folders_are_followed_once(folder: Path) -> None:
    """Two links to one folder give its files once, and the second is told."""
    (folder / "一").symlink_to(folder.parent / "别处")
    (folder / "二").symlink_to(folder.parent / "别处")
    assert names(folder) == ["一/丙.yaml", "乡镇/乙.yaml", "甲.yaml"]
    assert walk(folder).passed == (folder / "二",)


def test_links_that_lead_back_are_told(folder: Path) -> None:
    """To the folder itself, one around it, or one that is read anyway; none goes on for ever."""
    back = {"自己": folder, "外面": folder.parent, "又": folder / "乡镇"}
    for name, target in back.items():
        (folder / name).symlink_to(target)
    (folder.parent / "别处" / "回").symlink_to(folder)
    (folder / "出").symlink_to(folder.parent / "别处")
    assert names(folder) == ["乡镇/乙.yaml", "出/丙.yaml", "甲.yaml"]
    assert set(walk(folder).passed) == {folder / name for name in back} | {folder / "出" / "回"}


def test_what_leads_nowhere_is_a_file_that_cannot_be_read(folder: Path) -> None:
    """A broken link and one to itself are among the files: whoever reads them says why not."""
    (folder / "丁.yaml").symlink_to(folder / "没有")
    (folder / "戊.yaml").symlink_to(folder / "戊.yaml")
    assert names(folder) == ["丁.yaml", "乡镇/乙.yaml", "戊.yaml", "甲.yaml"]


def test_a_folder_that_cannot_be_opened_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason; the others are read."""

    def refusing(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("gkdoc.read.folders.os.scandir", refusing)
    (error,) = walk(folder).unread
    assert error.source == folder
    assert "读不出这个文件夹（Permission denied）" in str(error)
