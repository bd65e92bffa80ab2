"""All slips of writing in a line, and the line with those corrected that need no judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from attrs import frozen

from gkdoc.text.writing.document_numbers import slips_in_document_numbers
from gkdoc.text.writing.doubling import slips_in_doubled_marks, slips_in_words
from gkdoc.text.writing.pairs import slips_in_pairs
from gkdoc.text.writing.punctuation import slips_in_punctuation
from gkdoc.text.writing.signs import Line
from gkdoc.text.writing.slip import Slip, without_overlaps
from gkdoc.text.writing.spacing import gaps, slips_in_digits, slips_in_spacing

# The first is the cause where two are about the same signs: [2020] is a document number before it
# is a bracket.
_READERS: tuple[Callable[[Line], Iterator[Slip]], ...] = (
    slips_in_document_numbers,
    slips_in_digits,
    slips_in_spacing,
    slips_in_punctuation,
    slips_in_pairs,
    slips_in_words,
    slips_in_doubled_marks,
    gaps,
)


@frozen
class Correction:
    """One slip put right: `instead` stands at `start` in place of what the slip found.

    `start` counts in the words as the corrections before this one have left them.
    """

    slip: Slip
    start: int
    instead: str


@frozen
class Corrected:
    """Words put right: `border` is where their heading ends now."""

    words: str
    border: int
    corrections: tuple[Correction, ...]


# Each rule about writing asks for the slips of every paragraph: they are looked for once.
@lru_cache(maxsize=4096)
def slips(words: str) -> tuple[Slip, ...]:
    """Every slip in the words of one paragraph, in its order; no two are about the same sign.

    Words without a Chinese character have none: they are written by other rules.
    """
    line = Line(words)
    if not line.has_hanzi(0, len(words)):
        return ()
    return without_overlaps((slip for read in _READERS for slip in read(line)), len(words))


def correct(
    words: str, find: Callable[[str], tuple[Slip, ...]] = slips, *, border: int = 0
) -> Corrected:
    """The words with every mechanical slip that `find` sees put right, and what was done.

    `border` is where the heading ends; a slip on both sides of it stays. Nothing is left to do
    afterwards: correcting the result again changes nothing.
    """
    corrections: list[Correction] = []
    while found := [
        slip for slip in find(words) if slip.mechanical and not slip.start < border < slip.end
    ]:
        words, border, made = _put_right(words, border, found)
        corrections += made
    return Corrected(words, border, tuple(corrections))


def slips_in_title(title: str, agency: str) -> tuple[Slip, ...]:
    """The slips in the title of a report.

    White space behind the agency's name is where the line is broken, so it is no slip.
    """
    end = len(agency) if title.startswith(agency) else 0
    return tuple(
        slip for slip in slips(title) if slip.start != end or slip.found.strip() or not end
    )


def _put_right(words: str, border: int, found: list[Slip]) -> tuple[str, int, list[Correction]]:
    parts: list[str] = []
    made: list[Correction] = []
    done = shift = moved = 0
    for slip in found:
        instead = slip.instead or ""
        parts += (words[done : slip.start], instead)
        made.append(Correction(slip, slip.start + shift, instead))
        shift += len(instead) - len(slip.found)
        if slip.end <= border:
            moved = shift
        done = slip.end
    return "".join((*parts, words[done:])), border + moved, made
