"""Validated actions whose problem came back within a year (FBK-10)."""

from sqlalchemy import ColumnElement, FromClause, Select, func

from metrics.facts.actions import action_place
from metrics.facts.fact import Adds, Place
from metrics.facts.observations import NOT_ACCEPTED
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

DAYS_FOLLOWED = 365
REOPENED = "taken up again"


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_validated(rows), *_observed_again(rows), _validated_on_unknown_day(rows))


def _validated(rows: Rows) -> tuple[Select, ...]:
    """Every validated action, and those that were taken up again."""
    actions = rows.of("corrective_action")
    place, day = _place(rows, actions, actions)
    was_validated = _shown_on(actions).is_not(None)
    again = _is_taken_up(rows, actions)
    return (
        place.fact(Adds(denominator=1), was_validated, bucket=day),
        place.fact(Adds(numerator=1), was_validated, again, bucket=day),
        place.fact(Adds(denominator=1), was_validated, again, bucket=day, kind=REOPENED),
    )


def _observed_again(rows: Rows) -> tuple[Select, ...]:
    """Actions, not taken up again, with an observation that repeats them, or repeats the observation they came from.

    Counted once: with the first observation, and by its source only where none names the action itself.
    """
    return _repeated(rows, by_source=False), _repeated(rows, by_source=True)


def _repeated(rows: Rows, by_source: bool) -> Select:
    actions, again, before = rows.of("corrective_action"), rows.of("observation"), rows.of("observation")
    named = actions.c.source if by_source else actions.c.action
    source = actions.join(again, again.c.recurs_from == named)
    is_before = (before.c.recurs_from == named) & (before.c.observation < again.c.observation)
    source = source.outerjoin(before, is_before & _repeats(rows, actions, before))
    conditions = [before.c.observation.is_(None)]
    if by_source:
        direct = rows.of("observation")
        names_action = (direct.c.recurs_from == actions.c.action) & _repeats(rows, actions, direct)
        source = source.outerjoin(direct, names_action)
        conditions += [direct.c.observation.is_(None), actions.c.source_kind == "OBSERVATION"]
    place, day = _place(rows, actions, source, again.c.marking)
    is_new = ~_is_taken_up(rows, actions)
    return place.fact(Adds(numerator=1), _repeats(rows, actions, again), is_new, *conditions, bucket=day)


def _validated_on_unknown_day(rows: Rows) -> Select:
    """Taken up again, and nobody kept whether and when it had been validated."""
    actions = rows.of("corrective_action")
    place = action_place(rows, actions, actions.c.reopened_on)
    is_lost = actions.c.reopened_on.is_not(None) & _shown_on(actions).is_(None)
    return place.fact(Adds(left_out=1), is_lost, bucket=rows.day_number(actions.c.reopened_on))


def _shown_on(actions: FromClause) -> ColumnElement:
    return func.coalesce(actions.c.first_validated_on, actions.c.validated_on)


def _place(
    rows: Rows, actions: FromClause, source: FromClause, *markings: ColumnElement
) -> tuple[Place, ColumnElement]:
    own = action_place(rows, actions, _shown_on(actions))
    place = Place(
        source, own.month, own.programme, own.partner, rows.narrowest(own.marking, *markings), own.unit, own.topic
    )
    return place, rows.day_number(_shown_on(actions))


def _is_taken_up(rows: Rows, actions: FromClause) -> ColumnElement:
    """Taken up again within the year; true or false, never unknown."""
    elapsed = rows.day_number(actions.c.reopened_on) - rows.day_number(_shown_on(actions))
    return func.coalesce(elapsed.between(0, DAYS_FOLLOWED), False)


def _repeats(rows: Rows, actions: FromClause, observation: FromClause) -> ColumnElement:
    """An accepted observation of the year after the validation."""
    elapsed = rows.day_number(observation.c.submitted_on) - rows.day_number(_shown_on(actions))
    return observation.c.state.not_in(NOT_ACCEPTED) & elapsed.between(0, DAYS_FOLLOWED)


INDICATOR = Indicator(
    key="recurrence",
    code="FBK-10",
    title="Recurrence after validation",
    short_title="Recurrence",
    question="Does what we have shown to work stay mended?",
    definition=(
        "Of the corrective actions validated in the period, the share that came back within twelve months "
        f"({DAYS_FOLLOWED} days) of the validation: the action was taken up again, or an accepted observation says "
        "that it recurs from it, or from the observation it came from. An action counts once those twelve months "
        "have passed. Of an action that was taken up again the first validation counts."
    ),
    numerator="Actions of the denominator that were taken up again, or that an accepted observation repeats.",
    denominator="Actions validated in the period, twelve months or more before the edition's day.",
    period_key="The day of the first validation; where it is not stated, of the present one.",
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=0.10,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "Recurrence is found only where somebody links it: an observation must name what it recurs from. Alike texts "
        "are a hint for a person, never a count.",
        "The latest twelve months have no figure by design.",
        "Actions taken up again whose first validation is not dated are left out and counted, in the month in which "
        "they were taken up again; some of them had only been implemented.",
        "A reader who may see an action but not the observation that repeats it sees it as not recurring.",
    ),
    owner_role="Lessons learned officer",
    sources=("corrective_action", "observation"),
    facts=_facts,
    read=Share(
        matures_after=DAYS_FOLLOWED,
        immature_because="validated less than twelve months ago",
        left_out_because="taken up again, day of the first validation not stated",
        beside={REOPENED: "taken up again"},
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
