"""The steward's command line and the worker: settings, clock and the floors joined.

Exit codes: 0 published or nothing to do; 2 published, some rows held back; 3 refused, nothing loaded; 4 cannot run.
"""

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import settings
from etl import report
from etl.deliver import Claims, deliver, refused_before, work_one
from etl.loader import Loader
from etl.manifest import Delivered, is_manifest, read_manifest
from etl.rebuilding import rebuild as rebuilt
from etl.run import Outcome
from etl.taking import is_there, shown_name
from etl.watching import POLL_SECONDS, WAIT_FOR_ROOM_SECONDS, settled
from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.known.bridge_said import lines
from metrics.known.knowledge import moved_between
from metrics.signed.closing import close_and_sign
from vocabulary.errors import FullCircleError, NoRoom, Refused
from vocabulary.scope import Scope
from warehouse.archive import workbook_name
from warehouse.store import Warehouse

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Load, watch, explain and withdraw what partners send.",
)
console = Console(highlight=False)
Files = Annotated[list[Path], typer.Argument(help="Files, folders, or a manifest.csv that lists files.")]
Text = Annotated[str, typer.Option()]
CANNOT = 4
COLLECT_AFTER = 50_000, 20, 20  # what stays (declarations, statements) is much, and looking through it a tenth of a load


def now() -> dt.datetime:
    """The moment, in UTC without zone: the only clock of the steward's commands."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def loader(opening: Callable = Warehouse.open) -> Loader:
    """The floors, joined as the settings say."""
    gc.set_threshold(*COLLECT_AFTER)
    told = settings.read()
    statements = [indicator.statement() for indicator in indicators().values()]
    return Loader.open(told.database_url, told.home, statements, opening)


def _publishing_loader() -> Loader:
    """The same, for a command that publishes: where a definition changed, its figures are made anew first."""
    tools = loader()
    tools.warehouse.follow_definitions(tools.statements, now())
    return tools


@app.command()
def load(  # noqa: PLR0913, PLR0917  (one option for each thing a sender may claim)
    files: Files,
    profile: Text = "",
    dataset: Text = "",
    partner: Text = "",
    programme: Text = "",
    period: Text = "",
    releasability: Text = "",
    extract: Text = "DELTA",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and show what would change; publish nothing.")
    ] = False,
    replay: Annotated[bool, typer.Option("--replay", help="Date editions by when the files were received.")] = False,
) -> None:
    """Load files: keep, read, check and publish each. The same file twice changes nothing."""
    claims = Claims(profile or dataset, partner, programme, period, releasability, extract)
    delivered = [one for path in files for one in _expanded(path, claims)]
    tools = _publishing_loader()
    if not delivered:
        raise Refused(str(files[0]), "there is no file in it", "Name a file, or a folder that holds some.")
    if len(delivered) == 1:
        outcome = _tried(tools, delivered[0], now, dry_run)
        if outcome is not None:
            report.print_outcome(console, outcome)
        raise typer.Exit(CANNOT if outcome is None else outcome.exit_code)
    raise typer.Exit(_load_many(tools, delivered, dry_run, replay))


def _expanded(path: Path, claims: Claims) -> list[Delivered]:
    if not is_there(path):
        raise Refused(shown_name(path), "there is no such file or folder", "Check the name.")
    if path.is_dir() and (path / "manifest.csv").is_file():
        path = path / "manifest.csv"
    if is_manifest(path):
        return read_manifest(path)
    if not path.is_dir():
        return [claims.of(path)]
    return [claims.of(each) for each in sorted(path.iterdir()) if each.is_file() and not each.name.startswith(".")]


def _load_many(tools: Loader, delivered: list[Delivered], dry_run: bool, replay: bool) -> int:
    worst, is_done = 0, refused_before(tools) if replay else lambda _: False
    with _bar("Loading", len(delivered)) as step:
        for one in delivered:
            if is_done(one):
                step(shown_name(one.path))
                continue
            moment = (lambda at=one.received_at: at) if replay and one.received_at else now
            outcome = _tried(tools, one, moment, dry_run)
            worst = max(worst, CANNOT if outcome is None else outcome.exit_code)
            step(shown_name(one.path))
            if outcome is not None and not replay:
                report.print_submission(console, outcome.submission)
    return 0 if replay else worst


def _tried(tools: Loader, one: Delivered, moment: Callable[[], dt.datetime], dry_run: bool = False) -> Outcome | None:
    """What became of one file; None, and why is said, where it cannot be taken in: the files after it still are."""
    try:
        return deliver(tools, one, moment, dry_run=dry_run)
    except (Refused, NoRoom, OSError) as error:
        console.print(f"Not done. {error}", markup=False)
    return None


@contextmanager
def _bar(what: str, total: int) -> Iterator:
    columns = (TextColumn(f"{what} {{task.fields[name]}}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(what, total=total, name="")
        yield lambda name: progress.update(task, advance=1, name=name)


@app.command()
def demo(
    out: Annotated[Path, typer.Argument(help="Folder to write the demonstration programme's files to.")],
    load_it: Annotated[bool, typer.Option("--load", help="Load them, dated by when they were received.")] = False,
    seed: int = 2026,
) -> None:
    """Write the demonstration programme: what 12 fictional partners would send over 36 months."""
    from etl.demo import write
    from etl.demo.review_minutes import hold_reviews

    write(out, seed=seed)
    console.print(f"Wrote the demonstration programme to {out}.")
    if load_it:
        tools = _publishing_loader()
        _load_many(tools, read_manifest(out / "manifest.csv"), dry_run=False, replay=True)
        hold_reviews(tools.warehouse, partial(close_and_sign, tools.warehouse, Cubes(tools.warehouse)))


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    settle: Annotated[float, typer.Option(min=0.0, help="Seconds without change after which a file is whole.")] = 2.0,
) -> None:
    """Load whatever is dropped into FOLDER, once it has stopped growing."""
    tools = _publishing_loader()
    console.print(f"Watching {folder}. Stop with Ctrl-C.")
    for path in settled(folder, settle):
        if (outcome := _tried(tools, Claims().of(path), now)) is not None:
            report.print_outcome(console, outcome)


@app.command()
def work(
    once: Annotated[bool, typer.Option("--once", help="Stop when the queue is empty.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing while there is nothing to do.")] = False,
) -> None:
    """Take submissions from the queue, one at a time, and publish them."""
    tools = _publishing_loader()
    if not quiet:
        console.print("Worker: waiting for submissions.")
    while True:
        outcome = _worked(tools)
        if outcome is not None:
            report.print_submission(console, outcome.submission)
        elif once:
            return
        else:
            time.sleep(POLL_SECONDS)


def _worked(tools: Loader) -> Outcome | None:
    """One submission seen through; where a disk is full the worker says so, and waits for room rather than end."""
    while True:
        try:
            return work_one(tools, now, _wait_for_room)
        except NoRoom as why:  # not even its place in the queue could be written
            _wait_for_room(why)


def _wait_for_room(why: NoRoom) -> None:
    console.print(f"Waiting for room. {why}", markup=False)
    time.sleep(WAIT_FOR_ROOM_SECONDS)


@app.command()
def status(most: Annotated[int, typer.Option(min=1, help="How many submissions.")] = 40) -> None:
    """The ledger, newest first, and the newest edition."""
    tools = loader()
    report.print_ledger(console, tools.warehouse.submissions(Scope.steward(), limit=most))
    if not tools.warehouse.is_empty():
        edition = tools.warehouse.edition()
        console.print(f"Edition {edition.number}, {edition.published_at:%d %B %Y %H:%M} UTC: {edition.summary}")


@app.command()
def explain(submission: str) -> None:
    """Everything known of one submission: account, findings, what to mend."""
    tools = loader()
    known = tools.warehouse.submission(submission)
    report.print_submission(console, known)
    report.print_left_out(console, tools.warehouse.left_out(submission))
    report.print_findings(console, tools.warehouse.findings(submission), tools.warehouse.finding_rows(submission))
    if not tools.warehouse.refused_rows(submission).empty:
        report.print_workbook(console, tools.archive.derived(submission, workbook_name(submission)))


@app.command()
def diff(since: int, until: int) -> None:
    """Every quarter's figure that two editions know differently, and what moved it: the causes add up."""
    moved = list(moved_between(Cubes(loader().warehouse), since, until, Scope.steward()))
    for line in (line for each in moved for line in lines(each)):
        console.print(line, markup=False, soft_wrap=True)
    console.print(f"{len(moved)} figures moved from edition {since} to edition {until}, all partners together.")


@app.command()
def withdraw(submission: str, why: Annotated[str, typer.Option(help="Why; it is written to the ledger.")]) -> None:
    """Undo a load: a new edition in which the submission never was. Older editions still show it."""
    tools = _publishing_loader()
    edition = tools.warehouse.withdraw(submission, tools.statements, now(), why)
    console.print(f"Edition {edition.number}: {edition.summary}")


@app.command()
def rebuild() -> None:
    """Make rows and cells again from the kept files, in the order in which they were published."""
    tools = loader(Warehouse.open_for_rebuild)
    with _bar("Rebuilding", len(tools.warehouse.editions_to_rebuild())) as step:
        for edition in rebuilt(tools):
            step(f"edition {edition.number}")
    console.print(f"Rebuilt. Newest edition: {tools.warehouse.edition().number}.")


if __name__ == "__main__":
    try:
        app(standalone_mode=True)
    except FullCircleError as error:
        console.print(f"Not done. {error}", markup=False)
        sys.exit(CANNOT)
