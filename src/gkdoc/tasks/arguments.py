"""What the verbs are given by other programs: reports, and templates as path or bytes."""

from __future__ import annotations

from pathlib import Path

from gkdoc.errors import Problem, UsageError
from gkdoc.messages import _
from gkdoc.model import SeenReport
from gkdoc.model.given import refuse, shown
from gkdoc.read.reading import Reading
from gkdoc.read.source import content_of


def assert_given(kind: type, given: object, previous: object) -> None:
    """InputError for what is of another kind: a path or data in the place of a report."""
    place = "reading" if kind is Reading else "report"
    wanted: list[tuple[str, type, object]] = [(place, kind, given)]
    if previous is not None:
        wanted.append(("previous", SeenReport, previous))
    refuse(
        Problem(
            _(
                "应是 {kind}，这里是 {given}；Report 由 load 读出，Reading 由 read_report 读出",
                kind=kind.__name__,
                given=shown(value),
            ),
            path=name,
        )
        for name, kind, value in wanted
        if not isinstance(value, kind)
    )


def own_template(template: Path | str | bytes) -> tuple[bytes, Path | str | None]:
    """The bytes of an office's own template, and its name for messages.

    InputError for a file that cannot be read, UsageError for what is neither path nor bytes.
    """
    if isinstance(template, bytes):
        return template, None
    if not isinstance(template, str | Path):
        kind = type(template).__name__
        raise UsageError(_("模板应是路径或者字节，这里是 {kind}", kind=kind))
    return content_of(Path(template), kind=_("一份 Word 模板")), template
