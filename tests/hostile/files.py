"""Files in one layout each, and in several on top of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from gkdoc.spec import TableSpec
from tests.hostile.drawing import HostileFile, drawing, word_file
from tests.hostile.layouts import LAYOUTS
from tests.hostile.reports import Figures

# These look for the form as it was, so they come behind the words and before what damages rows; two
# of them would not find it.
_LAST = (
    "split_without_heads",
    "split_with_heads",
    "split_in_three",
    "blocks_apart",
    "halves_of_table_four",
    "heads_in_the_middle",
    "doubled_heads",
    "shuffled_spans",
    "finer_grid",
    "title_inside",
)
_ALONE = frozenset(
    {
        *("short_row", "long_row", "lost_row", "lost_head", "lost_head_cell", "deleted_rows"),
        *("column_without_head", "swapped_columns", "figures_merged_across", "extra_row"),
        *("figures_merged_down", "merged_totals", "extra_column", "last_years_table"),
        *("labels_repeated", "labels_not_repeated", "group_reaches_too_far"),
    }
)

# Nobody can tell which of eight figures stand under seven heads.
_HOPELESS = frozenset({"column_without_head"})


def files(
    agency: str, year: int, tables: Mapping[str, tuple[TableSpec, Figures]], count: int, seed: int
) -> Iterator[HostileFile]:
    """`count` files: first each layout alone, then two to four of the mild ones together."""
    names = list(LAYOUTS)
    mild = [name for name in names if name not in _ALONE]
    for number in range(count):
        random = Random(f"{agency}{seed}{number}")  # noqa: S311 - no secrets here
        chosen = (
            [names[number]]
            if number < len(names)
            else random.sample(mild, random.randint(1, 3))
            + random.sample(sorted(_ALONE - _HOPELESS), number % 2)
        )
        if len([name for name in chosen if name in _LAST]) > 1:
            chosen = [name for name in chosen if name not in _LAST[:-1]] or ["plain"]
        chosen.sort(key=lambda name: (name in _ALONE, name in _LAST, names.index(name)))
        drawn = drawing(agency, year, tables, random)
        for name in chosen:
            LAYOUTS[name](drawn)
        yield HostileFile("+".join(chosen), word_file(drawn), dict(drawn.shown))
