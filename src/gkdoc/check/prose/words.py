"""The vocabulary of claims, made of the data file that lists the words and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from gkdoc.spec.source import load_document
from gkdoc.text.claims import Cells
from gkdoc.text.claims.words import Meanings, Role, Term, UnitKind, Vocabulary


@cache
def vocabulary() -> Vocabulary:
    """Every word that claims are made of."""
    document = load_document("claims.yaml")
    about = document["about"]
    return Vocabulary(
        terms=tuple(_terms(document)),
        meanings=_meanings(document),
        units={
            unit: kind
            for kind in UnitKind
            for unit in sorted(document["units"][kind.value], key=lambda unit: -len(unit))
        },
        units_of_items=tuple(document["units_of_items"]),
        multipliers=document["multipliers"],
        about_before=tuple(about["before"]),
        about_between=tuple(about["between"]),
        about_behind=tuple(about["behind"]),
        bare_leads=tuple(document["bare_leads"]),
        none_followers=_words(document["none"]["followers"]),
        bare_application=document["bare_application"],
        before_application="".join(document["before_application"].split()),
        pronouns=tuple(document["pronouns"]),
        organs=tuple(document["organs"]),
        on_behalf_of=document["on_behalf_of"],
        organ_followers=tuple(document["organ_followers"]),
    )


def _terms(document: Mapping[str, Any]) -> Iterator[Term]:
    for role in Role:
        entries = document.get(role.value, ())
        for entry in [entries] if isinstance(entries, Mapping) else entries:
            means = _alternatives(entry.get("means", ()))
            for word in _words(entry["words"]):
                yield Term(word, role, means)


def _words(words: str | Iterable[str]) -> tuple[str, ...]:
    """The words of a list, or of a text with blanks between them."""
    return tuple(words.split() if isinstance(words, str) else words)


def _alternatives(entries: Iterable[Iterable[str]]) -> tuple[Cells, ...]:
    return tuple(tuple(names) for names in entries)


def _meanings(document: Mapping[str, Any]) -> Meanings:
    tables = document["tables"]
    return Meanings(
        applications=tables["applications"],
        remedies=tables["remedies"],
        proactive=tables["proactive"],
        total_column=document["total_column"],
        received=_alternatives(document["received"]),
        handled=_alternatives(document["handled"]),
        wholes=_alternatives(document["wholes"]),
        left_over=tuple(document["left_over"]),
        closed=tuple(document["closed"]),
        concluded=tuple(document["concluded"]),
        others_of_results=_alternatives(document["others_of_results"]),
        others_column=(document["others_column"],),
    )
