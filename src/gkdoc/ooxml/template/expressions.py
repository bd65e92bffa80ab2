"""Names with filters as Jinja parses them: what of them is accepted, and words for the rest.

The tree that Jinja makes is compared with the little that a tag may say; nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from gkdoc.messages import Listed, _
from gkdoc.ooxml.template.rules import RefusedTag
from gkdoc.ooxml.template.segments import Constant, Filter

_ENVIRONMENT: Final = Environment(autoescape=True)
# docxtpl reads a typed quotation mark as a straight one: its manual, "Escaping".
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_ACCEPTED: Final = _("标签里只能写名称和过滤器，例如 {{{{ a.b }}}}、{{{{ a.b|number }}}}")

_REFUSED: Final[tuple[tuple[type[nodes.Node], str], ...]] = (
    (nodes.Call, _("不能调用函数")),
    (nodes.Getitem, _("不能用下标")),
    (nodes.Test, _("不能用 is 判断")),
    (nodes.Compare, _("不能比较")),
    (nodes.CondExpr, _("不能用 if 表达式")),
    (nodes.Filter, _("过滤器只能用在名称之后")),
    (nodes.BinExpr, _("不能运算")),
    (nodes.UnaryExpr, _("不能运算")),
    (nodes.Concat, _("不能拼接")),
    (nodes.Literal, _("不能写常数")),
)


def expression(source: str, filters: Collection[str]) -> tuple[str, tuple[Filter, ...]]:
    """The dotted name in `source` and the filters behind it; RefusedTag says why it is none."""
    try:
        tree = _ENVIRONMENT.parse(f"{{{{ {source.translate(_QUOTES)} }}}}")
    except (TemplateSyntaxError, RecursionError, ValueError, OverflowError) as error:
        raise RefusedTag(_("标签写法有误；{accepted}", accepted=_ACCEPTED)) from error
    match tree.body:
        case [nodes.Output(nodes=[nodes.Expr() as found])]:
            used: list[Filter] = []
            while isinstance(found, nodes.Filter) and found.node is not None:
                used.append(_filter(found, filters))
                found = found.node
            return _dotted(found), tuple(reversed(used))
        case _:
            raise RefusedTag(_("标签写法有误；{accepted}", accepted=_ACCEPTED))


def _filter(node: nodes.Filter, filters: Collection[str]) -> Filter:
    if node.name not in filters:
        known = _("，可用的有 {filters}", filters=Listed("、", sorted(filters))) if filters else ""
        raise RefusedTag(_("没有名为 {name} 的过滤器{known}", name=node.name, known=known))
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise RefusedTag(_("过滤器 {name} 的括号里只能写文字或整数", name=node.name))
    return Filter(node.name, tuple(_constant(node.name, argument) for argument in node.args))


def _constant(name: str, node: nodes.Expr) -> Constant:
    if isinstance(node, nodes.Const) and type(node.value) in {str, int}:
        constant: Constant = node.value
        return constant
    raise RefusedTag(_("过滤器 {name} 的括号里只能写文字或整数", name=name))


def _dotted(node: nodes.Expr) -> str:
    steps: list[str] = []
    while isinstance(node, nodes.Getattr):
        steps.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        reason = next((words for kind, words in _REFUSED if isinstance(node, kind)), _("写法有误"))
        raise RefusedTag(_("标签里{reason}；{accepted}", reason=reason, accepted=_ACCEPTED))
    steps.append(node.name)
    if any(step.startswith("_") for step in steps):
        raise RefusedTag(_("名称不能以下划线开头"))
    return ".".join(reversed(steps))
