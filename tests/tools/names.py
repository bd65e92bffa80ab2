"""src/gkdoc/model/names.py, made from the forms: `make names` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from subprocess import run
from typing import Final

from gkdoc.spec import printed_forms, tables
from tests.tools.places import ROOT

PATH: Final = ROOT / "src" / "gkdoc" / "model" / "names.py"

_INTRODUCTION: Final = '''\
"""The names of rows and columns in types, made from the forms by `make names`.

They are those of every edition: a row or a column that none has is an error of types, one that
only another edition has is an InputError when the table is made. An edition that is put in as data
works without being named here.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from gkdoc.model.values import CellValue
'''


def names() -> str:
    """The module."""
    parts = "\n".join([_INTRODUCTION, *(line for key in tables() for line in _table(key))])
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(PATH), "-"]
    done = run(command, input=parts, capture_output=True, check=True, text=True, cwd=ROOT)
    return done.stdout


def _table(key: str) -> Iterator[str]:
    name = key.capitalize()
    forms = printed_forms(key)
    rows = _each(row for form in forms for row in form.rows)
    columns = _each(column for form in forms for row in form.rows.values() for column in row)
    groups = _each(row.partition(".")[0] for row in rows if "." in row)
    title = forms[0].title
    yield f"{name}Row: TypeAlias = Literal[{_listed(rows)}]"
    yield f'"""The rows of {title}."""\n'
    yield f"{name}Column: TypeAlias = Literal[{_listed(columns)}]"
    yield f'"""The columns of {title}."""\n'
    figures = f"{name}Figures"
    yield _typed(figures, ((column, "CellValue") for column in columns))
    yield f'"""The figures of one row of {title}, by column."""\n'
    for group in groups:
        inside = [row.removeprefix(f"{group}.") for row in rows if row.startswith(f"{group}.")]
        yield _typed(_group(name, group), ((row, figures) for row in inside))
        yield f'"""The rows of {title} below `{group}`."""\n'
    every = [(row, figures) for row in rows]
    every += [(group, _group(name, group)) for group in groups]
    yield _typed(f"{name}Rows", every)
    yield f'"""The figures of {title}, by row and column."""\n'


def _group(name: str, group: str) -> str:
    return name + "".join(word.capitalize() for word in group.split("_")) + "Rows"


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _listed(found: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in found) + ","


def _typed(name: str, entries: Iterable[tuple[str, str]]) -> str:
    inside = ", ".join(f'"{key}": {value}' for key, value in entries)
    return f'{name} = TypedDict("{name}", {{{inside},}}, total=False)'


if __name__ == "__main__":
    PATH.write_text(names(), encoding="utf-8")
