"""`graphkit query`: each query of the library is a command, and its parameters are the options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.root import complain, format_option, store_option
from graphkit.errors import QueryError

if TYPE_CHECKING:
    from graphkit.queries import Parameter, Query


class QueryGroup(click.Group):
    """The query library as a group of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the library."""
        from graphkit.queries import QueryLibrary

        return QueryLibrary().names()

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        """The command of one query; a usage error that names the nearest ones where there is none."""
        from graphkit.queries import QueryLibrary

        library = QueryLibrary()
        if name not in library:
            raise click.UsageError(library.unknown(name), ctx)
        return _command(library[name])


@click.group(cls=QueryGroup, invoke_without_command=True, subcommand_metavar="[NAME [OPTIONS]]")
@store_option
@click.pass_context
def query(ctx: click.Context, store: str | None) -> None:
    """Ask the graph: list the queries, or run one by its name.

    `graphkit query NAME --help` says what a query answers, takes and returns.
    """
    ctx.obj = store
    if ctx.invoked_subcommand is None:
        from graphkit.queries import QueryLibrary

        library = QueryLibrary()
        width = max(map(len, library.names()), default=0)
        for entry in library:
            click.echo(f"{entry.name.ljust(width)}  {entry.description}")


def _command(query: Query) -> click.Command:
    @click.pass_context
    def run(ctx: click.Context, /, store: str | None, format_: str, **values: Any) -> None:
        from graphkit import api, output

        result = api.query(query.name, store=store or ctx.obj, **values)
        output.write(result, format=format_)
        if not result.rows:
            complain("no rows")

    decorated = store_option(format_option("table")(run))
    command = click.command(query.name, help=_help(query), short_help=query.description)(decorated)
    command.params[:0] = [_option(parameter) for parameter in query.parameters]
    return command


def _option(parameter: Parameter) -> click.Option:
    class Value(click.ParamType[Any]):
        name = parameter.type

        def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
            try:
                return parameter.convert(value)
            except QueryError as error:
                self.fail(str(error), param, ctx)

    # an explicit default, even None, would make an option optional
    default = {} if parameter.required else {"default": parameter.default}
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        type=Value(),
        required=parameter.required,
        show_default=parameter.default is not None,
        help=parameter.meaning or None,
        **default,
    )


def _help(query: Query) -> str:
    width = max((len(column.name) + len(column.type) for column in query.columns), default=0) + 2
    rows = [f"{f'{c.name}: {c.type}'.ljust(width)}  {c.meaning}".rstrip() for c in query.columns]
    # \b keeps click from filling the paragraph
    returns = "\n".join(("\b", "Returns:", *(f"  {row}" for row in rows))) if rows else ""
    example = f"\b\nExample:\n  {query.example}" if query.example else ""
    return "\n\n".join(part for part in (query.description, query.details, returns, example) if part)
