"""The language of the command line: Chinese as written in the code, or the English catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from string import Formatter
from typing import Final

LANGUAGES: Final = ("zh", "en")
"""The languages that --lang takes, the usual one first."""

# Places that hold a number: {year}年 is not to match 近三年.
_NUMBERS: Final = re.compile(r"(?:count|day|edition|line|month|page|year)\d*")

_NUMBER: Final = r"\d+"
_WORDS: Final = ".*?"
# One quotation, which may hold others: what follows a colon or semicolon is another.
_QUOTED_WORDS: Final = "(?:(?!”[：；]).)*?"

_NUMERAL: Final = re.compile("[〇零一二两三四五六七八九十百千万]+")
"""What may be a number in Chinese."""

# Messages are put together with these, the loosest first; English has its own.
_JOINTS: Final = {"：": ": ", "；": "; ", "，": ", ", "、": ", "}
_QUOTED: Final = {"“": "”", "〖": "〗"}
_NUMBERED: Final = re.compile("；(?=[②-⑳])")
_BRACKETED: Final = re.compile(r"(?P<words>[^（）]+)（(?P<remark>[^（）]+)）")


class Language:
    """Turns messages, which the code words in Chinese, into the language `code`.

    A message holds figures, labels and names that no catalogue can list. So the catalogue has
    sentences with places (`第 {line} 行`): a message is matched with them, and what stood in the
    places is put into the English sentence. What stands in quotation marks is never translated.
    """

    # A plain class: --help needs no other library than click.
    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, message: str) -> str:
        """The message in this language; as it is where the catalogue has no sentence for it."""
        if self.code == LANGUAGES[0] or not message:
            return message
        return "\n".join(map(self._line, message.split("\n")))

    def _line(self, line: str) -> str:
        listed = _NUMBERED.split(line)
        if len(listed) > 1:
            return _JOINTS["；"].join(map(self._line, listed))
        whole = self._sentence(line, loose=False)
        if whole is not None:
            return whole
        inner = line.strip()
        if inner != line:
            return line.replace(inner, self._line(inner)) if inner else line
        pieces = self._pieces(line)
        if pieces != line:
            return pieces
        # A sentence of places and one sign, {text}和{text2}, would match half of what is said.
        return self._sentence(line, loose=True) or line

    def _sentence(self, line: str, *, loose: bool) -> str | None:
        """The translation of a line that is a sentence of the catalogue; None if it is none."""
        if line in _JOINTS:
            return _JOINTS[line]
        if line in self._plain:
            return self._plain[line]
        for sentence in self._with_places:
            found = sentence.match(line) if sentence.loose is loose else None
            if found is not None:
                # A place may hold a message of its own: a reason within a sentence.
                return sentence.translation.format(
                    **{
                        name: part if name in sentence.verbatim else self._part(part)
                        for name, part in found.items()
                    }
                )
        return None

    def _part(self, part: str) -> str:
        """What stands in a place: a number in figures, or words of their own."""
        return _in_figures(part) if _NUMERAL.fullmatch(part) else self._line(part)

    def _pieces(self, line: str) -> str:
        """The line with the messages translated of which it was put together."""
        for joint in _JOINTS:
            first, *others = _divided(line, joint)
            if not others:
                continue
            translated = self._line(first) + "".join(self._after(joint, part) for part in others)
            if translated != first + "".join(_JOINTS[joint] + part for part in others):
                return translated
        bracketed = _BRACKETED.fullmatch(line)
        if bracketed:
            words, remark = bracketed.groups()
            translated = self._line(words) + self._remark(remark)
            if translated != f"{words} ({remark})":
                return translated
        return self._spaced(line)

    def _after(self, joint: str, part: str) -> str:
        """A part of a line with the joint before it, which may belong to its sentence."""
        return self._sentence(joint + part, loose=False) or _JOINTS[joint] + self._line(part)

    def _remark(self, remark: str) -> str:
        """A remark in its brackets, which may belong to its sentence."""
        return self._sentence(f"（{remark}）", loose=False) or f" ({self._line(remark)})"

    def _spaced(self, line: str) -> str:
        """The line with what is said beside labels, which hold blanks, and unpaired quotations."""
        for joint in re.finditer("[： ]|(?<=”)|(?=“)", line):
            before, after = line[: joint.start()], line[joint.end() :]
            here = _JOINTS.get(joint[0], joint[0])
            if self._sentence(after, loose=False) is not None:
                return f"{self._line(before)}{here}{self._line(after)}"
            said = self._sentence(before, loose=False)
            if said is not None:
                return f"{said}{here}{after}"
        return line

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """The sentences without places."""
        return {
            sentence.format(): translation.format()
            for sentence, translation in catalogue(self.code).items()
            if not _names(sentence)
        }

    @cached_property
    def _with_places(self) -> Sequence[_Sentence]:
        """The sentences with places, those with the most words first."""
        found = [
            _Sentence(sentence, translation)
            for sentence, translation in catalogue(self.code).items()
            if _names(sentence)
        ]
        return sorted(found, key=lambda each: sum(map(len, each.words)), reverse=True)


class _Sentence:
    """A sentence with places; `verbatim` are those within quotation marks."""

    def __init__(self, sentence: str, translation: str) -> None:
        self.translation = translation
        self._parsed = [(words, name) for words, name, _, _ in Formatter().parse(sentence)]
        self.words = [words for words, _ in self._parsed if words]
        following = [words for words, _ in self._parsed[1:]] + [""]
        self.verbatim = {
            name
            for (before, name), after in zip(self._parsed, following, strict=True)
            if name is not None and before and _QUOTED.get(before[-1]) == after[:1]
        }

    @property
    def loose(self) -> bool:
        """True if it begins with a place and has next to no words of its own."""
        opening = self._parsed[0][0]
        return not opening and sum(len(words.strip("，。：； ")) for words in self.words) <= 1

    def match(self, line: str) -> Mapping[str, str] | None:
        """What stands in the places of a line that is this sentence; None if it is another."""
        if not all(words in line for words in self.words):
            return None
        found = self._pattern.fullmatch(line)
        return found.groupdict() if found else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """A group for each place; the same name twice has to hold the same words."""
        pieces: list[str] = []
        seen: set[str] = set()
        for words, name in self._parsed:
            pieces.append(re.escape(words))
            if name in seen:
                pieces.append(f"(?P={name})")
            elif name is not None:
                seen.add(name)
                held = _NUMBER if _NUMBERS.fullmatch(name) else _WORDS
                if name in self.verbatim:
                    held = _QUOTED_WORDS
                pieces.append(f"(?P<{name}>{held})")
        return re.compile("".join(pieces))


def _in_figures(numeral: str) -> str:
    """The number in figures; as it is where the signs are none."""
    from gkdoc.text.numerals import from_chinese

    try:
        return str(from_chinese(numeral))
    except ValueError:
        return numeral


def _names(sentence: str) -> set[str]:
    """The names of the places in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _divided(line: str, joint: str) -> Iterator[str]:
    """The line divided at each `joint` that stands in no quotation marks and brackets."""
    depth = start = 0
    for position, sign in enumerate(line):
        if sign in "“〖（":
            depth += 1
        elif sign in "”〗）":
            depth -= 1
        elif sign == joint and not depth:
            yield line[start:position]
            start = position + 1
    yield line[start:]


def catalogue(code: str) -> Mapping[str, str]:
    """The sentences of the catalogue of `code` that have been translated."""
    # Imported here: Chinese, the usual language, needs no catalogue.
    from importlib.resources import files

    from babel.messages.pofile import read_po

    resource = files("gkdoc").joinpath("locale", code, "LC_MESSAGES", "gkdoc.po")
    with resource.open("rb") as stream:
        messages = read_po(stream, locale=code)
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def asked_for(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, wherever among them; the usual one otherwise.

    Needed before the arguments are read in earnest, because their help is in that language too.
    """
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            chosen = value if equals else next(iter(arguments[position + 1 : position + 2]), "")
            if chosen in LANGUAGES:
                return chosen
    return LANGUAGES[0]
