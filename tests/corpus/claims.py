"""The corpus of sentences with claims: reads it, and holds what is found against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from attrs import frozen
from hypothesis import strategies as st

from gkdoc.check.prose.cells import Judgement, Verdict, judge
from gkdoc.check.prose.words import vocabulary
from gkdoc.model import (
    Applications,
    CellValue,
    Proactive,
    Remedies,
    StatutoryTable,
    TableValues,
    completed,
)
from gkdoc.spec import edition_for, table
from gkdoc.text.claims import ClaimKind
from gkdoc.text.claims.grammar import claims_in
from tests.tools.places import ROOT
from tests.tools.reports import records

PIECES = st.sampled_from(
    [
        *(term.word for term in vocabulary().terms),
        *"，。；：、（）()“”《》〔〕〖〗 \n",
        *("12", "1,205", "３", "十二", "2022年", "2023年", "件", "万元", "%", "占", "0"),
    ]
)
"""Words of the vocabulary, marks and figures: joined at random they make the worst sentences."""

CORPUS = ROOT / "tests" / "corpus" / "claims.yaml"

_VERDICTS = {
    Verdict.AGREES: "agrees",
    Verdict.DISAGREES: "disagrees",
    Verdict.NOT_JUDGED: "unjudged",
}
_KINDS: Mapping[str, type[StatutoryTable]] = {
    kind.key: kind for kind in (Applications, Remedies, Proactive)
}


@frozen
class Expected:
    """One claim as a reviewer sees it; `cells` and `whole` are addresses, groups resolved."""

    figure: str
    cells: frozenset[str]
    whole: frozenset[str]
    verdict: str


@frozen
class Sentence:
    """A sentence of the corpus with the tables that stand beside it."""

    say: str
    agency: str
    year: int
    applications: bool
    held_out: bool
    claims: tuple[Expected, ...]
    tables: Mapping[str, TableValues]
    previous: Mapping[str, TableValues]


@cache
def sentences() -> tuple[Sentence, ...]:
    """The whole corpus."""
    document = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return tuple(_sentence(entry, document["contexts"]) for entry in document["sentences"])


def found(sentence: Sentence) -> list[Judgement]:
    """The claims that are found in a sentence, judged by its tables."""
    claims = claims_in(
        sentence.say,
        vocabulary(),
        year=sentence.year,
        agency=sentence.agency,
        applications=sentence.applications,
    )
    judged = [judge(claim, sentence.year, sentence.tables, sentence.previous) for claim in claims]
    return [one for one in judged if one.verdict is not Verdict.NO_CLAIM]


def is_right(sentence: Sentence) -> bool:
    """True if exactly the reviewer's claims are found, each with his cells and his verdict."""
    left = found(sentence)
    for expected in sentence.claims:
        match = next((one for one in left if agree(sentence, expected, one)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def agree(sentence: Sentence, expected: Expected, judgement: Judgement) -> bool:
    """True if the claim found says what the reviewer says."""
    return (
        figure(judgement) == expected.figure
        and _VERDICTS[judgement.verdict] == expected.verdict
        and any(
            _resolved(meaning.cells, sentence.tables) == expected.cells
            and (not expected.whole or _resolved(meaning.whole, sentence.tables) == expected.whole)
            for meaning in judgement.claim.meanings
        )
    )


def figure(judgement: Judgement) -> str:
    """The figure of a claim as the corpus writes it."""
    claim = judgement.claim
    if claim.number is None:
        return "none" if claim.kind is ClaimKind.NONE else "all"
    number = f"{claim.number.normalize():f}"
    signed = claim.kind in {ClaimKind.DIFFERENCE, ClaimKind.GROWTH} and claim.number > 0
    percent = claim.kind in {ClaimKind.SHARE, ClaimKind.GROWTH}
    return f"{'~' if claim.about else ''}{'+' if signed else ''}{number}{'%' if percent else ''}"


def _sentence(entry: Mapping[str, Any], contexts: Mapping[str, Any]) -> Sentence:
    context = contexts[entry["of"]]
    edition = context.get("edition", edition_for(context["year"]).edition)
    tables = _tables(context, edition)
    return Sentence(
        say=entry["say"],
        agency=context["agency"],
        year=context["year"],
        applications="heading" in entry,
        held_out=entry.get("held_out", False),
        claims=tuple(_expected(text, edition, tables) for text in entry["claims"]),
        tables=tables,
        previous=_tables(context.get("last", {}), edition),
    )


def _tables(context: Mapping[str, Any], edition: str) -> Mapping[str, TableValues]:
    tables: dict[str, TableValues] = {}
    for key, kind in _KINDS.items():
        rows = {row: _row(key, edition, row, figures) for row, figures in _figures(context, key)}
        if rows:
            tables[key] = completed(kind.from_records(records(rows), edition=edition).values)
    return tables


def _figures(context: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    yield from context.get(key, {}).items()
    if key == "applications":
        yield from context.get("totals", {}).items()


def _row(
    key: str, edition: str, row: str, figures: list[int | str] | int
) -> Mapping[str, CellValue]:
    """The figures of one row in the form's order, totals left out; a single one is the total."""
    spec = table(key, edition)
    columns = (spec if row in spec.rows else spec.undivided).rows[row]
    if isinstance(figures, int):
        return {columns[-1]: figures}
    return {
        column: Decimal(value) if isinstance(value, str) else value
        for column, value in zip(columns, figures, strict=False)
    }


def _expected(text: str, edition: str, tables: Mapping[str, TableValues]) -> Expected:
    said, names, verdict = (part.strip() for part in text.split("|"))
    cells, _, whole = names.partition(" / ")
    return Expected(
        said,
        _resolved(tuple(_addresses(cells, edition)), tables),
        _resolved(tuple(_addresses(whole, edition)), tables) if whole else frozenset(),
        verdict,
    )


def _addresses(names: str, edition: str) -> Iterator[str]:
    """The addresses that short names stand for: the table and the total column are understood."""
    for name in names.split(" + "):
        if name.partition(".")[0] == "litigation":
            column = name.partition(".")[2] or "total"
            for block in ("litigation_direct", "litigation_after_reconsideration"):
                yield f"remedies.{block}.{column}"
            continue
        for key in ("applications", "remedies", "proactive"):
            spec = table(key, edition)
            for form in (spec, spec.undivided):
                columns = {column for row in form.rows for column in form.rows[row]}
                groups = {row.partition(".")[0] for row in form.rows} | set(form.rows)
                head, _, tail = name.rpartition(".")
                if head in groups and tail in columns and name not in form.rows:
                    yield f"{key}.{name}"
                    break
                if name in groups and key == "proactive":
                    yield f"{key}.{name}.{form.rows[name][-1]}"
                    break
                if name in groups:
                    yield f"{key}.{name}.total"
                    break
            else:
                continue
            break


def _resolved(cells: tuple[str, ...], tables: Mapping[str, TableValues]) -> frozenset[str]:
    """Every single cell that the addresses name, those of tables not seen as they stand."""
    every: set[str] = set()
    for address in cells:
        key, _, rest = address.partition(".")
        row, _, column = rest.rpartition(".")
        rows = tables[key].spec.rows if key in tables else {}
        names = [name for name in rows if name == row or name.startswith(f"{row}.")] or [row]
        every |= {f"{key}.{name}.{column}" for name in names}
    return frozenset(every)
