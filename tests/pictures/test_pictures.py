"""Pictures are checked and cleaned by their own headers; Pillow judges from outside."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from gkdoc import pictures
from gkdoc.errors import Refusal
from gkdoc.pictures import Measured
from tests.tools.pixels import SIGNATURE, chunk, exif, header, jpeg, png, segment, within

SECRETS = (b"Zhang San", b"GPS", b"xmp", b"Secret", b"http")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TEXTS = (
    chunk(b"tEXt", b"Author\0Zhang San")
    + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Secret"))
    + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta/>")
    + chunk(b"tIME", bytes(7))
    + chunk(b"caNv", b"Secret")
)


def _animation() -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(png())) as first, Image.new("RGB", (12, 8), "red") as second:
        first.save(target, "PNG", save_all=True, append_images=[second])
    return target.getvalue()


PNGS = {
    "plain": png(),
    "one pixel": png(1, 1),
    "texts before and after": png(before=TEXTS, after=TEXTS),
    "camera": png(before=chunk(b"eXIf", exif(6))),
    "not turned": png(before=chunk(b"eXIf", exif(1))),
    "camera after the pixels": png(after=chunk(b"eXIf", exif(8, order=">"))),
    "looks": png(
        before=chunk(b"gAMA", struct.pack(">L", 45455))
        + chunk(b"sRGB", b"\0")
        + chunk(b"pHYs", struct.pack(">LLB", 11811, 11811, 1))
        + chunk(b"bKGD", bytes(6))
    ),
    "profile": png(before=chunk(b"iCCP", b"Secret\0\0" + zlib.compress(PROFILE) + b"Secret")),
    "profile that is none": png(before=chunk(b"iCCP", b"Secret\0\0" + zlib.compress(b"x" * 999))),
    "second file behind": png(end=b"PK\x03\x04Secret"),
    "animation": _animation(),
}
JPEGS = {
    "plain": jpeg(),
    "grey": jpeg(mode="L"),
    "four colours": jpeg(mode="CMYK"),
    "progressive": jpeg(96, 80, progressive=True),
    "restart markers": jpeg(96, 80, restart_marker_blocks=1),
    "all kept": jpeg(quality=100, subsampling=0),
    "density": jpeg(dpi=(300, 300)),
    "camera": jpeg(exif=b"Exif\0\0" + exif(6)),
    "not turned": jpeg(exif=b"Exif\0\0" + exif(1)),
    "profile": jpeg(icc_profile=PROFILE),
    "large profile": jpeg(
        icc_profile=struct.pack(">L", 200_000) + PROFILE[4:128] + bytes(200_000 - 128)
    ),
    "profile that is none": jpeg(icc_profile=b"Secret" * 99),
    "comment": jpeg(comment=b"Zhang San"),
    "xmp": within(jpeg(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>")),
    "preview": within(jpeg(), segment(0xE0, b"JFXX\0\x10Secret"), segment(0xED, b"Secret")),
    "preview in the header": within(
        jpeg()[:2] + jpeg()[20:],
        segment(0xE0, b"JFIF\0\1\2\1\0\x60\0\x60\2\1" + b"Secret"),
    ),
    "second picture behind": jpeg() + jpeg() + b"Secret",
    "filling": within(jpeg(), b"\xff\xff\xff" + segment(0xEB, b"Secret")),
}
ALL = {f"png {name}": content for name, content in PNGS.items()} | {
    f"jpeg {name}": content for name, content in JPEGS.items()
}


def _pixels(content: bytes) -> tuple[str, tuple[int, int], bytes]:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return picture.mode, picture.size, picture.tobytes()


def _cleaned(content: bytes) -> bytes | None:
    try:
        return pictures.cleaned(content)
    except Refusal:
        return None


@pytest.mark.parametrize("content", ALL.values(), ids=ALL)
def test_cleaning_leaves_every_pixel_and_nothing_else(content: bytes) -> None:
    """The pixels are those of before; owner, place, texts and second files are gone."""
    clean = pictures.cleaned(content)
    assert _pixels(clean) == _pixels(content)
    assert not [secret for secret in SECRETS if secret in clean]
    with Image.open(io.BytesIO(clean)) as picture:
        picture.load()
        assert set(picture.getexif()) <= {0x0112}
        assert getattr(picture, "n_frames", 1) == 1
        known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "icc_profile", "gamma"}
        known |= {"adobe", "adobe_transform", "progressive", "progression", "exif", "srgb"}
        assert set(picture.info) <= known


@pytest.mark.parametrize("content", ALL.values(), ids=ALL)
def test_cleaning_twice_is_cleaning_once(content: bytes) -> None:
    """What is clean stays as it is, byte for byte, and measures the same."""
    clean = pictures.cleaned(content)
    assert pictures.cleaned(clean) == clean
    assert pictures.measured(clean) == pictures.measured(content)


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("order", "<>")
def test_the_rotation_of_the_camera_is_kept(turned: int, order: str) -> None:
    """Pillow turns the clean picture as it turned the original one."""
    block = exif(turned, order=order)
    for content in (png(before=chunk(b"eXIf", block)), jpeg(exif=b"Exif\0\0" + block)):
        clean = pictures.cleaned(content)
        assert pictures.measured(clean).rotation == turned
        with Image.open(io.BytesIO(clean)) as picture:
            assert picture.getexif().get(0x0112, 1) == turned


def test_the_colour_profile_is_kept() -> None:
    """Colours are as they were: the profile is there whole, in one segment or in several."""
    for name in ("png profile", "jpeg profile", "jpeg large profile"):
        with (
            Image.open(io.BytesIO(ALL[name])) as before,
            Image.open(io.BytesIO(pictures.cleaned(ALL[name]))) as after,
        ):
            assert after.info["icc_profile"] == before.info["icc_profile"]


def test_a_picture_is_measured_by_its_header() -> None:
    """Size as stored, size as seen, rotation, and the density where it says one."""
    assert pictures.measured(png()) == Measured("png", 12, 8)
    turned = pictures.measured(PNGS["camera"])
    assert (turned.width, turned.height, turned.shown_size) == (12, 8, (8, 12))
    photograph = pictures.measured(JPEGS["density"])
    assert photograph == Measured("jpeg", 24, 16, 1, (300, 300))
    assert pictures.measured(PNGS["looks"]).dpi == pytest.approx((300, 300), abs=0.1)
    for unit, body in ((1, 3), (0, 3000)):
        odd = png(before=chunk(b"pHYs", struct.pack(">LLB", body, body, unit)))
        assert pictures.measured(odd).dpi is None


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空的"),
    "GIF": (b"GIF89a" + bytes(90), "GIF"),
    "BMP": (b"BM" + bytes(90), "BMP"),
    "WebP": (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(90), "WebP"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "SVG with a declaration": (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
    "EMF": (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "EMF"),
    "WMF": (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF"),
    "TIFF": (b"II*\0" + bytes(60), "TIFF"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(60), "HEIC"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "ICO": (b"\0\0\1\0\1\0" + bytes(60), "ICO"),
    "text": ("图片".encode(), "开头"),
    "PDF that holds a PNG": (b"%PDF-1.7\n" + png(), "PDF"),
    "ZIP before a PNG": (b"PK\x03\x04" + png(), "开头"),
    "page before a JPEG": (b"<script></script>" + jpeg(), "开头"),
    "too many bytes": (SIGNATURE + bytes(pictures.BYTE_LIMIT), "10 MiB"),
    "signature alone": (SIGNATURE, "缺了一截"),
    "PNG without its end": (png()[:-12], "缺了一截"),
    "PNG cut in the pixels": (png()[:-30], "缺了一截"),
    "wrong check sum": (png().replace(b"IDATx", b"IDATy"), "校验和"),
    "wrong check sum of a chunk that is dropped": (
        png(before=chunk(b"tEXt", b"a\0b")).replace(b"a\0b", b"a\0c"),
        "校验和",
    ),
    "no width": (png(0, 4), "是 0"),
    "no height": (png(4, 0), "是 0"),
    "bomb": (
        SIGNATURE
        + header(100_000, 100_000)
        + chunk(b"IDAT", zlib.compress(bytes(9)))
        + chunk(b"IEND"),
        "100000×100000",
    ),
    "long bomb": (
        SIGNATURE + header(30_001, 1) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND"),
        "太大",
    ),
    "side beyond the format": (
        SIGNATURE + header(2**32 - 1, 2**32 - 1) + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND"),
        "太大",
    ),
    "bomb of chunks": (png(before=chunk(b"tEXt", b"a\0b") * 20_001), "20000"),
    "depth that no PNG has": (
        SIGNATURE + header(1, 1, depth=3) + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND"),
        "损坏",
    ),
    "palette missing": (
        SIGNATURE + header(1, 1, colours=3) + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND"),
        "损坏",
    ),
    "palette of no colours": (png(before=chunk(b"PLTE", b"1234")), "损坏"),
    "two palettes": (png(before=chunk(b"PLTE", b"123") * 2), "损坏"),
    "header missing": (SIGNATURE + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND"), "损坏"),
    "second header": (png(before=header(9, 9)), "损坏"),
    "pixels missing": (SIGNATURE + header(1, 1) + chunk(b"IEND"), "损坏"),
    "pixels in two places": (
        png(after=chunk(b"tEXt", b"a\0b") + chunk(b"IDAT", b"more")),
        "损坏",
    ),
    "pixels that are no zlib": (
        SIGNATURE + header(1, 1) + chunk(b"IDAT", b"PK\x03\x04") + chunk(b"IEND"),
        "损坏",
    ),
    "picture of one telephone": (SIGNATURE + chunk(b"CgBI", bytes(4)) + png()[8:], "损坏"),
    "JPEG cut in the pixels": (jpeg()[:-40], "缺了一截"),
    "JPEG cut in a segment": (jpeg()[:40], "缺了一截"),
    "JPEG of three bytes": (jpeg()[:3], "缺了一截"),
    "JPEG without pixels": (b"\xff\xd8\xff\xd9", "损坏"),
    "JPEG of no height": (
        within(b"\xff\xd8", segment(0xC0, struct.pack(">BHHB", 8, 0, 9, 1) + b"\1\x11\0"))
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + b"\xff\xd9",
        "是 0",
    ),
    "JPEG bomb": (
        jpeg().replace(struct.pack(">HH", 16, 24), struct.pack(">HH", 65_500, 65_500)),
        "65500×65500",
    ),
    "bomb of scans": (jpeg()[:-2] + segment(0xDA, b"\1\1\0\0\x3f\0") * 100 + b"\xff\xd9", "太多"),
    "bomb of segments": (within(jpeg(), segment(0xFE, b"") * 5_001), "太多"),
    "arithmetic coding": (jpeg().replace(b"\xff\xc0", b"\xff\xc9"), "很多软件打不开"),
    "lossless": (jpeg().replace(b"\xff\xc0", b"\xff\xc3"), "很多软件打不开"),
    "twelve bits": (jpeg().replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"), "很多软件打不开"),
    "frame in the frame": (
        jpeg().replace(b"\xff\xda", jpeg()[jpeg().index(b"\xff\xc0") :][:19] + b"\xff\xda"),
        "损坏",
    ),
    "segment of no length": (within(jpeg(), b"\xff\xfe\0\1"), "损坏"),
    "second start": (within(jpeg(), b"\xff\xd8"), "损坏"),
    "dirt between segments": (within(jpeg(), b"\0"), "开头"),
    "dirt after a segment": (within(jpeg(), segment(0xFE, b"") + b"dirt"), "损坏"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("task", [pictures.cleaned, pictures.measured])
def test_what_is_no_sound_picture_is_refused_with_a_reason(
    task: Callable[[bytes], object], content: bytes, reason: str
) -> None:
    """Each says in Chinese what is wrong with it."""
    with pytest.raises(Refusal) as refusal:
        task(content)
    assert reason in str(refusal.value)


@given(st.sampled_from(sorted(ALL.values())), st.data())
def test_a_changed_byte_is_refused_or_changes_nothing_else(
    content: bytes, choice: st.DataObject
) -> None:
    """A picture with a byte changed that Pillow opens looks the same after cleaning."""
    place = choice.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= choice.draw(st.integers(1, 255))
    _assert_looks_the_same(bytes(changed))


@given(st.sampled_from(sorted(ALL.values())), st.data())
def test_a_picture_cut_short_is_refused_or_whole(content: bytes, choice: st.DataObject) -> None:
    """What is left of a picture is refused, unless only what followed it was cut off."""
    cut = content[: choice.draw(st.integers(0, len(content) - 1))]
    clean = _cleaned(cut)
    assert clean is None or clean == pictures.cleaned(content)


@given(st.sampled_from([SIGNATURE, b"\xff\xd8\xff", SIGNATURE + header(3, 3), b""]), st.binary())
def test_no_bytes_end_in_another_exception(start: bytes, rest: bytes) -> None:
    """Whatever comes is a picture or a Refusal."""
    _cleaned(start + rest)


def _assert_looks_the_same(content: bytes) -> None:
    clean = _cleaned(content)
    if clean is None:
        return
    try:
        before = _pixels(content)
    except (OSError, SyntaxError, ValueError):
        return
    assert _pixels(clean) == before
