"""The language of the command line: Chinese as written in the code, or the English catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from gkdoc.messages import Message, translated

LANGUAGES: Final = ("zh", "en")
"""The languages that --lang takes, the usual one first."""


class Language:
    """Words messages, which the code words in Chinese, in the language `code`."""

    # A plain class: --help needs no other library than click.
    def __init__(self, code: str) -> None:
        self.code = code

    def __call__(self, message: Message) -> str:
        """The message in this language; in Chinese where the catalogue has no sentence for it."""
        return str(message) if self.code == LANGUAGES[0] else translated(message, self._sentences)

    def help(self, words: str) -> str:
        """Words of the help, which come from click as plain strings, in this language."""
        return self._sentences.get(words, words)

    @cached_property
    def _sentences(self) -> Mapping[str, str]:
        return {} if self.code == LANGUAGES[0] else catalogue(self.code)


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
