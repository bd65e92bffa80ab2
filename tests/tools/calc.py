"""LibreOffice Calc as a judge: a person's edits in a workbook, and what it calculates from them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from openpyxl.utils import coordinate_to_tuple

_SCRIPT = Path(__file__).with_name("typist.py")

# LibreOffice built without windows now and then falls over its own cursor while a workbook is open
# (vcl::Window::GetCursor, 7.4.7): what was typed is lost, and typed again.
_TRIES = 4
_HUNG_UP = "bridge"


@frozen
class Typed:
    """What became of the edits: cells that were locked, and what each sheet shows now."""

    refused: tuple[str, ...]
    values: Mapping[str, Sequence[Sequence[Any]]]

    def at(self, sheet: str, reference: str) -> Any:  # noqa: ANN401 - a number or words
        """What a cell shows after everything has been calculated."""
        row, column = coordinate_to_tuple(reference)
        return self.values[sheet][row - 1][column - 1]


@frozen
class Typist:
    """LibreOffice `program` with a profile of its own, driven by the Python of its UNO."""

    program: Path
    python: Path
    profile: Path

    def edit(
        self,
        workbook: Path,
        into: Path,
        *,
        unprotected: Sequence[str] = (),
        texts: Sequence[tuple[str, str, str]] = (),
        inserted: Sequence[tuple[str, int]] = (),
        renamed: Sequence[tuple[str, str]] = (),
    ) -> Typed:
        """Open, type the `texts` (sheet, cell, text), insert rows, rename sheets, save as .xlsx.

        The protection of `unprotected` sheets is taken off before.
        """
        task = {
            "program": str(self.program),
            "profile": str(self.profile),
            "open": str(workbook),
            "save": str(into),
            "unprotect": unprotected,
            "type": texts,
            "insert": inserted,
            "rename": renamed,
        }
        said = ""
        for _ in range(_TRIES):
            done = subprocess.run(
                [str(self.python), str(_SCRIPT)],
                input=json.dumps(task).encode(),
                check=False,
                capture_output=True,
                timeout=300,
            )
            if done.returncode == 0:
                seen = json.loads(done.stdout)
                return Typed(tuple(seen["refused"]), seen["values"])
            said = done.stderr.decode(errors="replace")
            if _HUNG_UP not in said:
                break
        raise AssertionError(said)
