"""What a quarterly review writes down, from the command line: commentary, decisions, sign-offs, and their check."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

import settings
from expectations.catalogue import datasets
from metrics.asked import day, refuse_strangers
from metrics.catalogue import named
from metrics.cube import Cubes
from metrics.signed.closing import laws
from metrics.signed.law import Law
from metrics.signed.signing import Verified, sign, verify
from metrics.signed.stated import MEND
from vocabulary.errors import FullCircleError
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.minutes import Comment, Decision, DecisionState
from warehouse.store import Warehouse

app = typer.Typer()
CANNOT, DIFFERS = 4, 1
MOST_SHOWN = 20
Programme = Annotated[str, typer.Option(help="Code of the programme.")]
Reviewed = Annotated[str, typer.Option(help="2026Q3")]
Role = Annotated[str, typer.Option(help="Who says it, as a role: never a name.")]
About = Annotated[str, typer.Option(help="Code or key of the indicator it is about; none for the quarter as a whole.")]


KEEP_SEAL = (
    "Keep these letters outside this warehouse, in the minutes of the review: the newest sign-off of all can be taken out "
    "without a trace, and only `python -m metrics verify --seal` with them finds it."
)


@contextmanager
def _warehouse() -> Iterator[Warehouse]:
    """The warehouse of the settings; what cannot be done is said in one line."""
    try:
        warehouse = Warehouse.open(settings.read().database_url, datasets())
        yield warehouse
        warehouse.close()
    except (FullCircleError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT) from error


def _known(warehouse: Warehouse, programme: str) -> str:
    """The programme's code, if there is such a programme."""
    refuse_strangers(Cubes(warehouse), Scope.steward(), programme)
    return programme


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@app.command("sign")
def sign_quarter(
    programme: Programme,
    quarter: Reviewed,
    role: Role,
    edition: int | None = None,
    despite: Annotated[str, typer.Option(help="Why it is signed though a law that must hold does not; signed and shown.")] = "",
) -> None:
    """Sign a quarter as an edition knows it (the newest, if none is named); refused while a law that must hold does not."""
    with _warehouse() as warehouse:
        chosen, cubes = Selection.ending(programme, Quarter.parse(quarter).last).as_known_in(edition), Cubes(warehouse)
        asked = laws(warehouse, cubes, chosen)
        for each in asked:
            if not each.is_held:
                typer.echo(each.line, err=True)
        made = sign(warehouse, cubes, chosen, role, _now(), asked, despite)
        typer.echo(f"Signed {programme} {quarter} on edition {made.edition} as {role}: {made.sha256}")
        typer.echo(KEEP_SEAL)


@app.command("close")
def close_quarter(
    programme: Programme,
    quarter: Reviewed,
    edition: int | None = None,
    most: Annotated[int, typer.Option(help="How many rows of each law are shown.")] = MOST_SHOWN,
) -> None:
    """Ask every law of the close of a quarter, before it is signed; exit code 1 where one that must hold does not."""
    with _warehouse() as warehouse:
        chosen = Selection.ending(programme, Quarter.parse(quarter).last).as_known_in(edition)
        found = laws(warehouse, Cubes(warehouse), chosen)
    for each in found:
        typer.echo("\n".join(law_lines(each, most)))
    not_asked = sum(bool(each.cannot) for each in found)
    rest = f", {not_asked} could not be asked" if not_asked else ""
    typer.echo(f"{sum(each.is_held for each in found)} of {len(found)} laws hold{rest}.")
    if any(each.stops for each in found):
        raise typer.Exit(DIFFERS)


@app.command("verify")
def verify_signed(
    programme: Annotated[str, typer.Option()] = "",
    quarter: Annotated[str, typer.Option()] = "",
    seal: Annotated[str, typer.Option(help="What was printed when it was signed: is it still there?")] = "",
) -> None:
    """Compute every signed quarter anew and compare; exit code 1 where one is not as it was signed."""
    with _warehouse() as warehouse:
        cubes, chain = Cubes(warehouse), warehouse.sign_offs()
        if seal and seal not in {each.sha256 for each in chain}:
            typer.echo(f"No sign-off has the seal {seal}: it was taken out or changed.")
            raise typer.Exit(DIFFERS)
        if programme and programme not in {each.programme for each in chain}:
            refuse_strangers(cubes, Scope.steward(), programme)
        of_quarter = str(Quarter.parse(quarter)) if quarter else ""
        wanted = [e for e in chain if programme in ("", e.programme) and of_quarter in ("", e.quarter)]
        found = [verify(warehouse, cubes, each) for each in wanted]
    for each in found:
        typer.echo("\n".join(verified_lines(each)))
    typer.echo(f"{sum(each.is_equal for each in found)} of {len(found)} sign-offs are as they were signed.")
    if not all(each.is_equal for each in found):
        raise typer.Exit(DIFFERS)


@app.command("comment")
def write_comment(programme: Programme, quarter: Reviewed, role: Role, said: str, indicator: About = "") -> None:
    """Write what the owner of an indicator says of a quarter; the newest stands, older ones are kept."""
    with _warehouse() as warehouse:
        key = named(indicator).key if indicator else ""
        warehouse.comment(Comment(_known(warehouse, programme), str(Quarter.parse(quarter)), key, said, role, _now()))


@app.command("decide")
def write_decision(
    programme: Programme,
    quarter: Reviewed,
    role: Role,
    said: str,
    owner_role: Annotated[str, typer.Option(help="Role that sees to it.")],
    due_on: Annotated[str, typer.Option(help="2026-12-15")],
    indicator: About = "",
) -> None:
    """Write a decision of the review, with its owner and its day."""
    with _warehouse() as warehouse:
        key, due = named(indicator).key if indicator else "", day("--due-on", due_on)
        number = warehouse.decide(
            Decision(
                0, _known(warehouse, programme), str(Quarter.parse(quarter)), key, said, owner_role, due, role, _now()
            )
        )
        typer.echo(f"Decision {number}")


@app.command("settle")
def write_outcome(number: int, state: DecisionState, said: str, role: Role) -> None:
    """Write what became of a decision."""
    with _warehouse() as warehouse:
        warehouse.settle(number, state, said, role, _now())


def law_lines(law: Law, most: int) -> list[str]:
    """How a quarter keeps a law: in one line, *most* of what breaks it, and what to do then; with none, the line alone."""
    lines = [law.line, *(f"    {each}" for each in law.broken[:most])]
    if 0 < most < len(law.broken):
        lines.append(f"    and {len(law.broken) - most} more")
    return [*lines, f"    What to do: {MEND[law.rule]}"] if law.broken and most else lines


def verified_lines(found: Verified) -> list[str]:
    """What a check found, line by line."""
    signed = found.sign_off
    what = f"{signed.programme} {signed.quarter}, edition {signed.edition}, signed {signed.signed_at:%d %b %Y}"
    if found.is_equal:
        return [f"{what} by {signed.role}: equal ({found.count} figures and words compared)"]
    lines = [f"{what} by {signed.role}: differs"]
    lines += [] if found.is_untouched else ["    the signed document itself was changed"]
    lines += [] if found.is_chained else ["    a sign-off before it was changed or taken out"]
    if found.is_judged_otherwise:
        lines += ["    charts are judged in another way since it was signed: verdicts may differ where no figure does"]
    shown = found.differences[:MOST_SHOWN]
    lines += [f"    {each.what}: signed {each.signed or 'nothing'}, now {each.found or 'nothing'}" for each in shown]
    rest = len(found.differences) - len(shown)
    return lines + ([f"    and {rest} more"] if rest else [])
