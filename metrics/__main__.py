"""`python -m metrics`: the indicators on the command line."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

import settings
from expectations.catalogue import datasets
from metrics.catalogue import indicators, named
from metrics.cube import Cubes
from metrics.evidence.evidence import Sought, evidence
from metrics.evidence.row import row_evidence
from metrics.evidence.said import evidence_lines, row_lines
from metrics.loops.commands import app as loop
from metrics.sheets import sheets, target_in_words
from metrics.signed.commands import app as review
from vocabulary.errors import FullCircleError
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection
from warehouse.archive import Archive
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


@app.command("evidence")
def show_evidence(  # noqa: PLR0913, PLR0917  (one option for each part of a figure's address)
    indicator: Annotated[str, typer.Argument(help="Code or key: FBK-05, implemented_on_time.")],
    programme: Annotated[str, typer.Option(help="Code of the programme.")],
    quarter: Annotated[str, typer.Option(help="2026Q3")] = "",
    month: Annotated[str, typer.Option(help="2026-07, instead of a quarter.")] = "",
    partner: Annotated[str, typer.Option(help="Codes, separated by commas; all where none is given.")] = "",
    topic: Annotated[str | None, typer.Option(help="One topic of the quarter.")] = None,
    edition: Annotated[int | None, typer.Option(help="Number of the edition; the newest where none is given.")] = None,
    known_on: Annotated[str, typer.Option(help="2026-10-12: the newest edition of that day.")] = "",
    row: Annotated[str, typer.Option(help="dataset/id of a row of the list: its line and what the rules said.")] = "",
) -> None:
    """The rows behind a figure, or with --row the line that one of them was read from. Reads as the settings' reader."""
    told = settings.read()
    try:
        warehouse = Warehouse.open(told.database_url, datasets(), read_only=True)
        number = warehouse.edition_known_on(dt.date.fromisoformat(known_on)).number if known_on else edition
        if row:
            dataset, _, row_id = row.partition("/")
            found = row_evidence(warehouse, Archive(told.home), (dataset, int(row_id)), told.scope, number)
            lines = row_lines(found)
        else:
            sought = Sought(named(indicator), *_over(programme, quarter, month, (partner, number)), topic)
            lines = evidence_lines(evidence(warehouse, Cubes(warehouse), sought, told.scope), warehouse, told.scope)
        for line in lines:
            typer.echo(line)
    except (FullCircleError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT) from error


def _over(programme: str, quarter: str, month: str, read: tuple[str, int | None]) -> tuple[Selection, Month | None]:
    """The selection, and the month where the figure is of one."""
    if bool(quarter) == bool(month):
        raise ValueError("name --quarter 2026Q3 or --month 2026-07")
    last = Month.parse(month) if month else Quarter.parse(quarter).last
    partners = tuple(code for code in read[0].split(",") if code)
    chosen = Selection.ending(programme, last).narrowed(*partners).as_known_in(read[1])
    return chosen, last if month else None


if __name__ == "__main__":
    app()
