"""What stands around the six sections: year, editions, organ, signature, waivers."""

from __future__ import annotations

import datetime
import re
from typing import cast
from unicodedata import normalize

from gkdoc.messages import Listed, Message, _
from gkdoc.model import Organ, OrganKind, OrganLevel, Rollup, Signature, Waiver
from gkdoc.model.given import LONGEST_AGENCY, too_long_line
from gkdoc.read.data.entries import by_key, join
from gkdoc.read.data.figures import Refused
from gkdoc.read.data.names import Level, Named, level
from gkdoc.read.data.words import fields_level, line_of
from gkdoc.read.notes import Notes, quoted, shown
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence, kind_of
from gkdoc.spec import editions, envelope, report_years, sections, tables
from gkdoc.text.numerals import year_from_chinese

VERSION = "1"
"""The version of the data that this program reads and writes, as `gkdoc: 1`."""

_YEAR = re.compile("[0-9]{4}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ANY_DATE = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")


def check_version(pair: Pair, notes: Notes) -> None:
    """Note a problem unless the data are of the version that is read here."""
    node = pair.value
    if not isinstance(node, Scalar) or node.text != VERSION:
        found = shown(node)
        message = _("数据的版本是{found}，本程序只认 {version}", found=found, version=VERSION)
        notes.problem(message, "gkdoc", node)


def year_of(pair: Pair, notes: Notes) -> int | None:
    """The year reported on; None, and a problem, if it is no year."""
    node = pair.value
    if notes.left_unwritten(node, "year"):
        # Without a year there is no report, so this is a problem whatever is read.
        notes.problems.append(notes.unwritten.pop())
        return None
    try:
        return _year(node)
    except Refused as refused:
        notes.problem(refused.reason, "year", pair.key if node.null else node)
    return None


def _year(node: Node) -> int:
    """The year; Refused if it is none."""
    example = _("年度应写成四位数字，如 2023")
    if not isinstance(node, Scalar):
        raise Refused(_("{example}，却是{node}", example=example, node=kind_of(node)))
    text = node.text
    if node.null:
        raise Refused(_("{example}，现在是空的", example=example))
    if not _YEAR.fullmatch(text):
        raise Refused(_no_such(example, text, _year_meant(text)))
    if node.quoted:
        message = _(
            "{example}；加了引号就成了文字，请去掉引号，写成 {text}", example=example, text=text
        )
        raise Refused(message)
    year, years = int(text), report_years()
    if year not in years:
        message = _(
            "年度应在 {first_year} 到 {last_year} 之间，却是 {text}",
            first_year=years[0],
            last_year=years[-1],
            text=text,
        )
        raise Refused(message)
    return year


def _no_such(example: Message, text: str, meant: str) -> Message:
    advice = _("；应写成 {meant}", meant=meant) if meant else ""
    return _("{example}，却是{text}{advice}", example=example, text=quoted(text), advice=advice)


def _year_meant(text: str) -> str:
    """The year that a person obviously meant; empty if that is not clear."""
    plain = normalize("NFKC", text).strip().removesuffix("年度").removesuffix("年")
    if _YEAR.fullmatch(plain):
        return plain
    try:
        return str(year_from_chinese(plain))
    except ValueError:
        return ""


def agency_of(pair: Pair, path: str, notes: Notes) -> str | None:
    """The name of an agency; None, and a problem, if it is none that a title page can hold."""
    line = line_of(pair, path, notes)
    if line is not None and len(line) > LONGEST_AGENCY:
        notes.problem(too_long_line(len(line), LONGEST_AGENCY), path, pair.value)
        return None
    return line


def editions_of(pair: Pair, notes: Notes) -> dict[str, str]:
    """The edition of each table for which one is given."""
    node = pair.value
    if not isinstance(node, Mapping):
        edition = None if node.null else _edition(node, "edition", notes)
        return dict.fromkeys(tables(), edition) if edition else {}
    found = {}
    for name, entry in by_key(node, _tables_level(), "edition", notes).items():
        edition = _edition(entry.value, join("edition", name), notes)
        if edition:
            found[name] = edition
    return found


def _edition(node: Node, path: str, notes: Notes) -> str | None:
    known = [each.edition for each in editions()]
    if isinstance(node, Scalar) and node.text in known:
        return node.text
    expected = _("格式应写成 {value}", value=Listed(" 或 ", known))
    message = _("{edition_expected}，却是{found}", edition_expected=expected, found=shown(node))
    notes.problem(message, path, node)
    return None


def _tables_level() -> Level[str]:
    return level(
        Named(section.key, section.titles, section.key)
        for section in sections().values()
        if section.table
    )


def organ_of(pair: Pair, notes: Notes) -> Organ | None:
    """The kind of body that reports; None if nothing is said."""
    given = _map(pair, "organ", "organ", notes)
    if not isinstance(pair.value, Mapping):
        return None
    kind = _choice(given.get("kind"), "organ_kind", "organ.kind", notes)
    rank = _choice(given.get("level"), "organ_level", "organ.level", notes)
    return Organ(cast("OrganKind | None", kind), cast("OrganLevel | None", rank))


def _choice(pair: Pair | None, group: str, path: str, notes: Notes) -> str | None:
    """The name of the value chosen from `group`; None if there is none."""
    if pair is None or pair.value.null:
        return None
    choices = fields_level(group)
    node = pair.value
    found = choices.find(node.text) if isinstance(node, Scalar) else ()
    if found:
        return found[0].key
    listed = choices.listed()
    message = _("这里应写 {listed} 之一，却是{what}", listed=listed, what=shown(node))
    notes.problem(message, path, node)
    return None


def signature_of(pair: Pair, notes: Notes) -> Signature | None:
    """Who signs, and the date; None, and a problem, unless both are there."""
    given = _map(pair, "signature", "signature", notes, required=True)
    if not given:
        return None
    written = given.get("agency")
    agency = agency_of(written, "signature.agency", notes) if written is not None else None
    date = _date(given["date"], "signature.date", notes) if "date" in given else None
    return Signature(agency, date) if agency is not None and date is not None else None


def rollup_of(pair: Pair, notes: Notes) -> Rollup | None:
    """The units that were added up; None if nothing is said."""
    given = _map(pair, "rollup", "rollup", notes)
    if not isinstance(pair.value, Mapping):
        return None
    lists = {name: _names(given[name], f"rollup.{name}", notes) for name in given}
    return Rollup(lists.get("units", ()), lists.get("incomplete", ()))


def _names(pair: Pair, path: str, notes: Notes) -> tuple[str, ...]:
    """The names in a list; what is none is noted."""
    node = pair.value
    if not isinstance(node, Sequence):
        if not node.null:
            message = _("这里应是名称的列表，每项以“-”开头，却是{node}", node=kind_of(node))
            notes.problem(message, path, node)
        return ()
    items = enumerate(node.items, 1)
    lines = (line_of(Pair(pair.key, item), f"{path}.{place}", notes) for place, item in items)
    return tuple(line for line in lines if line is not None)


def waivers_of(pair: Pair, notes: Notes) -> tuple[Waiver, ...]:
    """The waivers that are complete; what the others lack is noted."""
    node = pair.value
    if node.null:
        return ()
    if not isinstance(node, Sequence):
        message = _("豁免应是列表，每项以“-”开头，却是{node}", node=kind_of(node))
        notes.problem(message, "waivers", node)
        return ()
    items = enumerate(node.items, 1)
    waivers = [_waiver(item, f"waivers.{place}", pair.key, notes) for place, item in items]
    return tuple(waiver for waiver in waivers if waiver is not None)


def _waiver(node: Node, path: str, key: Scalar, notes: Notes) -> Waiver | None:
    given = _map(Pair(key, node), "waiver", path, notes, required=True)
    words: dict[str, str] = {}
    for name in ("rule", "address", "by", "reason", "value"):
        if name in given:
            # The value may be a figure, or a blank, which is printed as nothing.
            is_value = name == "value"
            node = given[name].value
            blank = is_value and isinstance(node, Scalar) and (node.null or not node.text)
            line = None if blank else line_of(given[name], f"{path}.{name}", notes, typed=is_value)
            if line is not None or blank:
                words[name] = line or ""
    date = _date(given["date"], f"{path}.date", notes) if "date" in given else None
    if len(words) + 1 < len(envelope("waiver")) or date is None:
        return None
    return Waiver(date=date, **words)


def _map(
    pair: Pair, group: str, path: str, notes: Notes, *, required: bool = False
) -> dict[str, Pair]:
    """The entries of a map of fields; with `required`, each of them that is absent is a problem."""
    node = pair.value
    fields = fields_level(group)
    if not isinstance(node, Mapping):
        if required or not node.null:
            listed = fields.listed()
            message = _("这里应逐项填写：{listed}，却是{node}", listed=listed, node=kind_of(node))
            notes.problem(message, path, node if node.line is not None else pair.key)
        return {}
    given = by_key(node, fields, path, notes)
    lacking = [
        named.title
        for named in fields.members
        if named.key not in given and not notes.given(join(path, str(named.key)))
    ]
    if required and lacking:
        notes.problem(_("缺少：{lacking}", lacking=Listed("、", lacking)), path, node)
    return given


def _date(pair: Pair, path: str, notes: Notes) -> datetime.date | None:
    """The date; None, and a problem, if there is no such day."""
    node = pair.value
    example = _("日期应写成 年-月-日，如 2024-01-15")
    if notes.left_unwritten(node, path):
        return None
    if not isinstance(node, Scalar) or node.null:
        notes.problem(_("{example}，却是{node}", example=example, node=kind_of(node)), path, node)
        return None
    if not _DATE.fullmatch(node.text):
        found = _ANY_DATE.fullmatch("".join(normalize("NFKC", node.text).split()))
        meant = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""
        notes.problem(_no_such(example, node.text, meant), path, node)
        return None
    try:
        return datetime.date.fromisoformat(node.text)
    except ValueError:
        notes.problem(_("没有 {text} 这一天", text=node.text), path, node)
        return None
