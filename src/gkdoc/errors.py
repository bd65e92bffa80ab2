"""One tree of exceptions. Wrong figures are findings, never exceptions.

    GkdocError
    ├── InputError           the user's file is broken: all its problems at once          exit 2
    ├── TemplateError        the Word template is broken: all its problems at once        exit 2
    ├── UsageError           what was asked for contradicts itself                        exit 2
    └── NotCompletedError    nothing wrong with the input, yet the work was not done      exit 3
        ├── OutputError      the file system refused
        ├── MissingProgramError  a program that is needed is not on this machine
        └── VerifyError      what was built does not read back as what was meant

The exit code is that of the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from attrs import frozen

from gkdoc.messages import Listed, Message, _

# `gkdoc` itself has the three that nearly every caller names.
__all__ = [
    "Failure",
    "MissingProgramError",
    "NotCompletedError",
    "OutputError",
    "Problem",
    "UsageError",
    "VerifyError",
]


@frozen
class Problem:
    """One thing that is wrong in a file, and where.

    `path` is the address inside the file (`applications.received.total`), empty for the file as a
    whole. `line` and `column` count from 1; None where the format has no lines. `place` says in
    words where it is in a format without lines (正文第 3 段). `rule` is the id of the finding that
    the problem makes, empty where it makes none.
    """

    message: Message
    path: str = ""
    line: int | None = None
    column: int | None = None
    place: str = ""
    rule: str = ""

    def __str__(self) -> str:
        """The problem in one line: position, address, message."""
        return str(self.sentence)

    @property
    def sentence(self) -> Message:
        """The same as a message."""
        position = self.place
        if self.line is not None and self.column is not None:
            position = _("第 {line} 行第 {column} 列", line=self.line, column=self.column)
        where = Listed("，", filter(None, (position, self.path)))
        return Listed("：", filter(None, (where, self.message)))


class Refusal(ValueError):
    """Raised and caught within gkdoc: `reason` says what is wrong, and ends in a finding."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class GkdocError(Exception):
    """Root of all gkdoc's exceptions. `exit_code` is what the command line returns for it."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[Callable[..., GkdocError], tuple[type[GkdocError], Any]]:
        """An error goes to another process as it is, whatever its class is made of."""
        return _again, (type(self), vars(self))


class _FileError(GkdocError):
    """A file with problems; shared by the two kinds of broken files."""

    exit_code = 2

    def __init__(self, source: Path | str | None, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("an error about a file needs at least one problem")
        self.source = source
        self.problems = tuple(problems)
        name = () if source is None else (source,)
        lines = (Listed("：", (*name, problem.sentence)) for problem in self.problems)
        super().__init__(Listed("\n", lines))


class InputError(_FileError):
    """The user's file cannot be read as a report; `problems` holds every reason."""


class TemplateError(_FileError):
    """The Word template cannot be used; `problems` holds every reason."""


class UsageError(GkdocError):
    """A request that contradicts itself, whatever the files hold."""

    exit_code = 2


class NotCompletedError(GkdocError):
    """Input and template are sound, yet the work could not be done."""


class OutputError(NotCompletedError):
    """The file system refused `path`: `reason` is its own word for it."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(_("{path}：无法写入（{reason}）", path=path, reason=reason))


class MissingProgramError(NotCompletedError):
    """`program` is not on this machine; `purpose` says what it was needed for."""

    def __init__(self, program: str, purpose: Message) -> None:
        self.program = program
        self.purpose = purpose
        super().__init__(
            _("本机没有找到 {program}，无法{purpose}", program=program, purpose=purpose)
        )

    @classmethod
    def package(cls, name: str, purpose: Message) -> MissingProgramError:
        """The same for a library that is installed apart."""
        return cls(_("Python 包 {name}（pip install {name}）", name=name), purpose)


class VerifyError(NotCompletedError):
    """The built document does not read back as the report; `differences` holds each place."""

    def __init__(self, differences: Sequence[Problem]) -> None:
        self.differences = tuple(differences)
        lines = (_("  {difference}", difference=each.sentence) for each in self.differences)
        super().__init__(Listed("\n", (_("回读核对未通过，文件没有写出："), *lines)))


@frozen
class Failure:
    """Why a piece of work was not done, as a value: it can be stored and sent.

    `kind` is the name of the exception, `exit_code` what the command line returns for it;
    `problems` are those of a broken file.
    """

    kind: str
    message: Message
    exit_code: int
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """`error` as a value; one that is none of ours is our own fault."""
        if not isinstance(error, GkdocError):
            return cls(type(error).__name__, own_fault(error), GkdocError.exit_code)
        match error:
            case InputError(problems=problems) | TemplateError(problems=problems):
                pass
            case VerifyError(differences=problems):
                pass
            case _:
                problems = ()
        return cls(type(error).__name__, error.message, error.exit_code, problems)


def own_fault(error: Exception) -> Message:
    """A message for a fault of ours, with an id that tells one fault from another."""
    import hashlib
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    spot = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
    kind = type(error).__name__
    identifier = hashlib.sha256(f"{kind}@{spot}".encode()).hexdigest()[:8]
    return _(
        "程序自身出错，没有完成（编号 {identifier}：{kind}，{spot}）。"
        "请把这一行连同出错时用的文件反馈给开发者",
        identifier=identifier,
        kind=kind,
        spot=spot,
    )


def _again(kind: type[GkdocError], fields: dict[str, Any]) -> GkdocError:
    error = kind.__new__(kind, fields["message"])
    vars(error).update(fields)
    return error
