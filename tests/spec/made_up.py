"""A form for 2027 that nobody has issued: one folder of data beside those that there are.

One more row in table two; one more and two fewer rows and one more column in table three; another
title of section five; a sixth topic. In a second variant nothing is carried out to the next year.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import yaml

from gkdoc.spec.source import root

EDITION: Final = "2027"
YEAR: Final = 2027
TITLE: Final = "五、工作中的困难及改进措施"
TOPIC: Final = "公共数据开放"
ROW: Final = ("licensing", {"key": "confirmations", "label": "行政确认", "code": "k"})
RESULT: Final = ("denied", {"key": "trial", "label": "9.属于试验数据", "code": "c39"})
GONE: Final = {"publication", "fee_unpaid"}
COLUMN: Final = {"key": "media", "label": "新闻媒体", "kind": "count", "code": "m"}
WORD: Final = "报社"
"""What registers call the new kind of applicant."""


def data_with_next_edition(folder: Path, *, carried_out: bool = True) -> Path:
    """All data of the forms in `folder`, with the made-up edition among them."""
    with_next = folder / "data"
    shutil.copytree(str(root()), with_next)
    last, own = with_next / "annual_report" / "2021", with_next / "annual_report" / EDITION
    own.mkdir()
    for name, made in (
        ("form", _form(_read(last / "form.yaml"))),
        ("proactive", _proactive(_read(last / "proactive.yaml"))),
        ("applications", _applications(_read(last / "applications.yaml"), carried_out=carried_out)),
        ("remedies", _as_before(_read(last / "remedies.yaml"))),
        ("layout", _layout(_read(last / "layout.yaml"))),
        ("words", {"applicants": {COLUMN["key"]: [WORD]}}),
    ):
        text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False)
        (own / f"{name}.yaml").write_text(text, encoding="utf-8")
    return with_next


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def _form(form: dict[str, Any]) -> dict[str, Any]:
    source = {**form["source"], "notice": "国办公开办函〔2027〕1号", "note": "没有这样的格式"}
    del form["issued"]
    form |= {"edition": EDITION, "from": YEAR, "source": source}
    form["superseded"].append({"words": "国办公开办函〔2021〕30号"})
    overview, *_, problems, _ = form["sections"]
    overview["topics"].append({"key": "open_data", "title": TOPIC, "words": ["数据开放"]})
    problems["title"] = TITLE
    return form


def _proactive(table: dict[str, Any]) -> dict[str, Any]:
    sibling, row = ROW
    block = next(block for block in table["blocks"] if block["rows"][0]["key"] == sibling)
    block["rows"].append(row)
    table["shape"]["rows"] += 1
    return table | {"edition": EDITION}


def _applications(table: dict[str, Any], *, carried_out: bool) -> dict[str, Any]:
    (block,) = table["blocks"]
    group, row = RESULT
    results = next(heading for heading in block["rows"] if "children" in heading)["children"]
    next(heading for heading in results if heading["key"] == group)["children"].append(row)
    for heading in results:
        if "children" in heading:
            kept = [child for child in heading["children"] if child["key"] not in GONE]
            heading["children"] = kept
    del table["roles"]["fee_unpaid"]
    applicants = block["columns"][0]["children"]
    next(heading for heading in applicants if "children" in heading)["children"].append(COLUMN)
    sums = next(each for each in table["sums"] if each["across"] == "columns")
    sums["parts"].append(COLUMN["key"])
    table["shape"]["rows"] += 1 - len(GONE)
    table["shape"]["columns"] += 1
    if not carried_out:
        block["rows"] = [row for row in block["rows"] if row.get("key") != "carried_out"]
        del table["roles"]["carried_out"]
        table["balances"][0]["right"].remove("carried_out")
        table["shape"]["rows"] -= 1
    return table | {"edition": EDITION}


def _as_before(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "table": table["table"],
        "edition": EDITION,
        "same_as": "2021",
        "source": table["source"],
        "shape": table["shape"],
    }


def _layout(layout: dict[str, Any]) -> dict[str, Any]:
    # Narrower by far than ever before: reports by older forms keep their figures' size.
    first, second, third, *figures = layout["applications"]["widths"]
    narrow = 500
    third += sum(figures) - narrow * (len(figures) + 1)
    widths = [first, second, third, *([narrow] * (len(figures) + 1))]
    return {
        "proactive": {"same_as": "2021"},
        "applications": layout["applications"] | {"widths": widths, "figure_width": narrow},
        "remedies": {"same_as": "2021"},
    }
