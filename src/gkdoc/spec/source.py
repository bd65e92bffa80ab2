"""Reads the data files of the forms, wherever the package is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# The C loader reads the same language several times faster; PyYAML may be built without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def root() -> Traversable:
    """The folder of the data files: beside this module, or in the archive that it runs from."""
    folder = Path(__file__).parent / "data"
    if folder.is_dir():
        return folder
    # Only here, for the thirty modules that come with it.
    from importlib.resources import files

    return files("gkdoc.spec") / "data"


def load_document(name: str) -> Any:  # noqa: ANN401 - the one place where spec data is raw
    """The content of `NAME` in the folder of the data files."""
    content = root().joinpath(*name.split("/")).read_bytes()
    return yaml.load(content, Loader=_Loader)  # noqa: S506 - both are safe loaders


def folders_with(name: str, within: str) -> tuple[str, ...]:
    """The names of the folders in the folder `within` that hold a file `name`, sorted."""
    return tuple(
        sorted(
            each.name for each in root().joinpath(within).iterdir() if each.joinpath(name).is_file()
        )
    )
