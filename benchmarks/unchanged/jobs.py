"""The command lines that both commits run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.unchanged.material import EXAMPLES

Job: TypeAlias = tuple[str, ...]
"""Words behind `gkdoc`; `@report.docx` is written into a folder of the job's own."""

_CITY, _BUREAU, _CENTER = (f"given/data/{name}.yaml" for name in EXAMPLES)
_VERBS: Final = (
    *("new", "form", "build", "check", "read", "diff", "tidy", "ledger", "rollup", "compare"),
    *("schema", "template"),
)


def first_jobs(given: Path) -> Iterator[Job]:
    """All that is made of data files, templates and registers."""
    data, claims, templates, reports = (
        _names(given / folder) for folder in ("data", "claims", "templates", "reports")
    )
    for name in (*data, *reports):
        yield "check", name, "--format", "json"
        yield "check", name
    for name in claims:
        yield "check", name, "--format", "json"
    for place, name in enumerate(data):
        yield from _jobs_of_all(name)
        if place % 3 == 0:
            yield from _jobs_of_some(name)
        if not re.search(r"-\d\d[1-9]\.", name):
            yield from _jobs_of_few(name, templates)
    yield from _jobs_of_templates([*templates, *(name for name in reports if "docx" in name)])
    yield from _jobs_of_many(data)
    yield from _jobs_of_none()


def _jobs_of_all(name: str) -> Iterator[Job]:
    yield "build", name, "-o", "@carried.docx", "--html", "@page.html"
    yield "tidy", name, "-o", "@tidied.yaml"


def _jobs_of_some(name: str) -> Iterator[Job]:
    yield "build", name, "-o", "@plain.docx", "--plain", "--force"
    yield "read", name, "-o", "@report.yaml"
    yield "check", name, "--lang", "en"


def _jobs_of_few(name: str, templates: Sequence[str]) -> Iterator[Job]:
    yield "read", name, "-o", "@report.xlsx"
    yield "read", name, "-o", "@report.json"
    yield "read", name, "-o", "@labels.yaml", "--labels"
    yield "read", name, "-o", "@filing.json", "--filing"
    yield "form", "--from", name, "-o", "@form.xlsx"
    yield "new", "--from", name, "-o", "@new.yaml"
    yield "new", "--from", name, "-o", "@new.yaml", "--names", "--year", "2026"
    yield "check", name, "--previous", _CENTER, "--references"
    yield "check", name, "--review", "@review.docx"
    yield "build", name, "-o", "@numbered.docx", "--native-numbering", "--figure-size", "9"
    yield "build", name, "-o", "@after.docx", "--previous", _CENTER, "--review", "@review.docx"
    yield "diff", _CITY, name
    yield "diff", name, _BUREAU, "--format", "json"
    yield "compare", name, _BUREAU, "-o", "@compared.xlsx"
    yield "compare", name, _BUREAU, _CENTER, "--format", "json"
    for template in templates:
        yield "build", name, "-t", template, "-o", "@own.docx", "--force"


def _jobs_of_templates(templates: Sequence[str]) -> Iterator[Job]:
    for template in templates:
        yield "template", "check", template
        yield "template", "slots", template
        yield "template", "check", template, "--lang", "en"
        yield "template", "export", "--from", template, "-o", "@marked.docx"
    exports: tuple[Job, ...] = ((), ("--native-numbering",), ("--chinese-digits",))
    for options in (*exports, ("--bold-level", "2"), ("--no-page-numbers",)):
        yield "template", "export", "-o", "@template.docx", *options


def _jobs_of_many(data: Sequence[str]) -> Iterator[Job]:
    written = ("-o", "@all.yaml", "--workbook", "@units.xlsx", "--details", "@units.json")
    everywhere: tuple[Job, ...] = ((), ("--undivided",), ("--year", "2023"))
    for options in (*everywhere, ("--roster", "given/agencies.csv")):
        yield "rollup", *data[::7], *written, "--jobs", "1", *options
    yield "rollup", _BUREAU, _CITY, *written, "--own", _CITY, "--against", _CENTER, "--jobs", "1"
    for options in ((), ("--labels",), ("--into", _CITY), ("--agency", "青禾县档案局")):
        yield "ledger", "given/register.csv", "--year", "2024", *written, *options


def _jobs_of_none() -> Iterator[Job]:
    yield "form", "-o", "@blank.xlsx", "--agency", "青禾县档案局", "--year", "2024"
    yield "new", "-o", "@blank.yaml", "--agency", "青禾县档案局", "--year", "2024"
    yield ("schema",)
    for verb in ("", *_VERBS):
        for lang in ((), ("--lang", "en")):
            yield tuple(filter(None, (verb, "--help", *lang)))
            yield tuple(filter(None, (verb, "--no-such-option", *lang)))


def second_jobs(given: Path, made: Path) -> Iterator[Job]:
    """What is read back from what the first commit made, and from other people's reports."""
    suffixes = (".docx", ".html", ".xlsx")
    documents = [f"made/{path.relative_to(made)}" for path in sorted(made.rglob("*.*"))]
    documents = [name for name in documents if name.endswith(suffixes)]
    for place, name in enumerate((*_names(given / "reports"), *documents)):
        yield "read", name, "-o", "@read.json"
        if place % 4 == 0:
            yield "check", name
            yield "check", name, "--format", "json"
            yield "check", name, "--lang", "en"
            yield "diff", name, _CITY
        if place % 8 == 0:
            yield "check", name, "--review", "@review.docx"
            yield "read", name, "-o", "@read.yaml", "--labels"
            yield "new", "--from", name, "-o", "@new.yaml"


def _names(folder: Path) -> list[str]:
    return [f"given/{folder.name}/{path.name}" for path in sorted(folder.iterdir())]
