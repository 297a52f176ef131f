"""What the programme office sent: run lists, registers, survey exports; always what was known on the day."""

import datetime as dt
from collections.abc import Callable, Iterable

from etl.demo import observations, reviews
from etl.demo.cast import PARTNERS
from etl.demo.chance import days
from etl.demo.parcel import Parcel
from etl.demo.rhythm import OFFICE_DAY, RUN_PERIODS, RUNS_DAY, Turn, office_turns
from etl.demo.tables import template_csv, template_workbook
from etl.demo.training import Row
from etl.demo.truth import Truth
from vocabulary.period import Period

AsKnown = Callable[[Row, dt.date], Row | None]


def office_parcels(truth: Truth) -> list[Parcel]:
    """Run lists and returns; the action register is in `registers`, the surveys in `survey_exports`."""
    runs = [_run_list(truth, turn) for turn in office_turns(truth.seed, RUNS_DAY, "run list", RUN_PERIODS)]
    turns = office_turns(truth.seed, OFFICE_DAY, "return")
    returns = [_return(truth, turn, before) for turn, before in zip(turns, days_before(turns), strict=True)]
    return [*runs, _early_run_list(truth), *returns]


def changed(truths: Iterable[Row], as_known: AsKnown, before: dt.date, now: dt.date) -> list[Row]:
    """The rows of a register that read otherwise *now* than they did *before*."""
    rows = []
    for row in truths:
        known = as_known(row, now)
        if known is not None and known != as_known(row, before):
            rows.append(known)
    return rows


def days_before(turns: list[Turn]) -> list[dt.date]:
    """For each turn, the day up to which the one before it told everything."""
    return [dt.date.min, *(turn.received_at.date() for turn in turns[:-1])]


def _run_list(truth: Truth, turn: Turn) -> Parcel:
    rows = [run for run in truth.training.runs if turn.period.start <= run["end_on"] <= turn.period.end]
    return Parcel(
        f"course_run_{turn.period.code}.csv",
        template_csv("course_run", rows),
        "course_run",
        turn.received_at,
        period=turn.period.code,
        declared_rows=len(rows),
    )


def _early_run_list(truth: Truth) -> Parcel:
    """Runs told of before the period's end, so that the partner who left could report its last places."""
    left = next(partner.left for partner in PARTNERS if partner.left)
    period = next(period for period in RUN_PERIODS if period.start <= left <= period.end)
    rows = [run for run in truth.training.runs if period.start <= run["end_on"] <= left - days(6)]
    received = dt.datetime.combine(left - days(2), dt.time(8), tzinfo=dt.UTC)
    return Parcel(
        f"course_run_{period.code}_so_far.csv",
        template_csv("course_run", rows),
        "course_run",
        received,
        period=period.code,
        declared_rows=len(rows),
        note="Ahead of the period's end, for a partner that leaves.",
    )


def _return(truth: Truth, turn: Turn, before: dt.date) -> Parcel:
    """One workbook with the office's registers: what is new or changed since the last one."""
    on = turn.received_at.date()
    ended = [row for row in truth.reviews.reviews if row["event_end_on"] <= turn.period.end]
    reviewed = changed(ended, reviews.as_known, before, on)
    final = {row["review"] for row in reviewed if row["finalised_on"] and row["finalised_on"] > before}
    sheets = {
        **_met(truth, turn.period),
        "info_exchange": changed(truth.engagements.exchanges, _exchange_as_known, before, on),
        "review": reviewed,
        "review_rating": [row for row in truth.reviews.ratings if row["review"] in final],
        "finding": [row for row in truth.reviews.findings if row["review"] in final],
        "observation": changed(truth.observations, observations.as_known, before, on),
        "survey_dispatch": [
            *(row for row in truth.surveys.dispatch if _was_sent_in(row, turn.period)),
            *changed(truth.registers.surveys.dispatch, _closed, before, on),
        ],
    }
    return Parcel(
        f"office_return_{turn.period.code}.xlsx",
        template_workbook(sheets),
        "template",
        turn.received_at,
        period=turn.period.code,
    )


def _met(truth: Truth, period: Period) -> dict[str, list[Row]]:
    held = [row for row in truth.engagements.engagements if period.start <= row["start_on"] <= period.end]
    names = {row["engagement"] for row in held}
    return {
        "engagement": held,
        "invitation": [row for row in truth.engagements.invitations if row["engagement"] in names],
    }


def _exchange_as_known(exchange: Row, on: dt.date) -> Row | None:
    """An exchange is in the log from the day it was due or came; it is for the two partners to see."""
    delivered = exchange.get("delivered_on")
    if min(exchange["agreed_due_on"], delivered or exchange["agreed_due_on"]) > on:
        return None
    known = exchange | {"releasability": " ".join(sorted((str(exchange["from_partner"]), str(exchange["to_partner"]))))}
    return known if delivered and delivered <= on else known | {"delivered_on": None, "completeness": "PENDING"}


def _closed(invitation: Row, on: dt.date) -> Row | None:
    """Who was asked is told once the field of the wave is closed."""
    return invitation if invitation["field_closes_on"] <= on else None


def _was_sent_in(invitation: Row, period: Period) -> bool:
    return period.start <= invitation["field_opens_on"] and invitation["field_closes_on"] <= period.end + days(
        OFFICE_DAY
    )
