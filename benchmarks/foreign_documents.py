"""A report put into Word files of others: is each as sound as it was, and the report in it?

    python -m benchmarks.foreign_documents 文件.docx … [--into FOLDER]

The files are left alone; with --into the copies with the report in them are kept.
"""

# ruff: noqa: T201 - a script that prints

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import gkdoc
from tests.tools import places
from tests.tools.foreign import inserted
from tests.tools.validator import validate


def main() -> int:
    """0 if no file lost anything and all of the report stands in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    report = gkdoc.load(places.ROOT / "examples" / "city-government-2024.yaml")
    program = places.validator()
    failed = 0
    for document in asked.documents:
        result = inserted(document.read_bytes(), report.whole())
        faults = [f"absent: {each}" for each in result.absent]
        faults += [f"style changed: {each}" for each in result.changed_styles()]
        if program is not None:
            with TemporaryDirectory() as folder:
                errors = result.new_errors(lambda path: validate(program, path), Path(folder))
            faults += [f"new error, {count} times: {error}" for error, count in errors.items()]
        if asked.into is not None:
            asked.into.mkdir(parents=True, exist_ok=True)
            (asked.into / document.name).write_bytes(result.after)
        print(document.name, "; ".join(faults) or "as sound as before, all of the report in it")
        failed += bool(faults)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
