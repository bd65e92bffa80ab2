"""The figures of published reports that lie beside the repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.tools.places import ROOT

CASES: Final = ROOT.parent / "shared" / "cases"


def published() -> dict[str, Mapping[str, Any]]:
    """The cases by their names; none where their folder is not there.

    Files that hold something else than one report (lists of claims) lie in the same folder.
    """
    documents = {path.stem: json.loads(path.read_bytes()) for path in sorted(CASES.glob("*.json"))}
    return {name: case for name, case in documents.items() if "report" in case}
