"""The log of a batch, a line of JSON for each file: for programs, and for going on later.

A batch that was stopped, or whose files have changed in part, does the rest: what is finished is
known by the hashes of what went in and of what came out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from attrs import asdict, field, frozen

from gkdoc.errors import Failure, OutputError
from gkdoc.findings import Finding
from gkdoc.write.files import write_whole
from gkdoc.write.findings_json import CheckedFile, file_values

NAME: Final = "gkdoc-batch.jsonl"
"""The name of the log, in the folder of the reports."""

VERSION: Final = 1
"""The version of the lines that are written."""


@frozen
class Entry:
    """One line: a source, and what became of it.

    `status` is `written`, `refused` (findings stopped it) or `failed`. `given` is the hash of all
    that went in, `made` that of the report; empty where there is none.
    """

    source: str
    output: str
    status: str
    given: str
    made: str = ""
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None

    def line(self) -> str:
        """The entry as a line of JSON."""
        checked = CheckedFile(self.source, None, self.findings)
        failure = asdict(self.failure) if self.failure is not None else None
        values = {
            "gkdoc": VERSION,
            "source": self.source,
            "output": self.output,
            "status": self.status,
            "given": self.given,
            "made": self.made,
            "findings": file_values(checked)["findings"],
            "failure": failure,
        }
        return json.dumps(values, ensure_ascii=False) + "\n"


@frozen
class BatchLog:
    """The log in a folder.

    `finished` says of each source that an earlier run has written: its output, and both hashes.
    """

    path: Path
    finished: Mapping[str, tuple[str, str, str]] = field(factory=dict)

    def is_finished(self, entry: Entry) -> bool:
        """True if an earlier run made this output of the same things, and it is still there."""
        output, given, made = self.finished.get(entry.source, ("", "", ""))
        if (output, given) != (entry.output, entry.given):
            return False
        try:
            return hash_of((self.path.parent / output).read_bytes()) == made
        except OSError:
            return False

    def add(self, entry: Entry) -> None:
        """Write one line at the end; OutputError where that cannot be done."""
        try:
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write(entry.line())
        except OSError as error:
            raise OutputError(self.path, error.strerror or str(error)) from error


def opened(folder: Path) -> BatchLog:
    """The log in `folder`, begun anew with what an earlier run has finished.

    Lines that are torn or not ours are left out: what they were about is done again. OutputError
    where the log cannot be written.
    """
    path = folder / NAME
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    last = {found[0]: (found[1:], line) for line in lines if (found := _written(line))}
    write_whole(path, "".join(f"{line}\n" for _, line in last.values()).encode())
    return BatchLog(path, {source: rest for source, (rest, _) in last.items()})


def hash_of(*contents: bytes) -> str:
    """A hash of these contents, each with its length, so that none can pass for two."""
    hashed = sha256()
    for content in contents:
        hashed.update(len(content).to_bytes(8, "big"))
        hashed.update(content)
    return hashed.hexdigest()


def _written(line: str) -> tuple[str, str, str, str] | None:
    """Source, output and hashes of a line that says that a report was written; None for others."""
    try:
        values: Any = json.loads(line)
    except ValueError:
        return None
    match values:
        case {
            "gkdoc": version,
            "status": "written",
            "source": str(source),
            "output": str(output),
            "given": str(given),
            "made": str(made),
        } if version == VERSION:
            return source, output, given, made
    return None
