"""Two files compared place by place: `diff(before, after)` gives a `Change` for each difference."""

from gkdoc.tasks.diff.changes import Change, diff
from gkdoc.tasks.diff.output import as_json

__all__ = ["Change", "as_json", "diff"]
