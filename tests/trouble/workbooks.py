"""Workbooks that say they are larger than any machine, or hide more than they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.trouble.archives import MEGABYTE, zipped
from tests.trouble.trouble import Content, Trouble, troubles

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEADERS = ("申请编号", "申请人类型", "收到日期", "答复日期", "办理结果")


def row(number: int, values: tuple[str, ...]) -> str:
    """A row of texts."""
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{number}">{cells}</row>'


def sheet(rows: str, *, before: str = "", behind: str = "") -> str:
    """The part of a sheet."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'


def workbook(content: str, strings: str = "", *, sheets: int = 1) -> bytes:
    """A workbook whose sheets all have this content."""
    numbers = range(1, sheets + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_SHEET_TYPE}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" '
            f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
            for at in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{at}.xml"/>'
            for at in numbers
        )
        + f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{_MAIN}"/>',
        **{f"xl/worksheets/sheet{at}.xml": content for at in numbers},
    }
    return zipped({name: part.encode() for name, part in parts.items()})


def register(*rows: str, before: str = "", behind: str = "") -> str:
    """The sheet of a register with these rows below its headers."""
    return sheet(row(1, HEADERS) + "".join(rows), before=before, behind=behind)


_LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "ha">' for at in range(12)
)
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

WORKBOOKS: Mapping[str, Content] = {
    "a cell far away": lambda: workbook(register(_FAR, before='<dimension ref="A1:XFD1048576"/>')),
    "many cells far away": lambda: workbook(
        register(*(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(2, 5000)))
    ),
    "rows far apart": lambda: workbook(
        register(*(f'<row r="{at * 100_000}"><c><v>1</v></c></row>' for at in range(1, 11)))
    ),
    "a row of no number": lambda: workbook(register('<row r="99999999999"><c><v>1</v></c></row>')),
    "a cell of no place": lambda: workbook(
        register('<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>')
    ),
    "all cells merged": lambda: workbook(
        register(behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    "many merges": lambda: workbook(
        register(
            behind="<mergeCells>"
            + "".join(f'<mergeCell ref="A{at}:XFD{at}"/>' for at in range(1, 3000))
            + "</mergeCells>"
        )
    ),
    "a string without end": lambda: workbook(
        register(), f'<sst xmlns="{_MAIN}"><si><t>{"a" * 12 * MEGABYTE}</t></si></sst>'
    ),
    "strings without end": lambda: workbook(
        register(),
        f'<sst xmlns="{_MAIN}">'
        + "".join(f"<si><t>{at}</t></si>" for at in range(200_000))
        + "</sst>",
    ),
    "strings that swell": lambda: workbook(
        register(), f'<sst xmlns="{_MAIN}">' + "<si><t>a</t></si>" * 4_000_000 + "</sst>"
    ),
    "entities in strings": lambda: workbook(
        register(),
        f'<!DOCTYPE a [{_LAUGHS}]><sst xmlns="{_MAIN}"><si><t>&l11;</t></si></sst>',
    ),
    "entities in a sheet": lambda: workbook(f"<!DOCTYPE a [{_LAUGHS}]><a>&l11;</a>"),
    "nested elements": lambda: workbook(sheet("<row>" * 500_000)),
    "a million rows": lambda: workbook(sheet("<row/>" * 1_000_000)),
    "sheets": lambda: workbook(register(), sheets=900),
    "a formula of itself": lambda: workbook(register('<row r="2"><c r="A2"><f>A2</f></c></row>')),
    "a formula without end": lambda: workbook(
        register(f'<row r="2"><c r="A2"><f>{"A1+" * 500_000}A1</f></c></row>')
    ),
    "a date without end": lambda: workbook(
        register(f'<row r="2"><c r="C2"><v>{"9" * 400}</v></c></row>')
    ),
    "a swollen sheet": lambda: workbook(sheet(" " * 100 * MEGABYTE)),
}


def workbook_troubles() -> Iterator[Trouble]:
    """All of them."""
    yield from troubles((".xlsx",), WORKBOOKS)
