"""Commands whose help is in the language that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from typing import Any, Final

import click

from gkdoc.cli.language import LANGUAGES, Language
from gkdoc.messages import _

_LANGUAGE: Final = click.Option(
    ["--lang"],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=_("说明和提示的语言，默认中文"),
)


class TranslatedCommand(click.Command):
    """A command that takes --lang, and words its help in the language of the call."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The parameters; --lang, which has been looked for before, stands before --help."""
        *own, help_option = super().get_params(ctx)
        return [*own, _LANGUAGE, help_option]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is called."""
        say: Language = ctx.obj
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for parameter in self.get_params(ctx):
            pieces = _named(pieces, parameter, say)
        pieces = pieces.replace("[OPTIONS]", say(_("[选项]"))).replace(
            "COMMAND [ARGS]...", say(_("命令 …"))
        )
        formatter.write_usage(ctx.command_path, pieces, say(_("用法：")))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The purpose of the command."""
        say: Language = ctx.obj
        for paragraph in cleandoc(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say.help(paragraph.replace("\n", "")))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        say: Language = ctx.obj
        records = [
            (_named(record[0], parameter, say), _described(parameter, say))
            for parameter in self.get_params(ctx)
            if (record := parameter.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section(say(_("选项"))):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, in the language of the call."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("显示这份说明")
        return option


class TranslatedGroup(TranslatedCommand, click.Group):
    """Verbs under one name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is called; UsageError with the nearest name if there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from difflib import get_close_matches

            from gkdoc.errors import UsageError

            near = get_close_matches(name, self.list_commands(ctx), n=1)
            message = _(
                "没有 {name} 这个命令{hint}；用法见：{command_path} --help",
                name=name,
                hint=_("，是不是 {near}", near=near[0]) if near else "",
                command_path=ctx.command_path,
            )
            raise UsageError(message)
        return super().resolve_command(ctx, args)

    def summary(self, ctx: click.Context, name: str) -> str:
        """The purpose of the verb of this name, in a line."""
        command = self.get_command(ctx, name)
        return (command.help or "").partition("\n")[0] if command is not None else ""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and under them the commands."""
        TranslatedCommand.format_options(self, ctx, formatter)
        say: Language = ctx.obj
        rows = [(name, say.help(self.summary(ctx, name))) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section(say(_("命令"))):
                formatter.write_dl(rows)


def _described(parameter: click.Parameter, say: Language) -> str:
    """The help of an option, and in brackets that it must be given."""
    words = say.help(getattr(parameter, "help", None) or "")
    return words + say(_("（必填）")) if parameter.required else words


def _named(words: str, parameter: click.Parameter, say: Language) -> str:
    """The words with the name of the parameter's value in the language of the call."""
    name = parameter.metavar
    return words.replace(name, say.help(name).upper()) if name else words


def _follow(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from gkdoc.cli.following import printed_steps

        context.with_resource(printed_steps(context.obj))


log_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--log",
    is_flag=True,
    expose_value=False,
    callback=_follow,
    help=_("读取和生成的每一步得到什么，逐步打印，供开发者查看"),
)
"""The option --log of the verbs that read or build: the steps, while they are taken."""
