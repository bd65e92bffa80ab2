"""The words of a title: places, organs, and what the names of organs are made of.

There is no dictionary of names, so a place is what ends as places do. Of all the ways to take a
title apart the one is chosen that leaves least unexplained: 云川市|政务|服务 and not 云川|市政|务.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from attrs import evolve, frozen


class WordKind(Enum):
    """The part of a word in a title."""

    PLACE = "place"
    """云川市, 青禾县; what follows is another name."""
    ORGAN = "organ"
    """人民政府, 委员会, 局: the end of a name."""
    YEAR = "year"
    """2024年."""
    SUBJECT = "subject"
    """政府信息公开."""
    OTHER = "other"


@frozen
class Word:
    """A word; `clings` says that no line may end behind it."""

    text: str
    kind: WordKind
    clings: bool = False


_SUFFIXES: Final = (
    *("省", "市", "县", "区", "旗", "盟", "镇", "乡", "街道", "苏木", "州", "地区", "林区", "特区"),
    *("自治区", "自治州", "自治县", "自治旗", "特别行政区", "新区", "开发区", "高新区", "示范区"),
    *("试验区", "实验区", "园区", "产业园", "度假区", "名胜区", "保护区", "保税区", "矿区", "垦区"),
)
_ORGANS: Final = """
    人民政府 委员会 管理委员会 工作委员会 常务委员会 人民代表大会 代表大会 办公厅 办公室 办事处
    联合会 指挥部 领导小组 管委会 总局 分局 支局 总队 支队 大队 中心 公司 集团 协会 学会 学院 大学
    医院 中学 小学 研究院 研究所 图书馆 博物馆 档案馆 美术馆 合作社 总社 联社 红十字会 总工会 监狱
    法院 检察院 人民法院 人民检察院 海关 派出所 管理所 服务站 工作站 局 厅 部 委 署 院 所 站 处 科
    队 会 社 馆 办 厂 校 司 行
"""
_SUBJECTS: Final = (
    *("政府信息公开", "政务公开", "信息公开", "政府信息", "工作年度报告", "年度报告", "工作报告"),
    *("工作情况", "情况报告", "工作", "情况", "报告", "关于"),
)
_OTHERS: Final = """
    中国 中华 中华人民共和国 中央 国家 全国 国务院 直属 人民 政府 政务 行政 审批 综合 执法 监督
    管理 监察 服务 公共 资源 交易 城市 城镇 城乡 城管 社区 社会 保障 保险 住房 建设 规划 市场 市政
    市容 市民 市直 市属 市中区 市北区 市南区 区域 区直 县域 县级 市级 省级 省直 县直 乡村 乡镇
    振兴 发展 改革 财政 税务 审计 统计 公安 安全 司法 民政 人力 人力资源 自然资源 自然 生态 环境
    交通 运输 水利 水务 农业 农村 林业 草原 商务 卫生 健康 退役 军人 退役军人 事务 应急 国有 资产
    国有资产 金融 外事 信访 医疗 医药 机关 数据 大数据 公积金 住房公积金 气象 地震 烟草 专卖 邮政
    通信 通讯 铁路 民航 能源 粮食 物资 储备 知识 产权 知识产权 民族 宗教 侨务 台湾 港澳 消防 救援
    残疾人 妇女 联合 工商 工商业 供销 合作 经济 协作 投资 促进 招商 口岸 物流 港口 航务 公路 养护
    园林 绿化 环卫 公用 事业 机构 编制 地方志 史志 党史 政策 研究 文史 国际 贸易 自由 自由贸易
    技术 高新 高新技术 产业 工业 信息 信息化 科学 科技 教育 体育 文化 旅游 广播 电视 电影 新闻
    出版 版权 文物 考古 遗产 风景 名胜 食品 药品 检验 检测 质量 计量 标准化 特种 设备 煤矿 矿山
    职业 老龄 养老 福利 救助 就业 人才 劳动 基金 不动产 登记 土地 测绘 地理 国土 渔业 渔政 畜牧
    兽医 动物 植物 疫病 疾病 预防 控制 种子 农机 水土 保持 水文 河道 水库 灌区 移民 扶贫 开发 革命
    老区 特别 生产 网络 通行 档案 保密 密码 无线电 空港 临空 航空 航天 海洋 港航 海事 邮轮 跨境
    电子 电子商务 东部 西部 南部 北部 中部 新城 中小 企业 民营 一体化 都市 都市圈 长江 黄河 流域
    三角洲 仲裁 公证 法律 援助 援藏 驻 有限 有限责任 股份 控股 第一 第二 第三 地方 轨道 警察 广电
    生态城 科学城 高级 职业技术 实验 附属 民间 组织 党组 党委 工委 团委 机场 车站 车辆 出租 客运
"""
# A line may end behind these although they are one sign: 住房和｜城乡建设局.
_JOINS: Final = frozenset("和与及、")

_KINDS: Final = {
    **dict.fromkeys(_OTHERS.split(), WordKind.OTHER),
    **dict.fromkeys(_SUBJECTS, WordKind.SUBJECT),
    **dict.fromkeys(_ORGANS.split(), WordKind.ORGAN),
}
_LONGEST_WORD: Final = max(map(len, _KINDS))
_YEAR: Final = re.compile(r"[0-9]{4}年度?")
_FOREIGN: Final = re.compile(r"[!-~]+ ?")
_LONGEST_PLACE: Final = 8
_PLACE_SIGNS: Final = frozenset("省市县区旗盟镇乡")
_HEADS: Final = frozenset(organ for organ in _ORGANS.split() if len(organ) == 1)

# What each sign costs that no word explains, and each sign of the name of a place.
_UNKNOWN: Final = 2.5
_PLACE_SIGN: Final = 0.6


def words(title: str) -> tuple[Word, ...]:
    """The words of `title`, which together are the title."""
    best: list[tuple[float, tuple[Word, ...]]] = [(0.0, ())]
    for end in range(1, len(title) + 1):
        ways = [
            (best[end - len(word.text)][0] + cost, (*best[end - len(word.text)][1], word))
            for cost, word in _ending(title, end)
        ]
        best.append(min(ways, key=lambda way: way[0]))
    return tuple(_joined(best[-1][1]))


def _ending(title: str, end: int) -> Iterator[tuple[float, Word]]:
    """The words that may end there, each with its cost."""
    sign = title[end - 1]
    yield _UNKNOWN, Word(sign, WordKind.OTHER, clings=sign not in _JOINS)
    for start in range(max(0, end - _LONGEST_WORD), end):
        kind = _KINDS.get(title[start:end])
        if kind is not None:
            yield 1.0, Word(title[start:end], kind)
    for suffix in _SUFFIXES:
        if title.endswith(suffix, 0, end):
            longest = range(1, _LONGEST_PLACE + 1)
            for start in (end - len(suffix) - length for length in longest):
                if start >= 0 and (name := title[start : end - len(suffix)]).isalpha():
                    yield _place_cost(name), Word(title[start:end], WordKind.PLACE)
    for pattern, kind in ((_YEAR, WordKind.YEAR), (_FOREIGN, WordKind.OTHER)):
        for start in range(end):
            if pattern.fullmatch(title, start, end):
                yield 0.5, Word(title[start:end], kind)


def _place_cost(name: str) -> float:
    """The cost of taking `name` for that of a place: 津市市 is one, 云川市城市 is hardly."""
    inner = sum(sign in _PLACE_SIGNS for sign in name)
    beyond = max(len(name) - 4, 0)
    return 1.0 + _PLACE_SIGN * len(name) + inner + beyond + (name[0] in _HEADS)


def _joined(parts: Sequence[Word]) -> Iterator[Word]:
    """The words, signs that none explains joined to one; no line begins with a single sign."""
    pending = ""
    for index, word in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else None
        if word.clings:
            pending += word.text
            if following is None or not following.clings:
                yield Word(pending, WordKind.OTHER, clings=len(pending) == 1)
                pending = ""
            continue
        yield evolve(word, clings=following is not None and len(following.text) == 1)
