"""Tables in data files: every way to write the same rows, and what is said where one is wrong."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from gkdoc.errors import InputError, Problem
from gkdoc.model import BLANK, CellValue, SeenReport, StatutoryTable, Text
from gkdoc.read import read_bytes
from gkdoc.read.data.tables import TABLES
from gkdoc.spec import CellRef, form, table
from tests.tools.editions import EDITIONS

HEAD = "机关: 某市某局\n年度: 2023\n"


def read(text: str) -> SeenReport:
    """The report in a file that need not be whole."""
    return read_bytes((HEAD + dedent(text)).encode(), "yaml", partial=True).report


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong in a file that need not be whole."""
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


def entered(statutory: StatutoryTable | None) -> dict[str, CellValue]:
    """The figures that were given, by row and column."""
    assert statutory is not None
    return {f"{ref.row}.{ref.column}": value for ref, value in statutory.values.entered.items()}


ROW = "[1, 2, 3, 4, 5, 6, 21]"


@pytest.mark.parametrize(
    "text",
    [
        f"applications: {{denied: {{state_secret: {ROW}}}}}",
        f"三、收到和处理政府信息公开申请情况: {{（三）不予公开: {{1.属于国家秘密: {ROW}}}}}",
        f"收到和处理政府信息公开申请情况: {{不予公开: {{属于国家秘密: {ROW}}}}}",
        f"三．收到和处理政府信息公开申请情况: {{(三)不予公开: {{1、属于国家秘密: {ROW}}}}}",
        f"applications: {{三、本年度办理结果: {{denied: {{1.属于国家秘密: {ROW}}}}}}}",
        f"applications: {{本年度办理结果: {{（三）不予公开: {{state_secret: {ROW}}}}}}}",
        """
        applications:
          denied:
            state_secret:
              natural_person: 1
              商业企业: 2
              法人或其他组织: {科研机构: 3, welfare: 4, 法律服务机构: 5, 其他: 6}
              总计: 21
        """,
        """
        applications:
          denied:
            state_secret:
              申请人情况:
                自然人: 1
                法人或其他组织: {business: 2, research: 3, 社会公益组织: 4, legal_service: 5}
                其他: 6
                total: 21
        """,
    ],
)
def test_ways_to_write_a_row(text: str) -> None:
    """Names or labels, headings without a name or none, figures by name or in order: one row."""
    columns = table("applications", "2021").rows["denied.state_secret"]
    figures = (1, 2, 3, 4, 5, 6, 21)
    expected = {
        f"denied.state_secret.{column}": figure
        for column, figure in zip(columns, figures, strict=True)
    }
    assert entered(read(text).applications) == expected


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("key", TABLES)
@pytest.mark.parametrize("labels", [False, True])
def test_every_cell_of_every_form(edition: str, key: str, *, labels: bool) -> None:
    """Each row of the form, by its labels or its name, puts each figure into its own cell."""
    spec = table(key, edition)
    lines = []
    expected: dict[CellRef, CellValue] = {}
    for row, columns in spec.rows.items():
        cells = [CellRef(key, row, column) for column in columns]
        path = spec.cells[cells[0]].row_labels if labels else row.split(".")
        figures = [len(expected) + place for place in range(len(cells))]
        expected |= dict(zip(cells, figures, strict=True))
        lines.append((tuple(path), figures))
    text = f"格式: {edition}\n{key}:\n" + indent("\n".join(nested(lines)), "  ")
    statutory = read(text).tables[key]
    assert statutory.values.entered == expected
    assert statutory.edition == edition


def nested(rows: list[tuple[tuple[str, ...], list[int]]]) -> list[str]:
    """YAML lines for rows below their headings."""
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for path, figures in rows:
        for depth, heading in enumerate(path[:-1]):
            if path[: depth + 1] != above[: depth + 1]:
                lines.append(f"{'  ' * depth}{heading}:")
        lines.append(f"{'  ' * (len(path) - 1)}{path[-1]}: {figures}")
        above = path[:-1]
    return lines


def test_blocks_may_be_named_by_their_titles() -> None:
    """第二十条第（五）项 may stand above its rows, as on the form."""
    report = read(
        "proactive: {第二十条第（五）项: {行政许可: 36}, 第二十条第(六)项: {penalties: 2}}"
    )
    assert entered(report.proactive) == {"licensing.decisions": 36, "penalties.decisions": 2}


@pytest.mark.parametrize("written", ["36", "[36]", "{decisions: 36}", "{本年处理决定数量: 36}"])
def test_a_single_figure_may_stand_bare(written: str) -> None:
    """A row with one column needs neither a list nor its heading."""
    assert entered(read(f"proactive: {{行政许可: {written}}}").proactive) == {
        "licensing.decisions": 36
    }


def test_blanks_and_placeholders_are_not_zero() -> None:
    """Nothing is a blank, / is itself, and a row that is not there says nothing."""
    report = read("proactive: {licensing: , penalties: /, rules: [~, '无', 0]}")
    assert entered(report.proactive) == {
        "licensing.decisions": BLANK,
        "penalties.decisions": Text("/"),
        "rules.issued": BLANK,
        "rules.repealed": Text("无"),
        "rules.in_force": 0,
    }


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"（六）其他处理: {ROW}", "other_processing"),
        (f"其他处理: {ROW}", "other_processing"),
        (f"other_processing: {ROW}", "other_processing"),
        ("（六）其他处理: {自然人: 1, 其他: 2}", "other_processing"),
        ("（六）其他处理: {其他: 2}", "other_processing"),
        ("（六）其他处理: {总计: 2}", "other_processing"),
        (f"（六）其他处理: {{3.其他: {ROW}}}", "other.other"),
        (f"（六）其他处理: {{其他: {ROW}}}", "other.other"),
        (f"（六）其他处理: {{not_corrected: {ROW}, 其他: {ROW}}}", "other.not_corrected"),
        (f"other: {{其他: {ROW}}}", "other.other"),
    ],
)
def test_other_processing_as_one_row_or_three(text: str, row: str) -> None:
    """（六） is one row or a group of three, by what stands in it."""
    statutory = read(f"applications: {{{text}}}").applications
    assert statutory is not None
    assert any(path.startswith(row) for path in entered(statutory))
    assert statutory.values.undivided == (row == "other_processing")


def test_other_processing_cannot_be_both() -> None:
    """One row and its three rows together are a contradiction."""
    (problem,) = problems(f"applications:\n  other: {{other: {ROW}}}\n  other_processing: {ROW}\n")
    assert problem.path == "applications.other_processing"
    assert problem.line == 5
    assert "又分项填写了“other”（第 4 行），只能取一种" in problem.message


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("proactive: 5", "proactive", "逐行填写“二、主动公开政府信息情况”的数字"),
        ("proactive:", "proactive", "却是空白"),
        ("proactive: {rules: 5}", "proactive.rules", "这一行应有 3 个数"),
        ("proactive: {rules: }", "proactive.rules", "现在是空的"),
        ("proactive: {rules: [1，2，3]}", "proactive.rules", "用半角逗号“,”隔开"),
        ("proactive: {rules: [1,113, 2, 3]}", "proactive.rules", "数字中间不要用逗号分节"),
        ("proactive: {licensing: [1, 2]}", "proactive.licensing", "应有 1 个数"),
        ("applications: {denied: 5}", "applications.denied", "下面应逐项填写：1.属于国家秘密"),
        (
            f"applications: {{other: {ROW}}}",
            "applications.other",
            "作为一行填写的，名称写 other_processing",
        ),
        (
            f"applications: {{state_secret: {ROW}}}",
            "applications.state_secret",
            "应写在“（三）不予公开”下面",
        ),
        (
            "proactive: {其他对外管理服务事项: 5}",
            "proactive.其他对外管理服务事项",
            "属于 2019 年格式，这张表按 2021 年格式读取",
        ),
        (
            "proactive: {规范性文件: [1, 2, 3]}",
            "proactive.规范性文件",
            "是 2019 年格式的名称，2021 年格式写作“行政规范性文件”",
        ),
        (
            "proactive: {rules: {本年新制作数量: 5}}",
            "proactive.rules.本年新制作数量",
            "这一列属于 2019 年格式",
        ),
        (
            f"格式: 2019\napplications: {{other: {{other: {ROW}}}}}",
            "applications.other",
            "这一行属于 2021 年格式",
        ),
        (
            f"格式: 2019\napplications: {{（六）其他处理: {{not_corrected: {ROW}}}}}",
            "applications.other_processing.not_corrected",
            "这一行属于 2021 年格式",
        ),
    ],
)
def test_rows_that_are_wrong(text: str, path: str, message: str) -> None:
    """What stands at the wrong place, in the wrong shape or in the other edition's words."""
    (problem,) = problems(text)
    assert message in problem.message
    assert problem.path == path
    assert problem.line is not None


def test_a_table_of_the_other_edition() -> None:
    """A whole table in the other form is one problem, which says what to write; not one a row."""
    (problem,) = problems(
        """
        proactive:
          rules: {made: 0, disclosed: 0, disclosed_total: 0}
          licensing: [46, -5, 8312]
          procurement: [6, 86.35]
        """
    )
    assert problem.path == "proactive"
    assert "请在“格式”（edition）里写明 2019" in problem.message


def test_without_a_year_the_fitting_edition_is_taken() -> None:
    """A year with a slip does not make every row of a table wrong."""
    text = "机关: 甲\n年度: 20l9\nproactive: {licensing: [46, -5, 8312]}\n"
    with pytest.raises(InputError) as caught:
        read_bytes(text.encode(), "yaml", partial=True)
    assert [problem.path for problem in caught.value.problems] == ["year"]


@pytest.mark.parametrize(
    ("written", "editions"),
    [
        ("2021", ("2021", "2021")),
        ('"2019"', ("2019", "2019")),
        ("{proactive: 2019}", ("2019", "2021")),
        ('{三、收到和处理政府信息公开申请情况: "2019"}', ("2021", "2019")),
        ("", ("2021", "2021")),
    ],
)
def test_editions(written: str, editions: tuple[str, str]) -> None:
    """One edition, one for each table, as number or text; otherwise the usual one of the year."""
    report = read(f"格式: {written}\nproactive: {{}}\napplications: {{}}\n")
    assert report.proactive is not None
    assert report.applications is not None
    assert (report.proactive.edition, report.applications.edition) == editions


@pytest.mark.parametrize("written", ["2020", "[2021]", "{proactive: 二}", "{overview: 2021}"])
def test_editions_that_do_not_exist(written: str) -> None:
    """Any other edition is refused."""
    (problem,) = problems(f"格式: {written}\n")
    assert problem.path.startswith("edition")


class TestMissing:
    """What a data file to build from lacks: one problem for each thing a person would add."""

    SECTIONS = "\n".join(
        f"{section.key}: {'{}' if section.table else '文字。'}" for section in form("2021").sections
    )

    def missing(self, text: str) -> list[tuple[str, int | None, str]]:
        """Path, line and message of what is missing."""
        with pytest.raises(InputError) as caught:
            read_bytes((HEAD + text).encode(), "yaml")
        return [(problem.path, problem.line, problem.message) for problem in caught.value.problems]

    def test_whole_sections(self) -> None:
        """Each section once, at the top of the file."""
        found = self.missing("")
        assert [path for path, _, _ in found] == [s.key for s in form("2021").sections]
        assert {line for _, line, _ in found} == {1}
        assert found[0][2] == "缺少“一、总体情况”（overview）"

    def test_whole_tables(self) -> None:
        """A table without figures is one problem."""
        found = self.missing(self.SECTIONS)
        assert [(path, line) for path, line, _ in found] == [
            ("proactive", 4),
            ("applications", 5),
            ("remedies", 6),
        ]

    def test_rows_groups_and_figures(self) -> None:
        """A group none of whose rows is there is one problem, so is a row, so is a figure."""
        text = self.SECTIONS.replace(
            "remedies: {}",
            "remedies:\n  reconsideration: {upheld: 1, corrected: 2, other: 3}\n",
        ).replace("proactive: {}", "proactive:\n  rules: [1, 2, 3]\n  licensing: 5\n")
        found = [entry for entry in self.missing(text) if entry[0] != "applications"]
        assert found == [
            (
                "proactive.normative_documents",
                4,
                "缺少“行政规范性文件”一行（本年制发件数、本年废止件数、现行有效件数）",
            ),
            ("proactive", 4, "缺少“第二十条第（六）项”下面的 2 行：行政处罚、行政强制"),
            ("proactive.fees", 4, "缺少“行政事业性收费”一行（本年收费金额（单位：万元））"),
            ("remedies", 9, "缺少“行政诉讼”下面的 2 行：未经复议直接起诉、复议后起诉"),
            ("remedies.reconsideration.pending", 10, "“行政复议”缺少：尚未审结；没有发生的写 0"),
        ]

    def test_what_has_a_problem_is_not_missing(self) -> None:
        """A row with the wrong number of figures, a figure that is none: each is told once."""
        text = self.SECTIONS.replace(
            "remedies: {}",
            "remedies:\n  reconsideration: [1, 2, 3]\n  行政诉讼: {复议后起诉: [0, 0, x, 0, 0],"
            " litigation_drect: [0, 0, 0, 0, 0]}",
        )
        found = [path for path, _, _ in self.missing(text) if path.startswith("remedies")]
        assert found == [
            "remedies.reconsideration",
            "remedies.litigation_after_reconsideration.other",
            "remedies.litigation_drect",
        ]
