"""One request, one answer: for servers. Whatever comes in, a value comes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias, Unpack

from attrs import asdict, frozen

from gkdoc.api import BuildOptions, Source, build, read_report
from gkdoc.errors import GkdocError, Problem
from gkdoc.findings import Finding
from gkdoc.model import SeenReport, Waiver
from gkdoc.read.reading import Reading
from gkdoc.steps import LOGGER
from gkdoc.tasks.examine import joined
from gkdoc.tasks.executors import Failure
from gkdoc.write.docx.inspection import Inspection
from gkdoc.write.docx.templates import Templates
from gkdoc.write.findings_json import VERSION, finding_values, problem_values


@frozen
class Answer:
    """The outcome of a request for a report; it can be stored and sent to another process.

    `document` is the Word file, None where findings at level error stopped it, or where `failure`
    says what is wrong with the data or the template.
    """

    document: bytes | None
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None


Jsonable: TypeAlias = Finding | Problem | Failure | GkdocError | Answer | Inspection
"""What `as_json` words."""


def answer(
    source: SeenReport | Reading | Source,
    template: Path | str | bytes | None = None,
    *,
    previous: SeenReport | Source | None = None,
    waivers: Sequence[Waiver] = (),
    templates: Templates | None = None,
    **options: Unpack[BuildOptions],
) -> Answer:
    """Steps 1 to 7: a Word file and the findings, or what is wrong; nothing is raised.

    `source` and `previous` are reports that were read, or what `read_report` takes; the other
    options are those of `build`. A fault of our own is logged, and told with an id.
    """
    try:
        last = None if previous is None else _reading(previous, partial=True).report
        reading = _reading(source)
        built = build(
            reading.report.whole(),
            template,
            previous=last,
            waivers=waivers,
            templates=templates,
            **options,
        )
        return Answer(built.document, joined(built.findings, reading))
    except GkdocError as error:
        return Answer(None, failure=Failure.of(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
        LOGGER.exception("gkdoc failed")
        return Answer(None, failure=Failure.of(error))


def as_json(value: Jsonable) -> dict[str, Any]:
    """The value as JSON holds it; the names are those of docs/embedding.md.

    The document of an answer is left out: `built` says whether there is one.
    """
    match value:
        case Finding():
            return finding_values(value)
        case Problem():
            return problem_values(value)
        case Failure(kind, message, exit_code, problems):
            return {
                "kind": kind,
                "message": message,
                "exit_code": exit_code,
                "problems": [problem_values(problem) for problem in problems],
            }
        case Answer(document, findings, failure):
            return {
                "gkdoc": VERSION,
                "built": document is not None,
                "findings": [finding_values(finding) for finding in findings],
                "error": as_json(failure) if failure is not None else None,
            }
        case Inspection(findings, slots):
            return {
                "gkdoc": VERSION,
                "findings": [finding_values(finding) for finding in findings],
                "slots": [{**asdict(slot), "places": [*slot.places]} for slot in slots],
            }
    return as_json(Failure.of(value))


def _reading(source: SeenReport | Reading | Source, *, partial: bool = False) -> Reading:
    match source:
        case Reading():
            return source
        case SeenReport():
            return Reading(source)
    return read_report(source, partial=partial)
