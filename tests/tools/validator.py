"""Microsoft's OpenXmlValidator: is a file what the schema of Office says it must be?"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "Office2019"


@frozen
class SchemaError:
    """One thing that Office would not accept: what, in which part, at which element."""

    description: str
    part: str
    element: str

    def __str__(self) -> str:
        return f"{self.part} {self.element}: {self.description}"


def validate(program: Path, *documents: Path) -> tuple[SchemaError, ...]:
    """All errors of all `documents`; the part begins with the name of the file."""
    return tuple(error for document in documents for error in _errors(program, document))


def _errors(program: Path, document: Path) -> list[SchemaError]:
    command = [str(program), str(document), VERSION]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    if answer["ok"] is not (answer["errors"] == []):
        raise ValueError(f"the validator contradicts itself about {document}: {answer}")
    return [
        SchemaError(
            error["description"],
            f"{document.name}{error['path'] or ''}",
            error["xPath"] or "",
        )
        for error in answer["errors"]
    ]
