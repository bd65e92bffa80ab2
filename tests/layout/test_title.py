"""The title breaks into lines as official papers do it: words whole, a trapezium or a lozenge."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.layout.title import WIDEST, title_lines
from gkdoc.layout.title_words import words
from gkdoc.model import usual_title

# Words that no line may tear: those of the form, and what organs are called by.
WHOLE = (
    *("政府信息公开", "工作年度报告", "2024年", "人民政府", "委员会", "办公室", "办公厅", "中心"),
    *("管理", "监督", "服务", "资源", "街道", "自治区", "自治州", "自治县", "开发区", "城市"),
)

# Invented organs of every kind. A stroke shows where the title breaks; it breaks behind the name
# of the agency wherever none stands there.
TABLE = """
云川市人民政府
青禾县人民政府
青禾镇人民政府
澄江新区管理委员会
云川林区人民政府
左川旗人民政府
白川苏木人民政府
青禾满族乡人民政府
澄心街道办事处
云川市青禾区澄心街道办事处
云川省人民政府办公厅
青禾县人民政府办公室
云川省云川市青禾县石桥镇人民政府
云川自治区青禾自治州澄江自治县人民政府
津市市人民政府
乌山市新市区人民政府
云川市市中区人民政府
云川市沙市区人民政府
云川市城区人民政府
新乡镇人民政府
青禾县财政局
云川市气象局
云川省自然资源厅
云川市乡村振兴局
云川市市政园林局
云川市退役军人事务局
云川省知识产权局
云川市市场监督管理局
青禾县市场监督管理局
云川市生态环境局
云川市生态环境局青禾县分局
云川市规划和自然资源局青禾分局
云川市公安局青禾区分局
云川市公安局交通警察支队
云川市消防救援支队
云川市文化广电和旅游局
云川市红旗区教育体育局
景德镇市文化广电新闻出版旅游局
云川省发展和改革委员会
云川省粮食和物资储备局
云川省地方金融监督管理局
云川市大数据发展管理局
云川市政务服务和数据管理局
云川市人力资源和社会保障局
云川市住房和城乡建设委员会
云川市国有资产监督管理委员会
云川市城市管理综合行政执法局
云川市公共资源交易中心
云川市疾病预防控制中心
云川市住房公积金管理中心
云川高新技术产业开发区管理委员会
云川国际空港综合保税区管理委员会
青禾风景名胜区管理委员会
云川生态城管理委员会
国家税务总局云川市税务局
国家税务总局云川省云川市青禾区税务局
中华人民共和国云川海关
云川市第一人民医院
云川职业技术学院
云川市供销合作社联合社
云川市残疾人联合会
共青团云川市委员会
云川省人民代表大会常务委员会办公厅
云川市轨道交通集团有限公司
云川水务集团股份有限公司
长江三角洲区域合作办公室
云川市人民政府驻北京办事处
云川自治区青禾自治州/澄江自治县人民政府办公室
云川省青禾市人民政府/国有资产监督管理委员会
中国（云川）自由贸易/试验区青禾片区管理委员会
云川经济技术开发区/管理委员会城市管理和综合执法局
云川省云川市国家农业高新技术/产业示范区管理委员会综合执法局
云川省云川市青禾经济技术开发区/管理委员会人力资源和社会保障局办公室
"""
NAMES = TABLE.split()

OTHER_TITLES = [
    ("云川海关", "云川海关2024年政府信息公开工作年度报告"),
    (
        "云川自治区青禾市澄江新区社会事业和公共服务管理局",
        "云川自治区青禾市澄江新区/社会事业和公共服务管理局2024年/政府信息公开工作年度报告",
    ),
    ("云川市人民政府", "云川市2024年度政府信息公开工作年度报告"),
    ("青禾县财政局", "2024年度青禾县财政局/政府信息公开工作报告"),
    ("云川市人民政府", "关于云川市2024年/政府信息公开工作情况的报告"),
    ("云川市财政局", "云川市财政局2024年度/政府信息公开和政务公开工作情况报告"),
]


@pytest.mark.parametrize("name", NAMES, ids=[name.replace("/", "") for name in NAMES])
def test_the_usual_title(name: str) -> None:
    """Behind the name of the agency, and inside it only where it is too long for one line."""
    agency = name.replace("/", "")
    lines = title_lines(usual_title(agency, 2024), agency)
    assert lines == (*name.split("/"), usual_title("", 2024))


@pytest.mark.parametrize(("agency", "title"), OTHER_TITLES)
def test_other_titles(agency: str, title: str) -> None:
    """Short ones stay on one line; the agency may stand anywhere, or not at all."""
    assert title_lines(title.replace("/", ""), agency) == tuple(title.split("/"))


@pytest.mark.parametrize("name", NAMES, ids=[name.replace("/", "") for name in NAMES])
def test_the_shape_is_a_trapezium_or_a_lozenge(name: str) -> None:
    """No line is narrower than both neighbours, none wider than the page, and no word is torn."""
    agency = name.replace("/", "")
    title = usual_title(agency, 2024)
    lines = title_lines(title, agency)
    assert "".join(lines) == title
    widths = [sum(0.5 if sign.isascii() else 1 for sign in line) for line in lines]
    assert max(widths) <= WIDEST
    steps = [below > above for above, below in pairwise(widths)]
    assert (False, True) not in set(pairwise(steps)), "an hourglass"
    borders = {len("".join(lines[:count])) for count in range(1, len(lines))}
    for word in WHOLE:
        for found in re.finditer(word, title):
            assert borders.isdisjoint(range(found.start() + 1, found.end())), word


def test_names_of_6_to_40_characters_are_in_the_table() -> None:
    """The table holds more than sixty names, from six characters to more than thirty."""
    lengths = [len(name.replace("/", "")) for name in NAMES]
    assert len(set(NAMES)) >= 60
    assert min(lengths) <= 6
    assert max(lengths) >= 33


def test_lines_that_somebody_wrote_are_kept() -> None:
    """A title written in lines is broken there and nowhere else."""
    assert title_lines("云川市\n2024年\n报告", "云川市") == ("云川市", "2024年", "报告")


AGENCIES = st.text(
    st.sampled_from("云川市青禾县局管理委员会和政务服务中心街道办事处（）A1 "), max_size=60
)


@given(AGENCIES)
def test_any_title_is_broken_into_lines_that_fit(agency: str) -> None:
    """Whatever the name, no sign is lost, no line is too wide, and the words of the form hold."""
    title = usual_title(agency, 2024)
    lines = title_lines(title, agency)
    assert "".join(lines) == title
    assert all(sum(0.5 if sign.isascii() else 1 for sign in line) <= WIDEST for line in lines)
    assert "".join(word.text for word in words(title)) == title
    for word in WHOLE[:3]:
        assert any(word in line for line in lines), word
