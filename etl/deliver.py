"""Deliver one file: keep it, put it into the queue, and see it through."""

import datetime as dt
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from etl.loader import Loader
from etl.manifest import Delivered
from etl.run import Outcome, resolved, run
from etl.sift import nothing_listed
from etl.taking import shown_name, taken
from expectations.dataset import Effect
from expectations.finding import Finding
from expectations.finding import Outcome as Answer
from vocabulary.errors import BrokenPromise, Busy, FullCircleError, NoRoom, Refused
from vocabulary.scope import EVERYBODY, NOBODY, Scope, canonical_marking
from warehouse.edition import Submission, SubmissionState
from warehouse.lease import this_process

_WAITS = (SubmissionState.QUEUED, SubmissionState.CHECKING)
TRY_AGAIN_SECONDS = 0.2
EXTRACTS = ("FULL", "DELTA")
_EVERY_ONE = 1_000_000


@dataclass(frozen=True)
class Claims:
    """What the person at the keyboard says of the files."""

    profile: str = ""
    partner: str = ""
    programme: str = ""
    period: str = ""
    releasability: str = ""
    extract: str = "DELTA"

    def of(self, path: Path) -> Delivered:
        """The same claims, of one file."""
        return Delivered(
            path, self.profile, self.partner, self.programme, self.period, None, self.releasability, self.extract
        )


def deliver(loader: Loader, one: Delivered, now: Callable[[], dt.datetime], dry_run: bool = False) -> Outcome:
    """Keep, receive, check and publish one file; the same file again says so and changes nothing.

    Where an earlier attempt was ended in the middle, this finishes it. A file that nothing can be made of is received
    like any other, so that the ledger tells that it came and why it was refused.
    """
    sha256 = taken(loader.archive, one.path)
    submission = _submission(one, sha256, now())
    if dry_run:
        return run(loader, submission, now, dry_run=True)
    with suppress(Refused, BrokenPromise):  # `run` finds the same again, and writes it down
        submission = resolved(loader, submission)
    received = loader.warehouse.receive(submission)
    if received.state not in _WAITS:
        return Outcome(received)
    return _finished(loader, received, now)


def refused_before(loader: Loader) -> Callable[[Delivered], bool]:
    """Tells of a delivery whether this very content was received at that very moment, and refused.

    What was refused may be sent again; a replay that goes on after it was broken off sends nothing, it only goes on.
    """
    refused = loader.warehouse.submissions(Scope.steward(), limit=_EVERY_ONE, state=SubmissionState.REFUSED)
    known = {(each.received_at.replace(tzinfo=None), each.sha256) for each in refused}
    moments = {moment for moment, _ in known}

    def told(one: Delivered) -> bool:
        if one.received_at not in moments:
            return False
        return (one.received_at, taken(loader.archive, one.path)) in known

    return told


def received_already(outcome: Outcome) -> bool:
    """True where the file had been loaded before, so that there is nothing to explain."""
    return outcome.submission.state == SubmissionState.ALREADY_LOADED


def give_up_without_room(why: NoRoom) -> None:
    """Leave it in the queue for whoever comes when there is room."""
    raise why


def work_one(
    loader: Loader, now: Callable[[], dt.datetime], without_room: Callable[[NoRoom], None] = give_up_without_room
) -> Outcome | None:
    """Take the oldest waiting submission and see it through; None where none waits.

    Args:
        without_room: called where a disk is full; it is tried again when this returns.
    """
    waiting = loader.warehouse.take_next(this_process(), now())
    return None if waiting is None else _seen_through(loader, waiting, now, without_room)


def _submission(one: Delivered, sha256: str, moment: dt.datetime) -> Submission:
    name = shown_name(one.path)
    extract = one.extract.upper()
    if extract not in EXTRACTS:
        raise Refused(name, f"extract {one.extract!r} is not known", "Write FULL, or DELTA for changes only.")
    marking = canonical_marking(one.releasability or EVERYBODY)
    if marking == NOBODY and one.releasability.strip().upper() != NOBODY:
        raise Refused(name, f"releasability {one.releasability!r} is not understood", "Write ALL, NONE or partner codes.")
    return Submission(
        id="",
        sha256=sha256,
        file_name=name,
        profile=one.profile,
        received_at=one.received_at or moment,
        partner=one.partner,
        programme=one.programme,
        period=one.period,
        releasability=marking,
        extract=extract,
        declared_rows=one.declared_rows,
        note=one.note,
    )


def _finished(loader: Loader, waiting: Submission, now: Callable[[], dt.datetime]) -> Outcome:
    """Work off the queue until this submission is done, whoever does it: a worker beside us may have taken it."""
    while True:
        outcome = work_one(loader, now)
        if outcome is not None and outcome.submission.id == waiting.id:
            return outcome
        known = loader.warehouse.submission(waiting.id)
        if known.state not in _WAITS:
            return Outcome(known)
        if outcome is None:
            time.sleep(TRY_AGAIN_SECONDS)


def _seen_through(
    loader: Loader, submission: Submission, now: Callable[[], dt.datetime], without_room: Callable[[NoRoom], None]
) -> Outcome:
    """Run it; where another process publishes just now, wait for it. A full disk is no fault of the file."""
    while True:
        try:
            return run(loader, submission, now)
        except Busy:
            time.sleep(TRY_AGAIN_SECONDS)
        except NoRoom as why:
            without_room(why)
        except (FullCircleError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as defect:
            return _given_up(loader, submission, defect, now())


def _given_up(loader: Loader, submission: Submission, defect: Exception, moment: dt.datetime) -> Outcome:
    """Refuse what a defect of ours keeps from being checked: left in the queue, it would stop everything behind it."""
    traceback.print_exception(defect)
    message = (
        f"Nothing was loaded: checking it failed ({type(defect).__name__}: {defect}). This is a defect of Full Circle "
        "and no fault of the file. Report it with the submission's number; the file is kept and can be loaded again."
    )
    finding = Finding("DEFECT", "", Effect.REFUSE_SUBMISSION, Answer.COULD_NOT_RUN, message, "Report it.")
    nothing = nothing_listed()
    refused = loader.warehouse.refuse(submission, [finding], nothing[1], (), message, moment)
    return Outcome(refused, [finding])
