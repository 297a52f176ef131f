"""Loops on the command line: where all of them stand, or one from beginning to end."""

from typing import Annotated

import typer

import settings
from expectations.catalogue import datasets
from metrics.asked import edition_asked, refuse_strangers
from metrics.cube import Cubes
from metrics.loops.chains import read_loops
from metrics.loops.counts import counted
from metrics.loops.parts import Loops
from metrics.loops.said import counted_lines, loop_lines
from vocabulary.errors import FullCircleError, Unavailable
from warehouse.reader_known import ask_reader
from warehouse.store import Warehouse

app = typer.Typer()
CANNOT = 4


@app.command("loop")
def show_loops(
    code: Annotated[str, typer.Argument(help="An observation, a finding or an action; all where none is named.")] = "",
    programme: Annotated[str, typer.Option(help="Code of the programme; all where none is named.")] = "",
    edition: Annotated[int | None, typer.Option(help="Number of the edition; the newest where none is given.")] = None,
    known_on: Annotated[str, typer.Option(help="2026-10-12: the newest edition of that day.")] = "",
) -> None:
    """Where loops stand and what is broken in them, or one loop step by step. Reads as the settings' reader."""
    try:
        told = settings.read()
        warehouse = Warehouse.open(told.database_url, datasets(), read_only=True)
        if said := ask_reader(warehouse, told.scope):
            typer.echo(said, err=True)
        number = edition_asked(warehouse, edition, known_on)
        if programme:
            refuse_strangers(Cubes(warehouse), told.scope, programme, edition=number)
        found = read_loops(warehouse, told.scope, number)
        warehouse.close()
        lines = _one(found, code) if code else _all(found, programme)
    except (FullCircleError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT) from error
    for line in lines:
        typer.echo(line)


def _all(found: Loops, programme: str) -> list[str]:
    chains = [chain for chain in found.chains if programme in ("", chain.origin.programme)]
    return counted_lines(found, counted(chains, found.as_of))


def _one(found: Loops, code: str) -> list[str]:
    """The loops that start at this code, or that an action of this code is part of."""
    own = [chain for chain in found.chains if code in {chain.origin.code, *(step.code for step in chain.steps)}]
    if not own:
        raise Unavailable(f"There is no loop of {code}, or it is not for your eyes.")
    return [line for chain in own for line in loop_lines(chain, found.sees_all)]
