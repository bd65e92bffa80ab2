"""What can be wrong with a template or in print: stable ids, as those of findings on reports."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from gkdoc.errors import Refusal
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _


@frozen
class TemplateRule:
    """One kind of finding about a template or a print; `id` never changes its meaning."""

    id: str
    severity: Severity
    sentence: Message

    def finding(
        self, message: Message, place: str = "", severity: Severity | None = None
    ) -> Finding:
        """A finding of this kind; `place` says in words where it is."""
        return Finding(self.id, severity or self.severity, message, label=place)


class RefusedTag(Refusal):
    """A tag that is not part of the language; the message says why."""


UNREADABLE: Final = TemplateRule(
    "GK901", Severity.ERROR, _("模板应是可以安全打开的 .docx 文件，大小不超过限度。")
)
REFUSED: Final = TemplateRule(
    "GK902", Severity.ERROR, _("标签只能写名称、列出的过滤器和单独成段的条件，并且要写完整。")
)
LOSS: Final = TemplateRule(
    "GK903", Severity.ERROR, _("标签应放在填写时不会带走别的内容、也确实会被填写的地方。")
)
UNKNOWN: Final = TemplateRule("GK904", Severity.ERROR, _("标签里的名称应是年度报告的名称。"))
DOUBLED: Final = TemplateRule("GK905", Severity.ERROR, _("每一部分、每一个数字只能有一处。"))
MISSING: Final = TemplateRule(
    "GK906", Severity.ERROR, _("年度报告的每一部分、每一个数字都应有位置。")
)
STYLES: Final = TemplateRule(
    "GK907", Severity.INFORMATION, _("模板没有的样式，生成时按标准模板补上。")
)
PAGE: Final = TemplateRule("GK908", Severity.WARNING, _("页面设置应合 GB/T 9704。"))
BOOKMARKS: Final = TemplateRule("GK909", Severity.WARNING, _("书签应有头有尾。"))
OTHER_FORM: Final = TemplateRule(
    "GK910", Severity.ERROR, _("模板里画好的表应与报告所用的格式一致，或者能由报告填满。")
)
OUTSIDE: Final = TemplateRule(
    "GK911", Severity.INFORMATION, _("模板引用的外部文件不会被打开，也不会带进报告。")
)
HEADINGS: Final = TemplateRule("GK912", Severity.WARNING, _("六个部分的标题应逐字写在模板里。"))
FIELDS: Final = TemplateRule("GK913", Severity.ERROR, _("模板要填的自有栏目，报告都应有。"))
FACES: Final = TemplateRule(
    "GK921", Severity.WARNING, _("打印 PDF 的机器应有报告所用的每一种字体。")
)

RULES: Final = (
    *(UNREADABLE, REFUSED, LOSS, UNKNOWN, DOUBLED, MISSING),
    *(STYLES, PAGE, BOOKMARKS, OTHER_FORM, OUTSIDE, HEADINGS, FIELDS, FACES),
)
"""Every kind of finding about templates and prints, in the order of the ids."""
