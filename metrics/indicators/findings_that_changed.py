"""Findings that changed a protocol or the training in time (SED-09)."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, false, func, or_

from metrics.facts.fact import COUNT, Adds, Place, when
from metrics.facts.lists import holds
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.in_time import InTime
from metrics.measures.waiting import Kinds, Waiting
from warehouse.facts import Rows

DAYS_ALLOWED, DAYS_TO_REISSUE = 180, 90
PUBLISHED, UNPUBLISHED, NOTHING = "published", "not published", "ended without change"
REISSUED, NOT_REISSUED = "reissued", "not reissued"
RECOMMENDED = ("PROTOCOL", "TRAINING")


def _facts(rows: Rows) -> tuple[Select, ...]:
    findings, actions, first = rows.of("finding"), rows.of("corrective_action"), rows.of("corrective_action")
    changes, earlier = rows.of("change_log"), rows.of("change_log")
    action, change = actions.c, changes.c
    source = findings.join(actions, _is_from(actions, findings))
    source = source.outerjoin(first, _is_from(first, findings) & _is_before(first.c, action, "endorsed_on", "action"))
    source = source.outerjoin(changes, _is_caused(changes, findings, actions))
    source = source.outerjoin(
        earlier, _is_caused(earlier, findings, actions) & _is_before(earlier.c, change, "published_on", "change")
    )
    place = Place(
        source=source,
        month=rows.month(action.endorsed_on),
        programme=action.programme,
        partner=action.responsible_partner,
        marking=rows.narrowest(findings.c.marking, action.marking, change.marking),
        topic=findings.c.recommended_change,
    )
    is_one = and_(
        findings.c.recommended_change.in_(RECOMMENDED), action.endorsed_on.is_not(None),
        first.c.action.is_(None), earlier.c.change.is_(None),
    )  # fmt: skip
    return tuple(place.fact(adds, is_one, *where, kind=kind, bucket=day) for adds, where, kind, day in _counted(
        rows.day_number(action.endorsed_on), rows.day_number(change.published_on),
        rows.day_number(change.course_reissued_on), func.coalesce(change.affects_courses, "") != "",
    ))  # fmt: skip


def _counted(endorsed: Any, published: Any, reissued: Any, has_courses: Any) -> tuple[tuple, ...]:
    """What each finding adds: in time or not, the time it took, and whether the courses followed."""
    is_out = published.is_not(None)
    in_time = func.coalesce(published - endorsed <= DAYS_ALLOWED, false())
    followed = func.coalesce(reissued - published <= DAYS_TO_REISSUE, false())
    return (
        (Adds(when(in_time), 1), (), COUNT, endorsed),
        (
            Adds(when(is_out), 1),
            (),
            case((is_out, PUBLISHED), else_=UNPUBLISHED),
            case((is_out & (published >= endorsed), published - endorsed), (is_out, 0), else_=endorsed),
        ),
        (Adds(denominator=1), (is_out, has_courses, followed), REISSUED, endorsed),
        (Adds(denominator=1), (is_out, has_courses, ~followed), NOT_REISSUED, endorsed),
    )


def _is_from(action: FromClause, finding: FromClause) -> ColumnElement:
    is_its = (action.c.source_kind == "FINDING") & (action.c.source == finding.c.finding)
    return is_its & action.c.endorsed_on.is_not(None)


def _is_caused(change: FromClause, finding: FromClause, action: FromClause) -> ColumnElement:
    named = (holds(change.c.caused_by, cause) for cause in (finding.c.finding, action.c.action))
    return change.c.published_on.is_not(None) & or_(*named)


def _is_before(one: Any, other: Any, day: str, key: str) -> ColumnElement:
    """True where one is dated before the other, or on the same day and has the lesser number."""
    return or_(one[day] < other[day], (one[day] == other[day]) & (one[key] < other[key]))


INDICATOR = Indicator(
    key="findings_that_changed",
    code="SED-09",
    title="Findings that changed a protocol or the training",
    short_title="Findings turned into change",
    question="Does what reviews find end up in what people read and are taught?",
    definition=(
        "Of the findings that recommend a change of a protocol or of the training and were taken up by an endorsed "
        f"action, the share of which a change was published within {DAYS_ALLOWED} days of the endorsement. A change "
        "belongs to a finding when the change log names the finding, or its first endorsed action, as its cause. A "
        "finding counts once those days have passed. The note says how long changes took (Kaplan-Meier), those not "
        "published followed to the edition's day."
    ),
    numerator=f"Findings of the denominator with a change published within {DAYS_ALLOWED} days of the endorsement.",
    denominator=(
        "Findings recommending a change of a protocol or of the training, whose first action was endorsed in the "
        f"period, {DAYS_ALLOWED} days or more before the edition's day."
    ),
    period_key="The day on which the finding's first action was endorsed.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="what is to change: protocol or training",
    target=0.70,
    target_source="Proposed default, to be confirmed by the programme's steering group",
    limitations=(
        "A change that names no cause is not found: the register of changes is as good as its links.",
        "Published is not taught. Of the changes that courses have to teach, those whose courses were issued anew "
        f"within {DAYS_TO_REISSUE} days of the publication are counted beside it.",
        "A finding that nobody took up is not here; it is in the findings turned into actions (REV-03).",
        "A change published before the action was endorsed counts as in time.",
        "A finding counts once an action on it was endorsed: findings themselves carry no validation.",
        "An action that was cancelled keeps its finding in the denominator: nothing was changed.",
    ),
    owner_role="Lessons learned officer",
    sources=("finding", "corrective_action", "change_log"),
    facts=_facts,
    read=InTime(
        matures_after=DAYS_ALLOWED,
        immature_because=f"endorsed less than {DAYS_ALLOWED} days ago",
        beside={
            REISSUED: f"courses issued anew within {DAYS_TO_REISSUE} days",
            NOT_REISSUED: f"courses not issued anew within {DAYS_TO_REISSUE} days",
        },
        what="changes published",
        waiting=Waiting(
            curves=(Kinds(PUBLISHED, PUBLISHED, UNPUBLISHED),),
            ended=NOTHING,
            settles_after=DAYS_ALLOWED,
            quarters_pooled=1,
        ),
    ),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
