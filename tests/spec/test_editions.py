"""What is asked of the editions of the form, whichever there are."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gkdoc.spec import (
    divided,
    edition_for,
    editions,
    in_force_since,
    newest,
    printed_forms,
    report_years,
    section_title,
    sections,
    table,
    tables,
)
from gkdoc.spec.source import folders_with, root
from tests.tools.places import ROOT


def test_editions_are_the_folders_with_a_form() -> None:
    """Each folder that holds a form is an edition, the newest first."""
    found = {each.edition for each in editions()}
    assert found == set(folders_with("form.yaml", "annual_report"))
    years = [each.first_year for each in editions()]
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2008, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2022, "2021")],
)
def test_the_year_decides_about_the_edition(year: int, edition: str) -> None:
    """A form holds from its first year on until there is a newer one; the first also before it."""
    assert edition_for(year).edition == edition


def test_later_years_follow_the_newest_form() -> None:
    """Until another form is issued."""
    assert edition_for(report_years()[-1]) is newest()


def test_years_begin_with_the_regulation() -> None:
    """No report is about a year in which the regulation was not yet in force."""
    assert report_years()[0] == in_force_since().year == 2008


def test_sections_have_the_titles_of_every_edition() -> None:
    """In the order of the form, each title once, the newest first."""
    assert list(sections()) == [section.key for section in newest().sections]
    for each in editions():
        for section in each.sections:
            assert set(section.titles) <= set(sections()[section.key].titles)
            assert section_title(section.key, each) == section.title
            assert section_title(section.key, each.first_year) == section.title
    problems = sections()["problems"].titles
    assert len(set(problems)) == len(problems) > 1
    assert problems[0] == section_title("problems", newest())


@pytest.mark.parametrize("key", tables())
def test_printed_forms_are_all_forms_of_a_table(key: str) -> None:
    """Each edition's form, and as older reports print it, none of them twice."""
    forms = printed_forms(key)
    assert len(set(forms)) == len(forms)
    named = [spec.edition for spec in forms]
    assert named == sorted(named, reverse=True)
    for each in editions():
        assert {each.tables[key], each.tables[key].undivided} <= set(forms)


def test_a_form_that_divides_no_rows_belongs_to_one_that_does() -> None:
    """The trial form of table three prints one row where the newer one has three."""
    new, old = table("applications", "2021"), table("applications", "2019")
    assert divided(new) == new
    # A later form may divide the same rows.
    assert divided(old) == divided(new.undivided)
    assert divided(old).rows == new.rows
    assert divided(table("remedies", "2019")) == table("remedies", "2019")


def test_roles_name_rows_and_columns() -> None:
    """Rules ask for parts; a form that does not have one says so."""
    new = table("applications", "2021")
    assert new.role("carried_out") == "carried_out"
    assert new.role("fee_unpaid") in new.rows
    assert new.undivided.role("fee_unpaid") is None
    assert table("remedies", "2021").role("carried_out") is None


def test_only_some_forms_ask_for_topics() -> None:
    """What a form does not ask for, no rule misses in reports that follow it."""
    trial, later = edition_for(2019), edition_for(2021)
    assert (trial.topics, trial.fee_statement, trial.superseded) == ((), False, ())
    assert len({topic.key for topic in later.topics}) == len(later.topics) == 5
    assert later.fee_statement
    assert later.superseded[0].now == later.source.notice


def test_data_are_found_in_an_archive(tmp_path: Path) -> None:
    """The package works from a ZIP file, in which no folder can be listed as on disk."""
    assert root() == ROOT / "src" / "gkdoc" / "spec" / "data"
    archive = tmp_path / "gkdoc.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted((ROOT / "src" / "gkdoc").rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                packed.write(path, path.relative_to(ROOT / "src"))
    code = (
        "from gkdoc.spec import editions, source; "
        "print(source.__file__, *(each.edition for each in editions()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(archive)},
        capture_output=True,
        check=True,
        text=True,
    )
    place, *found = done.stdout.split()
    assert place.startswith(str(archive))
    assert found == [each.edition for each in editions()]
