"""The verbs under one name, and what becomes of exceptions: a message and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pkgutil import resolve_name
from typing import Final

import click

from gkdoc.cli.commands import TranslatedGroup
from gkdoc.cli.language import Language, asked_for
from gkdoc.messages import Message, _

USAGE: Final = 2
NOT_COMPLETED: Final = 3

# The verbs in the order in which people need them, each with the first line of its help, so that
# `--help` need not import them all.
_VERBS: Final = {
    "new": _("写出新一年的数据文件（YAML），要填的地方都有【待写】标记。"),
    "form": _("写出填报用的工作簿（.xlsx），可以用 Excel、WPS 或 LibreOffice 填。"),
    "build": _("把数据文件做成年度报告的 Word 文件。"),
    "check": _("检查报告的数字和文字，指出要改的格或字句。"),
    "read": _(
        "把报告读成数据文件（.json、.yaml）或填报用的工作簿（.xlsx），并说明哪些内容没有读到。"
    ),
    "diff": _("逐格、逐句比较两份报告，列出不同的地方。"),
    "tidy": _("改正标点、括号、空格等不用斟酌的写法，写出副本并逐条列出改动。"),
    "ledger": _("由依申请公开台账算出表三，每一行计在哪一格都能查到。"),
    "rollup": _("把所属各单位的报告汇总成上级的三张表，逐个检查，每一格由谁加成都能查到。"),
    "compare": _("把几个年度的主要数字并排列出，算好增减、增减率和占比。"),
    "schema": _("打印数据文件的 JSON Schema，供程序核对数据。"),
    "template": _("处理 Word 模板。"),
}


class _Verbs(TranslatedGroup):
    """The verbs, each imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the verbs."""
        return list(_VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The verb of this name; None if there is none."""
        if cmd_name not in _VERBS:
            return None
        place = "new:form" if cmd_name == "form" else f"{cmd_name}:command"
        command: click.Command = resolve_name(f"gkdoc.cli.verbs.{place}")
        return command

    def summary(self, ctx: click.Context, name: str) -> str:
        """One line about the verb of this name."""
        return _VERBS.get(name) or super().summary(ctx, name)


@click.group(cls=_Verbs, invoke_without_command=False)
@click.version_option(
    None, "--version", package_name="gkdoc", help=_("显示版本"), message="%(version)s"
)
def gkdoc() -> None:
    """政府信息公开工作年度报告：从数据到法定格式的 Word 文件。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one call: 0 done, 1 findings, 2 broken input or usage, 3 not completed."""
    _make_console_safe()
    given = list(sys.argv[1:] if arguments is None else arguments)
    say = Language(asked_for(given))
    try:
        # `standalone_mode=False`: the codes of ctx.exit come back, exceptions reach us.
        result = gkdoc.main(given, prog_name="gkdoc", obj=say, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True)
        return USAGE
    except click.ClickException as error:
        click.echo(say(usage_message(error)), err=True)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(_("已中断，没有写出文件")), err=True)
        return NOT_COMPLETED
    except Exception as error:  # noqa: BLE001 - the last line of defence: nobody is shown a traceback
        return _failed(error, say)
    return result if isinstance(result, int) else 0


def _make_console_safe() -> None:
    """Let characters that the console lacks be printed as escapes instead of stopping us."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _failed(error: Exception, say: Language) -> int:
    """The exit code of an error that was not click's; what it is has been said."""
    from gkdoc.errors import GkdocError, own_fault

    if isinstance(error, GkdocError):
        click.echo(say(error.message), err=True)
        return error.exit_code
    click.echo(say(own_fault(error)), err=True)
    return NOT_COMPLETED


def usage_message(error: click.ClickException) -> Message:
    """The fault of the arguments, in our own words."""
    command = (
        error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "gkdoc"
    )
    return _("{error}\n用法见：{command} --help", error=_usage_fault(error), command=command)


def _usage_fault(error: click.ClickException) -> Message:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            hint = _("，是不是 {near}", near=near[0]) if near else ""
            return _("没有 {name} 这个选项{hint}", name=name, hint=hint)
        case click.MissingParameter(param=click.Option() as option):
            return _("缺少选项 {opts}", opts=option.opts[0])
        case click.MissingParameter(param=param) if param is not None:
            return _("缺少参数 {name}", name=param.human_readable_name)
        case click.BadOptionUsage(option_name=name):
            return _("选项 {name} 的用法不对", name=name)
        case click.BadParameter(param=param) if param is not None:
            return _("{opts} 的值不对：{message}", opts=param.opts[0], message=error.message)
        case _:
            return _("命令写法不对：{message}", message=error.message)
