"""Implemented actions that were shown to have worked (FBK-08)."""

from sqlalchemy import Select, func

from metrics.facts.actions import action_place
from metrics.facts.fact import Adds, is_stated, when
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

DAYS_TO_VALIDATE = 180
IN_TIME = "validated in time"


def _facts(rows: Rows) -> tuple[Select, ...]:
    actions = rows.of("corrective_action")
    action = actions.c
    place = action_place(rows, actions, action.implemented_on)
    is_done = action.implemented_on.is_not(None) & action.state.in_(("IMPLEMENTED", "VALIDATED"))
    role, organisation, contact = (
        func.lower(func.trim(func.coalesce(text, "")))
        for text in (action.validated_by_role, action.responsible_organisation, action.poc_role)
    )
    is_said = is_stated(action.evidence_ref) & is_stated(action.validated_by_role)
    is_proven = action.validated_on.is_not(None) & is_said & (role != organisation) & (role != contact)
    done_day = rows.day_number(action.implemented_on)
    in_time = rows.day_number(action.validated_on) - done_day <= DAYS_TO_VALIDATE
    return (
        place.fact(Adds(when(is_proven), 1), is_done, bucket=done_day),
        place.fact(Adds(denominator=1), is_done, is_proven, in_time, kind=IN_TIME, bucket=done_day),
    )


INDICATOR = Indicator(
    key="validated_closure",
    code="FBK-08",
    title="Implemented actions validated with evidence",
    short_title="Validated closure",
    question="Of what we say is done, how much was shown to have worked?",
    definition=(
        "Of the corrective actions implemented in the period, the share that has a validation date, a reference to "
        "evidence, and a validator other than who did the work: neither the responsible organisation nor the role to ask "
        "about the action. TBD, n/a and the like are no reference and no validator. An action counts once "
        f"{DAYS_TO_VALIDATE} days have passed since it was implemented, because validation often waits for the next "
        "exercise."
    ),
    numerator="Actions of the denominator with a validation date, evidence, and a validator who is not the owner.",
    denominator=f"Actions implemented or validated, {DAYS_TO_VALIDATE} days or more after their implementation date.",
    period_key="The implementation date.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="theme",
    target=0.80,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        f"Validation counts whenever it came, so older months have had longer; how many were validated within "
        f"{DAYS_TO_VALIDATE} days is shown beside it and is what months may be compared by.",
        "Implemented alone is not closed. A missing validator, missing evidence, or validation by the owner counts "
        "against the share.",
        "Validator and owner are compared as written, without regard to case.",
    ),
    owner_role="Lessons learned officer",
    sources=("corrective_action",),
    facts=_facts,
    read=Share(
        matures_after=DAYS_TO_VALIDATE,
        immature_because=f"implemented less than {DAYS_TO_VALIDATE} days ago",
        beside={IN_TIME: f"validated within {DAYS_TO_VALIDATE} days"},
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "Evidence or a validator given as TBD or the like no longer counts, nor does the role that answers for the action "
            "as its own validator: as rule CA-04 always said.",
        ),
    ),
)
