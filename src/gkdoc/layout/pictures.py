"""How large a picture is printed: as its width says, within the text of a page."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from gkdoc.ooxml.drawings import (
    EMUS_PER_INCH,
    EMUS_PER_MILLIMETRE,
    EMUS_PER_TWIP,
    TURNS,
    Emus,
    Turn,
)
from gkdoc.ooxml.pages import PageSetup
from gkdoc.pictures import measured

_USUAL_DPI: Final = (96.0, 96.0)
"""How many pixels an inch has in a picture that does not say so."""

_TALLEST: Final = 0.9
"""Of the height of the text: what is left takes a caption of two lines."""

_NARROWEST: Final = 5
_WIDEST: Final = 400
_WIDTH: Final = re.compile(r"(?P<number>[0-9]+)(?P<unit>%|mm)")


@frozen
class PrintedPicture:
    """A picture as it is printed: its format (png, jpeg), its size as it is seen, its turn."""

    kind: str
    width: Emus
    height: Emus
    turn: Turn


def printed_picture(content: bytes, width: str | None, page: PageSetup) -> PrintedPicture:
    """The picture `content` at the width that is asked for; ValueError for a width that is none.

    It is never wider than the text of the page, nor so high that its caption has no room.
    """
    found = measured(content)
    turn = TURNS[found.rotation]
    across, down = found.dpi or _USUAL_DPI
    wide, high = found.width / across, found.height / down
    if turn.lies:
        wide, high = high, wide
    most_wide = page.text_width * EMUS_PER_TWIP
    most_high = page.text_height * EMUS_PER_TWIP * _TALLEST
    if turn.lies:
        # Programs reckon with the width before the turn, which must not leave the text either.
        most_high = min(most_high, most_wide)
    wanted = wide * EMUS_PER_INCH if width is None else _length(width, most_wide)
    final = min(wanted, most_wide, most_high * wide / high)
    return PrintedPicture(
        found.kind, Emus(max(1, round(final))), Emus(max(1, round(final * high / wide))), turn
    )


def stated_width(width: Emus) -> str:
    """A printed width as a data file states it: the nearest that one can state."""
    whole = round(width / EMUS_PER_MILLIMETRE)
    return f"{min(max(whole, _NARROWEST), _WIDEST)}mm"


def _length(width: str, whole: int) -> float:
    found = _WIDTH.fullmatch(width)
    if found is None:
        raise ValueError(f"{width!r} is no width of a picture")
    number = int(found["number"])
    return whole * number / 100 if found["unit"] == "%" else number * EMUS_PER_MILLIMETRE
