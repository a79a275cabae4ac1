"""`graphkit query`: each query of the library is a command, and its parameters are the options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from graphkit.cli.root import Command, complain, format_option, store_option
from graphkit.errors import GraphkitError, QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphkit.queries import Parameter, Query, QueryLibrary
    from graphkit.queries.spelling import Entity

COMPLETIONS = 50


class LibraryGroup(click.Group):
    """The queries of a folder as a group of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the library."""
        return [*super().list_commands(ctx), *library(ctx).names()]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, and say where --queries goes: the name that comes first is looked up there."""
        if any(arg.partition("=")[0] == "--queries" for arg in args):
            raise click.UsageError("--queries goes before the name: graphkit query --queries DIR NAME", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        """The command of one query; a usage error that names the nearest ones where there is none."""
        if command := super().get_command(ctx, name):
            return command
        queries = library(ctx)
        if name not in queries:
            raise click.UsageError(queries.unknown(name), ctx)
        return query_command(queries[name])


def queries_option(command: Command) -> Command:
    """--queries, a library of one's own."""
    text = "A folder with queries of your own, in place of the library."
    return click.option("--queries", metavar="DIR", type=click.Path(file_okay=False), help=text)(command)


@click.group(cls=LibraryGroup, invoke_without_command=True, subcommand_metavar="[NAME [OPTIONS]]")
@store_option
@queries_option
@click.pass_context
def query(ctx: click.Context, store: str | None, queries: str | None) -> None:
    """Ask the graph: list the queries, or run one by its name.

    `graphkit query NAME --help` says what a query answers, takes and returns.
    """
    if ctx.invoked_subcommand is None:
        _print_questions(library(ctx))


@query.command("list")
@click.pass_context
def list_queries(ctx: click.Context) -> None:
    """List the queries with what they answer."""
    _print_questions(library(ctx))


@query.command()
@click.argument("words", nargs=-1, required=True)
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...]) -> None:
    """List the queries that have to do with all the words."""
    found = library(ctx).search(" ".join(words))
    _print_questions(found)
    if not found:
        ctx.exit(complain(f"no query has to do with {' '.join(words)!r}; `graphkit query` lists all"))


@query.command()
@click.argument("name", shell_complete=lambda ctx, param, start: _starting(library(ctx).names(), start))
@click.pass_context
def show(ctx: click.Context, name: str) -> None:
    """Print the text of a query, ready for cypher-shell or Neo4j Browser."""
    click.echo(library(ctx)[name].text, nl=False)


@query.group("run", cls=LibraryGroup, subcommand_metavar="NAME [OPTIONS]")
def run_query() -> None:
    """Run a query by its name, also one that is called like a command."""


def library(ctx: click.Context) -> QueryLibrary:
    """The library that the command line names."""
    from graphkit.queries import QueryLibrary

    return QueryLibrary(_given(ctx, "queries"))


def query_command(query: Query) -> click.Command:
    """The command that runs a query."""

    @click.pass_context
    def run(ctx: click.Context, /, store: str | None, format_: str, evidence: bool, **values: Any) -> None:
        from graphkit import api, output

        address, queries = store or _given(ctx, "store"), _given(ctx, "queries")
        answer = api.query(query.name, store=address, queries=queries, evidence=evidence, **values)
        tell_names(answer.found, values)
        output.write(answer, format=format_, evidence=evidence)
        if not answer.rows:
            complain("no rows")

    evidence = click.option("--evidence", is_flag=True, help="With the sentences behind each row.")
    decorated = store_option(format_option("table")(evidence(run)))
    command = click.command(query.name, help=_help(query), short_help=query.description)(decorated)
    command.params[:0] = query_options(query)
    return command


def query_options(query: Query) -> list[click.Parameter]:
    """A query's parameters as options."""
    return [_option(parameter) for parameter in query.parameters]


class Value(click.ParamType[Any]):
    """A value of a parameter's type; names of entities are completed from the graph."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter
        self.name = parameter.label

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value, or a usage error."""
        try:
            return self.parameter.convert(value)
        except QueryError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """What a shell offers for the beginning of a value."""
        if self.parameter.type == "boolean":
            return _starting(["false", "true"], incomplete)
        if self.parameter.type != "entity":
            return []
        from graphkit import api
        from graphkit.queries.spelling import names_starting

        try:
            with api.opened(_given(ctx, "store"), read_only=True) as store:
                return [CompletionItem(name) for name in names_starting(store, incomplete, COMPLETIONS)]
        except GraphkitError:  # a shell that completes has no place for a message
            return []


def _given(ctx: click.Context, name: str) -> str | None:
    """An option of this command or of one that it is part of."""
    value: str | None = ctx.params.get(name)
    return value or (_given(ctx.parent, name) if ctx.parent else None)


def _starting(names: list[str], start: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(start)]


def _print_questions(queries: QueryLibrary | list[Query]) -> None:
    entries = list(queries)
    width = max((len(entry.name) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry.name.ljust(width)}  {entry.description}")


def tell_names(found: Mapping[str, Entity], values: Mapping[str, Any]) -> None:
    """Say whom a name was taken for, where it was not the whole name."""
    for name, entity in found.items():
        if not entity.exact:
            complain(f"{values[name]!r} is taken for {entity.name} ({entity.id})")


def _option(parameter: Parameter) -> click.Option:
    # an explicit default, even None, would make an option optional
    default = {} if parameter.required else {"default": parameter.default}
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        type=Value(parameter),
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
