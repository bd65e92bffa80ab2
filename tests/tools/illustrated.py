"""A report with all that prose may hold beside text: pictures, a plain table, links."""

from __future__ import annotations

from attrs import evolve

from gkdoc.model import Overview, Problems, Report
from gkdoc.pictures import cleaned
from gkdoc.text.blocks import Block, Outline, Picture, PlainTable
from tests.tools.pixels import chunk, exif, jpeg, png
from tests.tools.reports import small

CHART = cleaned(png(640, 360))
PHOTOGRAPH = cleaned(png(320, 480, before=chunk(b"eXIf", exif(6))))
SCREEN = cleaned(jpeg(480, 270))

OVERVIEW: Outline = (
    Block(text="详见[政府信息公开平台](https://www.example.gov.cn/zwgk/?a=1&b=2)。"),
    Block(
        2, "主动公开[目录](http://example.gov.cn/ml)。", r"写作[名称]\(https://a.cn)的不是链接。"
    ),
    Picture(CHART, "三年来主动公开的件数，逐年增加", "图1 主动公开件数", "80%"),
    Block(text="各渠道的件数如下，意见请寄[信箱](mailto:gk@example.gov.cn)。"),
    PlainTable(
        ("渠道", "件数", "网址"),
        (("网站", "12", "[首页](https://www.example.gov.cn/)"), ("公众号", "30", "")),
        "表1 公开渠道",
    ),
)

PROBLEMS: Outline = (
    Block(text="解读形式不多。"),
    Picture(SCREEN, "解读栏目的截图", None, "120mm"),
)


def illustrated() -> Report:
    """The small report with two pictures, a plain table and links."""
    return evolve(small(), overview=Overview(OVERVIEW), problems=Problems(PROBLEMS))
