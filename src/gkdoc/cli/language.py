"""The language of the command line: Chinese as written in the code, or the English catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

LANGUAGES: Final = ("zh", "en")
"""The languages that --lang takes, the usual one first."""

_PLACE: Final = re.compile(r"\{\w+\}")


class Language:
    """Turns messages, which the code words in Chinese, into the language `code`.

    A message holds figures, labels and names that no catalogue can list. So the catalogue has
    sentences with places (`第 {line} 行`): a message is matched with them, and what stood in the
    places is put into the English sentence.
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
        if line in self._sentences:
            return self._sentences[line]
        for pattern, translation in self._patterns:
            found = pattern.fullmatch(line)
            if found:
                # A place may hold a message of its own: a reason within a sentence.
                return translation.format(
                    **{name: self._line(part) for name, part in found.groupdict().items()}
                )
        return line

    @cached_property
    def _sentences(self) -> Mapping[str, str]:
        return catalogue(self.code)

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], str]]:
        """The sentences with places, those with the most words first."""
        with_places = [item for item in self._sentences.items() if _PLACE.search(item[0])]
        with_places.sort(key=lambda item: len(_PLACE.sub("", item[0])), reverse=True)
        return [(_pattern(sentence), translation) for sentence, translation in with_places]


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


def _pattern(sentence: str) -> re.Pattern[str]:
    """The sentence with a group for each place; the same name twice has to hold the same words."""
    seen: set[str] = set()
    pieces = []
    for piece in re.split(r"(\{\w+\})", sentence):
        name = piece[1:-1]
        if not _PLACE.fullmatch(piece):
            pieces.append(re.escape(piece))
        elif name in seen:
            pieces.append(f"(?P={name})")
        else:
            seen.add(name)
            pieces.append(f"(?P<{name}>.*?)")
    return re.compile("".join(pieces))


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
