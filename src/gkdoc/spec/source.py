"""Reads the data files of the forms, wherever the package is installed."""

from __future__ import annotations

from pkgutil import get_data
from typing import Any

import yaml

# The C loader reads the same language several times faster; PyYAML may be built without it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_document(name: str) -> Any:  # noqa: ANN401 - the one place where spec data is raw
    """The content of `data/NAME`."""
    # As importlib.resources finds it, without that library's thirty modules.
    content = get_data("gkdoc.spec", f"data/{name}")
    if content is None:
        raise FileNotFoundError(name)
    return yaml.load(content, Loader=_Loader)  # noqa: S506 - both are safe loaders
