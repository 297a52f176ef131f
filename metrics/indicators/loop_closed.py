"""Observations whose originator was told what became of them (FBK-11)."""

from sqlalchemy import Select, case, func

from metrics.facts.fact import Adds, when
from metrics.facts.observations import FINAL_STATES, observation_place
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

ANONYMOUS = "anonymous"


def _facts(rows: Rows) -> tuple[Select, ...]:
    observations = rows.of("observation")
    observed = observations.c
    is_final = observed.state.in_(FINAL_STATES)
    is_anonymous = func.coalesce(observed.is_anonymous, False)
    # Triage itself is the end of what it rejects.
    final_on = func.coalesce(observed.finalised_on, case((observed.state == "REJECTED", observed.triage_on)))
    informed = when(observed.originator_informed_on.is_not(None))
    ended = observation_place(rows, observations, final_on)
    undated = observation_place(rows, observations, observed.submitted_on)
    is_dated = is_final & final_on.is_not(None)
    is_undated = is_final & final_on.is_(None) & observed.submitted_on.is_not(None)
    return (
        ended.fact(Adds(informed, 1), is_dated, ~is_anonymous),
        ended.fact(Adds(denominator=1), is_dated, is_anonymous, kind=ANONYMOUS),
        undated.fact(Adds(left_out=1), is_undated, ~is_anonymous),
    )


INDICATOR = Indicator(
    key="loop_closed",
    code="FBK-11",
    title="Loop closed to the originator",
    short_title="Loop closed",
    question="Do those who told us something hear what became of it?",
    definition=(
        "Of the observations that reached a final state in the period (rejected, noted, best practice, lesson "
        "identified), the share whose originator was informed. Anonymous observations have nobody to inform: they do "
        "not count, and stand beside it."
    ),
    numerator="Observations of the denominator with a day on which the originator was informed.",
    denominator="Observations, not anonymous, whose final state was reached in the period.",
    period_key="The day the final state was reached; of a rejected observation without that day, the day of triage.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=0.95,
    target_source="Proposed default, to be confirmed by the lessons learned officer",
    limitations=(
        "It counts whenever the originator was informed; the latest month rises as answers go out.",
        "Anonymous originators are not applicable: a period with no others has no figure.",
        "Observations in a final state of which no day is known are left out and counted, in the month of submission.",
        "That an answer was sent does not say that it was understood, or welcome.",
    ),
    owner_role="Lessons learned officer",
    sources=("observation",),
    facts=_facts,
    read=Share(
        left_out_because="the day of the final state is not stated",
        beside={ANONYMOUS: "anonymous, nobody to inform"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
