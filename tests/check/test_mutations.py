"""The mutation study keeps its promises: benchmarks/mutations.py on one report."""

from __future__ import annotations

import pytest

from benchmarks import mutations
from tests.tools.firing import example, whole


def test_every_wrong_cell_is_found_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong cell: always an error; in table three it comes first, in table four it is listed.

    Exchanged and shifted figures of table three are found too.
    """
    monkeypatch.setattr(mutations, "DRAWN", 10)
    tallies = mutations.study(whole(example("county-bureau-2019")))
    for kind in ("一格（分项）", "一格（合计）"):
        three, four = tallies[f"applications：{kind}"], tallies[f"remedies：{kind}"]
        assert three.made > 50
        assert three.found == three.among == three.made
        assert three.first >= 0.99 * three.made
        assert four.made > 10
        assert four.found == four.among == four.made
    for kind in ("左右两格互换", "上下两格互换", "整行右移一格", "一行重复计入总计"):
        tally = tallies[f"applications：{kind}"]
        assert tally.found == tally.among == tally.made > 5
