"""Observations received and decided on (FBK-01)."""

from sqlalchemy import Select, case

from metrics.facts.fact import Adds
from metrics.facts.observations import observation_place
from metrics.facts.registers import SOURCES, registers
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.count import Count
from warehouse.facts import Rows

UNDECIDED, REJECTED, ACCEPTED = "SUBMITTED", "rejected", "accepted"


def _facts(rows: Rows) -> tuple[Select, ...]:
    observations = rows.of("observation")
    state = observations.c.state
    place = observation_place(rows, observations, observations.c.submitted_on)
    decided = case((state == "REJECTED", REJECTED), else_=ACCEPTED)
    is_dated = observations.c.submitted_on.is_not(None)
    return (
        place.fact(Adds(1, 1), is_dated, state != UNDECIDED),
        place.fact(Adds(denominator=1), is_dated, state != UNDECIDED, kind=decided),
        place.fact(Adds(left_out=1), is_dated, state == UNDECIDED),
        registers(rows, "observation"),
    )


INDICATOR = Indicator(
    key="observations_received",
    code="FBK-01",
    title="Observations received",
    short_title="Observations received",
    question="Do partners tell us what they see?",
    definition=(
        "The observations submitted in the period that were accepted or rejected at triage. Accepted and rejected "
        "stand beside it."
    ),
    numerator="Observations submitted in the period whose state is past submitted: accepted and rejected.",
    denominator="None: it is a count of observations.",
    period_key="The day the observation was submitted.",
    unit=Unit.COUNT,
    direction=Direction.NEUTRAL,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=None,
    target_source="none: more observations are neither better nor worse",
    limitations=(
        "More is not worse, and a fall may be silence: read it with who takes part and who reports.",
        "A month without an observation is nought only where a register of observations for it was received and "
        "accepted; otherwise it is not reported. For one partner only that partner's own registers say so.",
        "Observations that still wait for triage are left out and counted; the month is provisional until then.",
    ),
    owner_role="Lessons learned officer",
    sources=("observation", *SOURCES),
    facts=_facts,
    read=Count(
        left_out_because="waiting for triage",
        beside={ACCEPTED: "accepted", REJECTED: "rejected"},
        awaits=True,
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
