"""`python -m metrics`: the indicators on the command line."""

from pathlib import Path
from typing import Annotated

import typer

import settings
from expectations.catalogue import datasets
from metrics.asked import (
    edition_asked,
    lines_asked,
    list_asked,
    partner_codes,
    refuse_strangers,
    refuse_topic_of_month,
    row_named,
    selected,
)
from metrics.catalogue import indicators, named
from metrics.cube import Cubes
from metrics.evidence.evidence import evidence
from metrics.evidence.row import row_evidence
from metrics.evidence.said import LISTS, Wanted, evidence_lines, row_lines
from metrics.evidence.sought import Sought
from metrics.loops.commands import app as loop
from metrics.sheets import sheets, target_in_words
from metrics.signed.commands import app as review
from metrics.signed.law_page import MADE_BY, law_page
from metrics.signed.stated import STATED
from vocabulary.errors import FullCircleError
from warehouse.archive import Archive
from warehouse.reader_known import ask_reader
from warehouse.store import Warehouse

app = typer.Typer(help="The indicators of the catalogue.", no_args_is_help=True, add_completion=False)
app.add_typer(review)
app.add_typer(loop)
CANNOT = 4
"""Exit code where there is nothing to show."""


@app.command("list")
def list_them() -> None:
    """One line for each indicator: code, key, title, target."""
    for each in sorted(indicators().values(), key=lambda indicator: indicator.code):
        typer.echo(f"{each.code:<7} {each.key:<24} {each.title} (target {target_in_words(each)}, {each.direction})")


@app.command("sheets")
def write_sheets(path: Path) -> None:
    """Write the reference sheets of all indicators to a Markdown page."""
    path.write_text(sheets(indicators().values()), encoding="utf-8")
    typer.echo(f"{path}: {len(indicators())} indicators")


@app.command("laws")
def write_laws(path: Path) -> None:
    """Write what must hold when a quarter closes to a Markdown page."""
    path.write_text(law_page(datasets()) + MADE_BY, encoding="utf-8")
    typer.echo(f"{path}: {len(STATED)} laws")


@app.command("evidence")
def show_evidence(  # noqa: PLR0913, PLR0917  (one option for each part of a figure's address)
    indicator: Annotated[str, typer.Argument(help="Code or key: FBK-05, implemented_on_time.")],
    programme: Annotated[str, typer.Option(help="Code of the programme.")],
    quarter: Annotated[str, typer.Option(help="2026Q3")] = "",
    month: Annotated[str, typer.Option(help="2026-07, instead of a quarter.")] = "",
    partner: Annotated[str, typer.Option(help="Codes, separated by commas; all where none is given.")] = "",
    topic: Annotated[str | None, typer.Option(help="One topic of the quarter.")] = None,
    count: Annotated[str, typer.Option(help="A part of a composite, or a count beside the figure, by its name.")] = "",
    edition: Annotated[int | None, typer.Option(help="Number of the edition; the newest where none is given.")] = None,
    known_on: Annotated[str, typer.Option(help="2026-10-12: the newest edition of that day.")] = "",
    part: Annotated[str, typer.Option(help=f"One list by itself: {', '.join(LISTS)}.")] = "",
    of: Annotated[str, typer.Option(help="The rows behind a line that stands for several, by its name.")] = "",
    rows: Annotated[str, typer.Option(help="101:200: these lines of each list; the first 40 where none are given.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every line of each list.")] = False,
    row: Annotated[str, typer.Option(help="dataset/id of a row of the list: its line and what the rules said.")] = "",
) -> None:
    """The rows behind a figure, or with --row the line that one of them was read from. Reads as the settings' reader."""
    try:
        told, asked, partners = settings.read(), named(indicator), partner_codes(partner)
        warehouse = Warehouse.open(told.database_url, datasets(), read_only=True)
        if said := ask_reader(warehouse, told.scope):
            typer.echo(said, err=True)
        cubes, number = Cubes(warehouse), edition_asked(warehouse, edition, known_on)
        refuse_strangers(cubes, told.scope, programme, partners, number)
        if row:
            lines = row_lines(row_evidence(warehouse, Archive(told.home), row_named(row), told.scope, number))
        else:
            refuse_topic_of_month(topic, month)
            chosen, of_month = selected(programme, quarter, month)
            sought = Sought(asked, chosen.narrowed(*partners).as_known_in(number), of_month, topic, part=count)
            wanted = Wanted(list_asked(part, LISTS), of, *(lines_asked(rows, every) or ()))
            lines = evidence_lines(evidence(warehouse, cubes, sought, told.scope), warehouse, told.scope, wanted)
        for line in lines:
            typer.echo(line)
    except (FullCircleError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT) from error


if __name__ == "__main__":
    app()
