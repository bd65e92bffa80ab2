"""The measuring finds what it is there for: prints with one known fault each."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from attrs import frozen

from tests import tools
from tests.conformance.cases import cases
from tests.tools.expected import expected
from tests.tools.faults import STATUTORY, faults, print_of
from tests.tools.ink import dashes
from tests.tools.printed import read_pages

pytestmark = pytest.mark.slow

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
FOOTER = "word/footer1.xml"


@frozen
class Spoiled:
    """A document of `base` in which `pattern` was replaced in a part, and what that is found as.

    A fault may bring others with it: a wrong margin moves the table too. `count` 0 is everywhere.
    """

    kind: str
    part: str
    pattern: str
    replacement: str
    base: str = "four-levels"
    count: int = 1

    def document(self) -> bytes:
        """The spoiled Word file; part and pattern have to be there."""
        source = zipfile.ZipFile(BytesIO(cases()[self.base].document()))
        assert self.part in source.namelist()
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in source.namelist():
                content = source.read(name)
                if name == self.part:
                    text, found = re.subn(
                        self.pattern,
                        self.replacement,
                        content.decode(),
                        count=self.count,
                        flags=re.DOTALL,
                    )
                    assert found, self.pattern
                    content = text.encode()
                archive.writestr(name, content)
        return target.getvalue()


def attribute(kind: str, name: str, value: int) -> Spoiled:
    """An attribute of the page set to another length."""
    return Spoiled(kind, DOCUMENT, rf'w:{name}="\d+"', f'w:{name}="{value}"')


def style(
    kind: str, identifier: str, pattern: str, replacement: str, base: str = "four-levels"
) -> Spoiled:
    """A property of one style replaced."""
    start = rf'(w:styleId="{identifier}"(?:(?!</w:style>).)*?)'
    return Spoiled(kind, STYLES, start + pattern, rf"\1{replacement}", base)


def face(identifier: str, name: str) -> Spoiled:
    """Another Chinese face in one style."""
    return style("字体", identifier, 'w:eastAsia="[^"]*"', f'w:eastAsia="{name}"')


CENTRED = '<w:jc w:val="center"/>'
INDENT = r"<w:ind [^>]*/>"
# From the properties of a paragraph to the next one, of body or signature.
REST = "(?:<w:r>(?:(?!</w:p>).)*)?</w:p>"
NEXT = '<w:p><w:pPr><w:pStyle w:val="GK(?:Body|Signature)"/>'

SPOILED = {
    "top margin": attribute("页边", "top", 2268),
    "right margin": attribute("页边", "right", 1644),
    "left margin": attribute("页边", "left", 1757),
    "bottom margin": attribute("行数", "bottom", 2600),
    "another sheet": Spoiled("纸张", DOCUMENT, r'w:pgSz w:w="\d+"', 'w:pgSz w:w="12240"'),
    "21 lines": Spoiled("行数", STYLES, 'w:line="579"', 'w:line="600"'),
    "23 lines": Spoiled("行数", STYLES, 'w:line="579"', 'w:line="550"', "plain"),
    "27 characters": style("字数", "GKBody", '<w:spacing w:val="-5"/>', "", "plain"),
    "29 characters": style(
        "字数", "GKBody", '<w:spacing w:val="-5"/>', '<w:spacing w:val="-16"/>', "plain"
    ),
    "no indent": style("首行缩进", "GKBody", INDENT, ""),
    "indent of a heading": style("首行缩进", "Heading2", INDENT, '<w:ind w:firstLine="320"/>'),
    "hanging indent": style(
        "回行顶格", "GKBody", INDENT, '<w:ind w:left="300" w:firstLine="340"/>'
    ),
    "title off centre": style("标题居中", "Title", CENTRED, f'<w:ind w:left="120"/>{CENTRED}'),
    "title at the left": style("标题居中", "Title", CENTRED, '<w:jc w:val="left"/>'),
    "title of 21 pt": style("标题字号", "Title", 'w:sz w:val="44"', 'w:sz w:val="42"'),
    "title too wide": style("标题折行", "Title", 'w:sz w:val="44"', 'w:sz w:val="64"'),
    "face of the title": face("Title", "黑体"),
    "face of level 1": face("Heading1", "楷体_GB2312"),
    "face of level 2": face("Heading2", "黑体"),
    "face of level 3": face("Heading3", "黑体"),
    "face of level 4": face("Heading4", "楷体_GB2312"),
    "face of a run-in heading": face("GKRunIn4", "黑体"),
    "face of the body": Spoiled("字体", STYLES, "仿宋_GB2312", "宋体", count=0),
    "face of figures": style("字体", "GKTableFigure", 'w:ascii="[^"]*"', 'w:ascii="黑体"'),
    "body of 15 pt": style("字号", "Normal", '<w:sz w:val="32"/>', '<w:sz w:val="30"/>'),
    "number of 12 pt": style("页码字号", "Footer", 'w:sz w:val="28"', 'w:sz w:val="24"'),
    "number at the edge": Spoiled("页码位置", FOOTER, INDENT, ""),
    "number inside": Spoiled("页码位置", FOOTER, 'w:val="right"', 'w:val="left"'),
    "hyphens": Spoiled("页码", FOOTER, "—", "-", count=0),
    "dash too low": attribute("一字线", "footer", 1389),
    "dash too high": attribute("一字线", "footer", 1474),
    "table too narrow": Spoiled("表宽", DOCUMENT, 'w:tblW w:w="8845"', 'w:tblW w:w="8700"'),
    "table too wide": Spoiled("出界", DOCUMENT, 'w:tblW w:w="8845"', 'w:tblW w:w="9000"'),
    "text outside": style("出界", "GKBody", INDENT, '<w:ind w:left="-300" w:firstLine="940"/>'),
    "a lost mark": Spoiled("缺字", DOCUMENT, "单独成行，正文", "单独成行正文"),
    "a doubled mark": Spoiled("缺字", DOCUMENT, "单独成行，正文", "单独成行，，正文"),
    "a lost paragraph": Spoiled(
        "缺字", DOCUMENT, "<w:t [^>]*>解读形式不多[^<]*</w:t>", "", "blanks"
    ),
    "a lost sign of a label": Spoiled("表内缺字", DOCUMENT, "自然人", "自然"),
    "a lost digit": Spoiled("表内缺字", DOCUMENT, ">8888888<", ">888888<", "figures-of-7"),
    "an added figure": Spoiled("表内多字", DOCUMENT, ">8888888<", ">88888889<", "figures-of-7"),
    "figures too large": Spoiled(
        "数字断行", DOCUMENT, '<w:sz w:val="13"/>', '<w:sz w:val="20"/>', "figures-of-7", count=0
    ),
    "head not repeated": Spoiled(
        "表头未重复", DOCUMENT, "<w:tblHeader/>", "", "table-split", count=0
    ),
    "a table torn": Spoiled("表格跨页", DOCUMENT, "<w:keepNext/>", "", "introduction", count=0),
    "heading at the foot": Spoiled(
        "标题落底", STYLES, "<w:keepNext/>", "", "heading-at-page-end", count=0
    ),
    "signature off centre": Spoiled(
        "落款居中",
        DOCUMENT,
        r'(GKSignature"/><w:keepNext/>)<w:ind w:left="\d+"',
        r'\1<w:ind w:left="1000"',
        "signature-equal",
    ),
    "signature torn": Spoiled(
        "落款跨页", DOCUMENT, r'<w:keepNext/>(?=<w:ind w:left="\d+")', "", "signature-after-7"
    ),
    "signature alone": Spoiled(
        "落款独页", DOCUMENT, f"<w:keepNext/>(?=</w:pPr>{REST}{NEXT})", "", "signature-after-8", 0
    ),
    "an empty page": Spoiled(
        "空白页", DOCUMENT, "(?=<w:sectPr>)", '<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p/>'
    ),
    "figures over the border": Spoiled(
        "数字出格",
        STYLES,
        r'(w:styleId="GKTableFigure"(?:(?!</w:style>).)*?)<w:jc ',
        r'\1<w:ind w:left="-120" w:right="120"/><w:jc ',
        "figures-of-7",
    ),
}


@pytest.fixture(scope="module")
def found(
    office: tools.Office, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, int]]:
    """How often each kind of fault was found in each spoiled document."""
    folder = tmp_path_factory.mktemp("spoiled")
    documents = [folder / f"{name.replace(' ', '-')}.docx" for name in SPOILED]
    for document, spoiled in zip(documents, SPOILED.values(), strict=True):
        document.write_bytes(spoiled.document())
    pdfs = office.pdf(*documents, into=folder / "pdf", seconds=400)
    return {
        name: kinds(pdf, spoiled.base)
        for (name, spoiled), pdf in zip(SPOILED.items(), pdfs, strict=True)
    }


def kinds(pdf: Path, base: str) -> dict[str, int]:
    """How often each kind of fault is found in the print."""
    pages = read_pages(pdf)
    judged = print_of(pages, expected(cases()[base].report), STATUTORY, dashes(pdf, pages))
    seen = [fault.kind for fault in faults(judged)]
    return {kind: seen.count(kind) for kind in seen}


@pytest.mark.parametrize("name", SPOILED)
def test_a_known_fault_is_found(name: str, found: dict[str, dict[str, int]]) -> None:
    """A print that departs from the standard in one way is found to do so."""
    assert SPOILED[name].kind in found[name]


def test_every_kind_of_fault_is_tried() -> None:
    """There is a spoiled document for each kind of fault that the measuring knows."""
    source = (Path(tools.__file__).parent / "faults.py").read_text(encoding="utf-8")
    known = set(re.findall(r'Fault\(\s*"(\w+)"', source)) | {"首行缩进", "回行顶格"}
    assert known - {spoiled.kind for spoiled in SPOILED.values()} == set()
