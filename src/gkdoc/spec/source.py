"""Reads the data files of the forms, wherever the package is installed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# The C loader reads the same language several times faster; PyYAML may be built without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_document(name: str) -> Any:  # noqa: ANN401 - the one place where spec data is raw
    """The content of `data/NAME`."""
    text = files("gkdoc.spec").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - both are safe loaders
