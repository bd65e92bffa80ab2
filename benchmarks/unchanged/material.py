"""The files that both commits are given: reports, broken reports, templates, a register."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SHARED: Final = ROOT.parent / "shared"
EXAMPLES: Final = ("city-government-2024", "county-bureau-2019", "trading-center-2023")
VARIATIONS: Final = 60
"""So many variations are made of each example, a third of them broken."""

READ: Final = (".docx", ".html", ".htm", ".pdf", ".xlsx", ".json", ".yaml", ".yml")


def material(checkout: Path, extra: Sequence[Path], into: Path) -> None:
    """Put what is read in both commits into the folder."""
    for name in ("data", "claims", "templates", "reports"):
        (into / name).mkdir(parents=True)
    for path in sorted((checkout / "examples").glob("*.yaml")):
        shutil.copy(path, into / "data")
        for number, text in enumerate(variations(path.read_text(encoding="utf-8"), path.stem)):
            (into / "data" / f"{path.stem}-{number:03}.yaml").write_text(text, encoding="utf-8")
    for path in sorted((SHARED / "cases").glob("*.json")):
        case = json.loads(path.read_bytes())
        if "report" in case:
            text = json.dumps(case["report"], ensure_ascii=False, indent=1)
            (into / "data" / f"case-{path.name}").write_text(text, encoding="utf-8")
    for name, report in claims():
        (into / "claims" / f"{name}.json").write_text(report, encoding="utf-8")
    for path in sorted((checkout / "tests/fixtures/templates").glob("*.docx")):
        shutil.copy(path, into / "templates")
    folders = [SHARED / "cases", SHARED / "reference", *extra]
    for place, path in enumerate(_files(folders)):
        shutil.copy(path, into / "reports" / f"{place:04}-{path.name}")
    (into / "register.csv").write_text(register(), encoding="utf-8")
    (into / "agencies.csv").write_text(
        "单位\n云川市人民政府\n南江市公共资源交易中心\n青禾县档案局\n"
    )


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (
            file
            for file in inside
            if file.is_file()
            and file.suffix in READ
            and not (file.is_relative_to(SHARED) and file.suffix == ".json")
        )


def claims() -> Iterator[tuple[str, str]]:
    """Data files with the published passages in ../shared and the figures they speak of."""
    path = SHARED / "cases/claims.json"
    known = json.loads(path.read_bytes()) if path.exists() else {"reports": {}, "traps": []}
    passages = {name: (each, "\n".join(each["prose"])) for name, each in known["reports"].items()}
    for place, trap in enumerate(known["traps"]):
        for key in ("sentence", "twin"):
            passages[f"trap-{place:03}-{key}"] = (trap, trap.get(key, ""))
    for name, (each, overview) in passages.items():
        report = {"gkdoc": 1, "agency": "某市某局", "year": each["year"], "overview": overview}
        for address, value in each["figures"].items():
            *way, last = address.split(".")
            row: dict[str, Any] = report
            for step in way:
                row = row.setdefault(step, {})
            row[last] = value
        yield name, json.dumps(report, ensure_ascii=False, indent=1)


def variations(text: str, name: str) -> Iterator[str]:
    """Versions of a data file, each changed in one to four places; the same ones each time."""
    for number in range(VARIATIONS):
        chance = random.Random(f"{name} {number}")  # noqa: S311 - no secrets here
        changed = text
        for _ in range(1 + number % 5):
            changed = chance.choice(_SOUND)(changed, chance)
        yield changed if number % 3 else chance.choice(_BROKEN)(changed, chance)


def _replaced(pattern: str, *wanted: str) -> Callable[[str, random.Random], str]:
    """A change: one place that matches becomes one of the wanted; `{}` is what stood there."""
    sought = re.compile(pattern, re.MULTILINE)

    def change(text: str, chance: random.Random) -> str:
        places = list(sought.finditer(text))
        if not places:
            return text
        place = chance.choice(places)
        new = chance.choice(wanted).replace("{}", place[0])
        return text[: place.start()] + new + text[place.end() :]

    return change


_FIGURE: Final = r"(?<=[\[,:] )\d+(?=[,\]\s])"
_COUNT: Final = r"\d+(?=[件条次项个])"
_SOUND: Final = (
    _replaced(_FIGURE, "{}1", "0", "1", "{}0", "7", "12", "-{}", '"—"', '"/"', '"12万元"', '" "'),
    _replaced(_FIGURE, "{}1", "0", "3", "100"),
    _replaced(r"(?<=[件条次项])[，。]", ",", ".", "，，", "。。", "", "！", " ， ", "；"),
    _replaced(_COUNT, "{}0", "3", "零", "〖申请·本年新收·总计〗", "1.5万", "约{}", "{}余"),
    _replaced(
        _COUNT, "〖申请·上年结转·总计〗", "〖上年·申请·本年新收·总计〗", "〖没有〗", "【待写】"
    ),
    _replaced(_COUNT, "〖{}", "〖〖{}〗〗", "【待写：件数】", "〖行政许可〗", "〖申请·本年新收〗"),
    _replaced(
        _COUNT, "〖申请·本年新收·总计÷申请·办理结果·总计〗", "〖复议·总计＋申请·上年结转·总计〗"
    ),
    _replaced(r"（[一二三四五六]）", "（七）", "(一)", "一、", "1.", "", "（二）{}", "（一)"),
    _replaced(
        r"^ +（[一二三四]）.*\n", "", "{}{}", "{}  1.甲。\n  3.乙。\n", "{}  ![图](图.png)\n"
    ),
    _replaced(r"20\d\d(?=年)", "2018", "2025", "二〇二四", "{} ", "24"),
    _replaced(r"\d{4}-\d\d-\d\d", "2019-12-31", "2030-01-01", "2025-02-05"),
    _replaced(r"^(agency|机关): .*", "机关: 甲&乙<局>", "{}（盖章）", "{}办公室"),
    _replaced(
        r"公开", "公 开", "公幵", "公开\u200b", "{}（政务公开", "“公开", "《公开》》", "政务{}"
    ),
)
"""Changes of figures, texts, prose, references, names and dates: a report is still read."""
_BROKEN: Final = (
    _replaced(
        _FIGURE, "", "~", "null", '""', "文字", "3.5", "1_205", "010", "true", "待填", "[{}]"
    ),
    _replaced(_FIGURE, '"{}"', "1,205", "12万元", "１２", "十二", "【待写】", "1e3"),
    _replaced(r"^ +\S.*\n", "", "{}{}", "  {}", "\t{}"),
    _replaced(r"^[^\s#].*\n", "", "{}{}", " {}", "未知项: 1\n{}", "{}  多出: 1\n"),
    _replaced(r"(?<=[\[])[^\]\n]+(?=\])", "{}, 0", "1, 2", "", "0, 0, 0, 0, 0, 0, 5"),
    _replaced(r"^ *[\w（）]+(?=:)", "{}x", "{}：", "'{}'", "total", "received", "（七）总计"),
    _replaced(r"^(year|年度): *\d+", "year: 2019", "year: 2021", "年度: 2030", "year: 24"),
    _replaced(r"^(year|年度): *\d+", "{}\nedition: 2019", "{}\nedition: 2021", "{}\n格式: 2020"),
    _replaced(r"^(edition|格式): *\d+\n", "", "edition: 2021\n", "edition: mixed\n"),
    _replaced(r"^(agency|机关): .*", "机关: ''", "agency: [甲]", "agency: 一\x07二"),
    _replaced(r"\d{4}-\d\d-\d\d", "2024-02-30", "今天", "{}T10:00"),
)
"""Changes of syntax, names and forms: most of them are refused."""


def register() -> str:
    """A register of applications as CSV, with rows that cannot be placed."""
    chance = random.Random("register")  # noqa: S311 - no secrets here
    kinds = ("自然人", "公司", "高校", "社会团体", "律师事务所", "村委会", "法人", "")
    ends = (
        "予以公开",
        "部分公开",
        "不予公开（国家秘密）",
        "信息不存在",
        "撤回",
        "办理中",
        "不予公开",
    )
    days = ("2023-12-20", "2024-01-01", "2024/6/30", "2024年9月9日", "2025-01-03", "2024-02-30")
    rows = ["申请编号,申请人类型,收到日期,答复日期,办理结果"]
    for number in range(300):
        row = map(chance.choice, (kinds, days, days, ends))
        rows.append(f"2024-{chance.choice((number, number // 2)):03},{','.join(row)}")
    return "\n".join(rows) + "\n"
