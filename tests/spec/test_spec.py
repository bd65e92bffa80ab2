"""The forms as data: shape, addresses, sums; what the loader would not let pass."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest
import yaml

from gkdoc.spec import Kind, TableSpec, form, table
from gkdoc.spec import load as spec_load
from gkdoc.spec.fields import field_groups
from gkdoc.spec.source import load_document
from tests.tools.editions import EDITIONS

TABLES = [
    pytest.param(spec, id=f"{edition}-{key}")
    for edition in EDITIONS
    for key, spec in form(edition).tables.items()
]


@pytest.mark.parametrize(
    ("edition", "key", "shape", "figures"),
    [
        ("2021", "proactive", (14, 4), 10),
        ("2021", "applications", (28, 10), 25 * 7),
        ("2021", "remedies", (4, 15), 15),
        ("2019", "proactive", (18, 7), 2 * 3 + 2 * 3 + 2 * 3 + 2 + 2),
        ("2019", "applications", (26, 10), 23 * 7),
        ("2019", "remedies", (4, 15), 15),
    ],
)
def test_shape(edition: str, key: str, shape: tuple[int, int], figures: int) -> None:
    """Rows, columns and figures of each table are those of the published form."""
    spec = table(key, edition)
    assert spec.shape == shape
    assert len(spec.cells) == figures


@pytest.mark.parametrize("edition", EDITIONS)
def test_bookmark_codes_are_unique_in_a_document(edition: str) -> None:
    """No two cells of a report share a code, and Word takes every one of them as a name."""
    codes = [cell.code for spec in form(edition).tables.values() for cell in spec.cells.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Za-z0-9_]{1,36}", code) for code in codes)


def test_relations_of_table_three() -> None:
    """Seven balances, seven sums of results, twenty-five sums of applicants: 39 in all."""
    spec = table("applications", "2021")
    rules = Counter([total.rule for total in spec.sums])
    rules.update(balance.rule for balance in spec.balances)
    assert rules == {"GK301": 7, "GK302": 7, "GK303": 25}


def test_a_sum_resolves_groups_to_their_rows() -> None:
    """（七）总计 adds the rows of every group, each once, and no other."""
    spec = table("applications", "2021")
    (total,) = (
        relation
        for relation in spec.sums
        if relation.rule == "GK302" and relation.total.column == "business"
    )
    rows = [part.row for part in total.parts]
    assert len(rows) == len(set(rows)) == 21
    assert {part.column for part in total.parts} == {"business"}
    outside = set(spec.rows) - set(rows)
    assert outside == {"received", "carried_in", "total", "carried_out"}


def test_the_undivided_table_is_that_of_2019() -> None:
    """Reports that do not divide （六） print the table three of the 2019 form."""
    undivided = table("applications", "2021").undivided
    trial = table("applications", "2019")
    assert undivided.shape == trial.shape
    assert list(undivided.cells.values()) == list(trial.cells.values())
    assert undivided.sums == trial.sums
    assert not undivided.divisions


def test_columns_keep_their_names_when_rows_are_not_divided() -> None:
    """The applicant 其他 is a column of its own, whatever becomes of the row （六）其他处理."""
    total = table("applications", "2019").sums[0]
    assert "other" in {part.column for part in total.parts}


@pytest.mark.parametrize("spec", TABLES)
def test_labels_are_unique(spec: TableSpec) -> None:
    """A cell can be told by its statutory words alone."""
    labels = Counter(cell.label for cell in spec.cells.values())
    assert labels.most_common(1)[0][1] == 1


def test_kinds() -> None:
    """Fees and purchases may have decimals, changes may be negative, all else are counts."""
    kinds = {
        str(cell.ref): cell.kind
        for edition in EDITIONS
        for spec in form(edition).tables.values()
        for cell in spec.cells.values()
        if cell.kind is not Kind.COUNT
    }
    assert kinds.pop("proactive.fees.amount") is Kind.DECIMAL
    assert kinds.pop("proactive.procurement.amount") is Kind.DECIMAL
    assert set(kinds.values()) == {Kind.SIGNED}
    assert all(address.endswith(".change") for address in kinds)


def test_every_table_names_its_source() -> None:
    """A reader can look each table up in the notice that made it."""
    for edition in EDITIONS:
        for spec in form(edition).tables.values():
            assert f"〔{edition}〕" in spec.source.notice


def test_labels_of_fields_are_unique_in_their_group() -> None:
    """No label of a data file means two things at the same level."""
    for group, fields in field_groups().items():
        labels = Counter(label for field in fields for label in (field.key, *field.labels()))
        assert labels.most_common(1)[0][1] == 1, group


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("rows: 28", "rows: 27", "applications 2021"),
        ("key: business,", "key: natural_person,", "columns twice"),
        ("code: c31,", "code: c32,", "codes twice"),
        ("key: state_secret,", "key: third_party,", "rows twice"),
        ("parts: [granted,", "parts: [grantet,", "grantet"),
        ("parts: [granted,", "parts: [total, granted,", "GK302"),
    ],
)
def test_a_wrong_data_file_does_not_load(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, complaint: str
) -> None:
    """Shape, keys, codes and the names in sums are asserted when a form is loaded."""
    name = "annual_report/2021/applications.yaml"
    text = files("gkdoc.spec").joinpath("data", name).read_text(encoding="utf-8")
    assert old in text
    wrong = yaml.safe_load(text.replace(old, new, 1))
    monkeypatch.setattr(
        spec_load, "load_document", lambda asked: wrong if asked == name else load_document(asked)
    )
    with pytest.raises((AssertionError, KeyError), match=complaint):
        spec_load.form.__wrapped__("2021")
