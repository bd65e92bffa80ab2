"""Python values, as another program hands them over, become the same tree as a file does."""

from __future__ import annotations

import datetime
from collections.abc import Mapping as AnyMapping
from decimal import Decimal
from numbers import Integral

from gkdoc.errors import InputError, Problem
from gkdoc.messages import Message, _
from gkdoc.read.syntax.nodes import DEEPEST, Mapping, Node, Pair, Scalar, Sequence

_MOST_VALUES = 20_000
_MOST_PROBLEMS = 100
# Python refuses to print integers of more than 4,300 digits; nobody counts that far.
_LARGEST = 10**30


def tree_of(value: object, source: str | None = None) -> Node:
    """The tree of mappings, lists, strings, integers, Decimals, floats, dates, bools and None.

    It has addresses but no lines. A float is taken as Python prints it. InputError for any other
    type, for a key that is no string, and for values nested without end.
    """
    builder = _Builder()
    root = builder.node(value, "", 0)
    if builder.problems:
        raise InputError(source, builder.problems)
    return root


class _Builder:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._count = 0

    def node(self, value: object, path: str, depth: int) -> Node:
        self._count += 1
        if isinstance(value, AnyMapping | list | tuple):
            if depth == DEEPEST:
                return self._refuse(path, _("层级太深，超过 {deepest} 层", deepest=DEEPEST))
            if self._count > _MOST_VALUES:
                message = _("数据太多，超过 {most_values} 个值", most_values=_MOST_VALUES)
                return self._refuse(path, message)
            if isinstance(value, AnyMapping):
                return self._mapping(value, path, depth)
            items = enumerate(value, 1)
            nodes = (self.node(item, f"{path}.{at}".lstrip("."), depth + 1) for at, item in items)
            return Sequence(tuple(nodes))
        return self._scalar(value, path)

    def _mapping(self, value: AnyMapping[object, object], path: str, depth: int) -> Node:
        pairs = []
        for key, item in value.items():
            if isinstance(key, str):
                child = self.node(item, f"{path}.{key}".lstrip("."), depth + 1)
                pairs.append(Pair(Scalar(key, quoted=True), child))
            else:
                self._refuse(path, _("名称应是字符串，却是 {name}", name=type(key).__name__))
        return Mapping(tuple(pairs))

    def _scalar(self, value: object, path: str) -> Node:
        match value:
            case None:
                return Scalar("null", typed=True)
            case str():
                return Scalar(value, quoted=True)
            case bool():
                return Scalar("true" if value else "false", typed=True)
            case Integral():
                number = int(value)
                if abs(number) > _LARGEST:
                    return self._refuse(path, _("数字太大"))
                return Scalar(str(number), typed=True)
            case Decimal():
                text = format(value, "f") if value.is_finite() else str(value)
                return Scalar(text, typed=True)
            case float():
                # float's own, since subclasses print themselves with their name.
                return Scalar(float.__repr__(value), typed=True)
            case datetime.date():
                return Scalar(value.isoformat(), quoted=True)
        return self._refuse(path, _("不能用 {name} 类型的值", name=type(value).__name__))

    def _refuse(self, path: str, message: Message) -> Scalar:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(message, path))
        return Scalar("null", typed=True)
