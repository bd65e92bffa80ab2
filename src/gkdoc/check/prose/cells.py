"""The figures in the cells of a claim, and whether the claim agrees with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from gkdoc.check.figures import is_in_words
from gkdoc.model import TableValues, counts_as
from gkdoc.model.values import NOT_ENTERED
from gkdoc.spec import CellRef, Kind
from gkdoc.text.claims import Cells, Claim, ClaimKind, Meaning

Tables: TypeAlias = Mapping[str, TableValues]

# The form counts fees in 万元, prose is read in 元.
MONEY_UNIT = 10_000
"""How many 元 a 万元 has."""


class Verdict(Enum):
    """A verdict on a claim that was held against the tables."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_JUDGED = "not judged"
    """Cells not seen or printed without a number, 约, or last year's report not given."""
    NO_CLAIM = "no claim"
    """The report's edition of the form has no such cells."""


@frozen
class Tried:
    """One convention that was tried: the cells it adds up, its numerator, whole and result."""

    meaning: Meaning
    cells: tuple[CellRef, ...]
    amount: Fraction
    whole: Fraction | None
    result: Fraction | None
    agrees: bool


@frozen
class Judgement:
    """A claim, the verdict, and every convention that could be tried; the agreeing one first."""

    claim: Claim
    verdict: Verdict
    tried: tuple[Tried, ...] = ()


def judge(claim: Claim, year: int, tables: Tables, previous: Tables) -> Judgement:
    """Hold a claim against the tables of its year; `previous` are those of the year before."""
    if not any(_refs(meaning.cells, tables) for meaning in claim.meanings):
        seen = any(meaning.cells[0].partition(".")[0] in tables for meaning in claim.meanings)
        return Judgement(claim, Verdict.NO_CLAIM if seen else Verdict.NOT_JUDGED)
    there = {year: tables, year - 1: previous}.get(claim.year, {})
    if claim.about:
        return Judgement(claim, Verdict.NOT_JUDGED)
    tried = sorted(_tries(claim, there, previous), key=lambda one: not one.agrees)
    if not tried:
        return Judgement(claim, Verdict.NOT_JUDGED)
    if tried[0].agrees:
        return Judgement(claim, Verdict.AGREES, tuple(tried))
    if _follows_from_its_count(claim, tried):
        return Judgement(claim, Verdict.NOT_JUDGED, tuple(tried))
    complete = len(tried) == len([one for one in claim.meanings if _refs(one.cells, tables)])
    certain = complete and not any(_blank(one.cells, there) for one in tried)
    return Judgement(claim, Verdict.DISAGREES if certain else Verdict.NOT_JUDGED, tuple(tried))


def _tries(claim: Claim, tables: Tables, previous: Tables) -> Iterator[Tried]:
    said = Fraction(claim.number or 0)
    for meaning in claim.meanings:
        refs = _refs(meaning.cells, tables)
        amount = _sum(refs, tables)
        if amount is None:
            continue
        whole: Fraction | None = None
        match claim.kind:
            case ClaimKind.SHARE | ClaimKind.ALL:
                whole = _sum(_refs(meaning.whole, tables), tables)
            case ClaimKind.DIFFERENCE | ClaimKind.GROWTH:
                whole = _sum(_refs(meaning.cells, previous), previous)
            case _:
                if claim.money and all(_in_ten_thousands(ref, tables) for ref in refs):
                    amount *= MONEY_UNIT
                agrees = _same(amount, said, claim.step)
                yield Tried(meaning, refs, amount, None, amount, agrees)
        if whole is not None:
            result = _compared(claim.kind, amount, whole)
            if claim.kind is ClaimKind.ALL:
                agrees = amount == whole
            else:
                agrees = result is not None and _same(result, said, claim.step)
            yield Tried(meaning, refs, amount, whole, result, agrees)


def _compared(kind: ClaimKind, amount: Fraction, whole: Fraction) -> Fraction | None:
    """The number that a claim of this kind is about; None for percent of nothing."""
    match kind:
        case ClaimKind.ALL:
            return amount
        case ClaimKind.DIFFERENCE:
            return amount - whole
    part = amount if kind is ClaimKind.SHARE else amount - whole
    return 100 * part / whole if whole else None


def _same(exact: Fraction, said: Fraction, step: Decimal) -> bool:
    """True if the number as said is the exact one, rounded or cut to the digits shown."""
    unit = Fraction(step)
    distance = abs(said) - abs(exact)
    if said and exact and (said > 0) != (exact > 0):
        return False
    return -unit < distance <= unit / 2


def _follows_from_its_count(claim: Claim, tried: list[Tried]) -> bool:
    """True for a share that follows from a count which itself is questioned: one cause, once."""
    part = claim.part
    if part is None or part.number is None or claim.number is None:
        return False
    return any(
        one.whole
        and Fraction(part.number) != one.amount
        and _same(100 * Fraction(part.number) / one.whole, Fraction(claim.number), claim.step)
        for one in tried
    )


def _refs(cells: Cells, tables: Tables) -> tuple[CellRef, ...]:
    """The cells that the addresses name, groups resolved; empty if one of them is in no table."""
    found: list[CellRef] = []
    for address in cells:
        key, _, rest = address.partition(".")
        row, _, column = rest.rpartition(".")
        values = tables.get(key)
        if values is None:
            return ()
        rows = [name for name in values.spec.rows if name == row or name.startswith(f"{row}.")]
        refs = [CellRef(key, name, column) for name in rows]
        if not refs or any(ref not in values.spec.cells for ref in refs):
            return ()
        found += refs
    return tuple(dict.fromkeys(found))


def _sum(refs: tuple[CellRef, ...], tables: Tables) -> Fraction | None:
    """The sum of the cells; None if there are none or one of them was not seen."""
    values = [_value(ref, tables[ref.table]) for ref in refs]
    numbers = [value for value in values if value is not None]
    return sum(numbers, Fraction(0)) if numbers and len(numbers) == len(refs) else None


def _value(ref: CellRef, values: TableValues) -> Fraction | None:
    """The number that the cell counts: a total without one counts what its parts add up to.

    None where it was not seen, or words stand in the place of a figure.
    """
    value = values.at(ref)
    if value is NOT_ENTERED or is_in_words(value):
        return None
    if isinstance(value, int | Decimal):
        return Fraction(value) if not isinstance(value, Decimal) or value.is_finite() else None
    for total in values.spec.sums:
        if total.total == ref:
            parts = [values.at(part) for part in total.parts]
            if any(part is NOT_ENTERED or is_in_words(part) for part in parts):
                continue
            return sum((Fraction(counts_as(part)) for part in parts), Fraction(0))
    return Fraction(0)


def _blank(refs: tuple[CellRef, ...], tables: Tables) -> bool:
    """True if none of the cells shows a number or is a total that its parts add up to."""
    return all(
        not isinstance(tables[ref.table].at(ref), int | Decimal)
        and all(total.total != ref for total in tables[ref.table].spec.sums)
        for ref in refs
    )


def _in_ten_thousands(ref: CellRef, tables: Tables) -> bool:
    """True for the amounts of the form; 2019 fixed no unit for 采购总金额."""
    return tables[ref.table].spec.cells[ref].kind is Kind.DECIMAL
