"""Rules about what the prose sections have to speak of (GK102, GK103, GK104)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gkdoc.check.rule import Paragraph, Remark, paragraphs_of, prose_text, rule
from gkdoc.check.structure.sections import (
    OTHER_MATTERS,
    OVERVIEW,
    PROBLEMS,
    holds_only_introduction,
    is_empty,
)
from gkdoc.check.subject import Subject
from gkdoc.findings import Severity
from gkdoc.messages import Listed, Numeral, _
from gkdoc.text.numerals import to_chinese
from gkdoc.text.ordinals import split_ordinal

_SHORTEST_PROBLEMS = 20
_NOTHING = re.compile(
    "(?:（[一二]）|[0-9]\\.)?(?:本年度|本机关|我[局委办市县区镇乡]|暂|目前)?(?:无|没有|暂无|不存在|未发现)"
)
_PROBLEM = re.compile(
    "问题|不足|短板|差距|薄弱|欠缺|缺乏|缺少|有待|亟待|不够|不强|不高|不深|不全|不及时|不规范|不均衡|不平衡|不到位"
    "|不完善|不健全|不熟|不多|不广|不优|偏[少低弱慢窄重]|较[少低弱慢窄]|滞后|困难|难点|弱项|需要?(?:进一步|持续|继续)"
)
# What still has to be improved is a problem, not an improvement.
_WISH = re.compile(
    "(?:有待|亟待|亟需|尚需|还需|仍需|仍须|还要|需要?|须|不够|未能|没有|尚未|不断)(?:于)?(?:进一步|持续|继续|不断)?"
    "(?:地|的)?(?:加以|得到)?(?:加强|提升|提高|完善|改进|改善|优化|强化|健全|规范|加大|深化|拓展|丰富|增强|细化)"
    "(?:和(?:加强|提升|提高|完善|改进))?"
)
_IMPROVEMENT = re.compile(
    "改进(?:情况|措施|举措|方向|办法|意见|了|工作)|整改|下一步|下步|今后|接下来|下阶段|措施|举措|已(?:经)?解决"
    "|将(?:进一步|继续|持续|着力|重点|从|围绕|坚持|认真|按照|加强|不断|严格|针对|以)"
    "|加强|提升|提高|完善|优化|强化|健全|加大|深化|拓展|丰富|增强|细化|推进|推动|修订|举办|开展|建立|改进"
)

# 行政…性收费 is another fee than the one for processing information.
_OTHER_FEE = re.compile("事业性收费|收费(?:公路|标准|目录|清单|项目)")
_FEE = re.compile("处理费|收费|收取[^。；]{0,12}费|费用")

# 条例 art. 50 (4), arts. 46, 47: what a government adds.
_OF_GOVERNMENTS: Mapping[str, re.Pattern[str]] = {
    _("工作考核"): re.compile("考核|考评"),
    _("社会评议"): re.compile("评议|评价|测评|满意度|第三方"),
    _("责任追究"): re.compile("追究|追责|问责|约谈|通报批评"),
}
_LONGEST_HEADING = 30
_LONGEST_TOPIC = 12


@rule("GK102", Severity.WARNING)
def problems_and_improvements(subject: Subject) -> Iterator[Remark]:
    """第五部分既要写存在的主要问题，也要写改进情况。"""
    outline = subject.report.prose.get(PROBLEMS)
    if outline is None:
        return
    text = prose_text(outline).strip()
    if is_empty(outline) or (len(text) < _SHORTEST_PROBLEMS and _NOTHING.match(text)):
        yield Remark(PROBLEMS, _("没有写存在的主要问题和改进情况，两项都要写"))
    elif len(text) < _SHORTEST_PROBLEMS:
        yield Remark(
            PROBLEMS, _("只有 {count} 个字，存在的主要问题和改进情况都要写清楚", count=len(text))
        )
    else:
        if not (_PROBLEM.search(text) or _WISH.search(text)):
            yield Remark(PROBLEMS, _("没有写存在的主要问题，只有改进情况"))
        if not _IMPROVEMENT.search(_WISH.sub("", text)):
            yield Remark(PROBLEMS, _("没有写改进情况，只有存在的问题"))


@rule("GK103", Severity.WARNING)
def fee_is_stated(subject: Subject) -> Iterator[Remark]:
    """第六部分要写明本年度收取信息处理费的情况，没有收取的也要写明。"""
    outline = subject.report.prose.get(OTHER_MATTERS)
    if outline is None or not subject.form.fee_statement:
        return
    if not _FEE.search(_OTHER_FEE.sub("", prose_text(outline))):
        yield Remark(
            OTHER_MATTERS,
            _("没有写信息处理费的收取情况；没有收取的，应写明“本年度没有收取信息处理费”"),
        )


@rule("GK104", Severity.WARNING)
def overview_has_its_topics(subject: Subject) -> Iterator[Remark]:
    """第一部分要写五个方面的情况；人民政府还要写工作考核、社会评议和责任追究的结果。"""
    outline, topics = subject.report.prose.get(OVERVIEW, ()), subject.form.topics
    if is_empty(outline) or holds_only_introduction(subject) or not topics:
        return
    openings = _openings(subject)
    missing = [topic.title for topic in topics if not any(map(openings.__contains__, topic.words))]
    if missing:
        yield Remark(
            OVERVIEW,
            _(
                "{number}个方面中没有看到：{missing}",
                number=Numeral(to_chinese(len(topics)), len(topics)),
                missing=Listed("、", map(_, missing)),
            ),
        )
    organ = subject.report.organ
    if organ is not None and organ.kind == "government":
        text = prose_text(outline)
        missing = [topic for topic, name in _OF_GOVERNMENTS.items() if not name.search(text)]
        if missing:
            yield Remark(
                OVERVIEW,
                _(
                    "人民政府的报告应写明{missing}的结果，这里没有看到",
                    missing=Listed("、", missing),
                ),
            )


def _openings(subject: Subject) -> str:
    """How the paragraphs of section one begin; all of it where nothing is numbered."""
    paragraphs = tuple(paragraphs_of(OVERVIEW, subject.report.prose[OVERVIEW]))
    if all(paragraph.block.level is None for paragraph in paragraphs):
        return "\n".join(paragraph.words for paragraph in paragraphs)
    return "\n".join(_opening(paragraph) for paragraph in paragraphs)


def _opening(paragraph: Paragraph) -> str:
    """The heading of a paragraph, or where it would stand."""
    if paragraph.block.heading:
        return paragraph.block.heading
    numbered = paragraph.block.level is not None or split_ordinal(paragraph.words) is not None
    return paragraph.words[: _LONGEST_HEADING if numbered else _LONGEST_TOPIC]
