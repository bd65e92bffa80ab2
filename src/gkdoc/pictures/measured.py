"""What both kinds of pictures have: size, rotation, colour profile, and the limits on them."""

from __future__ import annotations

import struct
from typing import Final, Literal

from attrs import frozen

from gkdoc.errors import Refusal
from gkdoc.messages import _

SIDE_LIMIT: Final = 30_000
PIXEL_LIMIT: Final = 50_000_000
PROFILE_LIMIT: Final = 2**20

_DENSITIES: Final = range(20, 2401)
# TIFF 6.0, section 2; EXIF 2.32, 4.6.4: the orientation is a SHORT of one value.
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_BYTE_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}


@frozen
class Measured:
    """A picture by its header: `width` and `height` count pixels as they are stored.

    `rotation` is the EXIF orientation, 1 for none; `dpi` the density across and down, None where
    the picture does not say or says nothing sensible.
    """

    kind: Literal["png", "jpeg"]
    width: int
    height: int
    rotation: int = 1
    dpi: tuple[float, float] | None = None

    @property
    def media_type(self) -> str:
        """The type of its file, as packages and pages state it."""
        return f"image/{self.kind}"

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels as the picture is seen, after its rotation."""
        if self.rotation >= 5:
            return self.height, self.width
        return self.width, self.height


@frozen
class Clean:
    """A picture that was read: what is left of it, and its measures."""

    content: bytes
    measured: Measured


def damaged() -> Refusal:
    """The refusal of a picture whose parts contradict the format."""
    return Refusal(_("图片已经损坏，请重新导出或者另存一次"))


def cut_off() -> Refusal:
    """The refusal of a picture that ends too early."""
    return Refusal(_("图片没有传完整，后面缺了一截"))


def assert_sides(width: int, height: int) -> None:
    """Refusal for a picture without area, or with more of it than can be decoded in peace."""
    if not width or not height:
        raise Refusal(_("图片的宽或者高是 0"))
    if max(width, height) > SIDE_LIMIT or width * height > PIXEL_LIMIT:
        raise Refusal(
            _(
                "图片有 {width}×{height} 像素，太大了：每边不超过 {side}，总共不超过 {pixels} 万",
                width=width,
                height=height,
                side=SIDE_LIMIT,
                pixels=PIXEL_LIMIT // 10_000,
            )
        )


def density(across: float, down: float) -> tuple[float, float] | None:
    """Dots per inch, if they are such as a picture is meant to be shown with."""
    sensible = all(_DENSITIES.start <= dots <= _DENSITIES.stop for dots in (across, down))
    return (across, down) if sensible else None


def rotation(exif: bytes) -> int:
    """The orientation in an EXIF block (a TIFF file), 1 if there is none."""
    order = _BYTE_ORDERS.get(exif[:4])
    if order is None or len(exif) < 8:
        return 1
    (start,) = struct.unpack_from(order + "L", exif, 4)
    if start + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(order + "H", exif, start)
    for entry in range(start + 2, min(start + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, number, value = struct.unpack_from(order + "HHLH", exif, entry)
        if (tag, kind, number) == (_ORIENTATION, _SHORT, 1):
            return int(value) if 1 <= value <= 8 else 1
    return 1


def exif(turned: int) -> bytes:
    """An EXIF block that holds the orientation and nothing else; empty for 1."""
    if turned == 1:
        return b""
    return struct.pack(">4sLHHHLHHL", b"MM\0*", 8, 1, _ORIENTATION, _SHORT, 1, turned, 0, 0)


def is_profile(content: bytes) -> bool:
    """True for an ICC profile: its size and its mark are where ICC.1:2010, 7.2 wants them."""
    return (
        128 < len(content) <= PROFILE_LIMIT
        and content[36:40] == b"acsp"
        and int.from_bytes(content[:4], "big") == len(content)
    )
