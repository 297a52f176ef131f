"""Common standards that partners implemented (SED-03)."""

from sqlalchemy import ColumnElement, FromClause, Select, and_

from metrics.facts.fact import Place
from metrics.facts.members import membership_days
from metrics.facts.spans import span, span_facts
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.standing import Standing
from warehouse.facts import Rows

IN_FORCE, NOT_APPLICABLE, STATED = "in force", "not applicable", "stated"
IMPLEMENTED, OUTDATED = "implemented", "implemented, superseded edition"
RATIFIED, WITH_RESERVATION = "ratified", "ratified with reservation"
SILENT = "no status reported"
STATES = {
    "NOT_APPLICABLE": NOT_APPLICABLE, "RATIFIED": RATIFIED, "RATIFIED_WITH_RESERVATION": WITH_RESERVATION,
}  # fmt: skip


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_in_force(rows), *_statuses(rows))


def _in_force(rows: Rows) -> tuple[Select, ...]:
    """Every member with every edition in force: whoever says nothing of a standard has it to implement all the same."""
    standards, members = rows.of("standard"), rows.of("membership")
    place = Place(
        source=standards.join(members, members.c.valid_from.is_not(None)),
        month=rows.month(members.c.valid_from),
        programme=members.c.programme,
        partner=members.c.partner,
        marking=rows.narrowest(standards.c.marking, members.c.marking),
        topic=standards.c.standard,
    )
    days = span(rows.day_number(standards.c.promulgated_on), rows.day_number(standards.c.superseded_on))
    return span_facts(place, IN_FORCE, days.and_also(membership_days(rows, members)))


def _statuses(rows: Rows) -> tuple[Select, ...]:
    adoption, members, standards = (rows.of(name) for name in ("standards_adoption", "membership", "standard"))
    later, between = rows.of("standards_adoption"), rows.of("standards_adoption")
    source = adoption.join(members, members.c.partner == adoption.c.partner)
    source = source.outerjoin(later, _follows(later, adoption))
    source = source.outerjoin(between, _follows(between, adoption) & (between.c.status_on < later.c.status_on))
    source = source.outerjoin(
        standards, (standards.c.standard == adoption.c.standard) & (standards.c.edition == adoption.c.edition)
    )
    place = Place(
        source=source,
        month=rows.month(adoption.c.status_on),
        programme=members.c.programme,
        partner=adoption.c.partner,
        marking=rows.narrowest(adoption.c.marking, members.c.marking, later.c.marking, standards.c.marking),
        topic=adoption.c.standard,
    )
    holds = span(rows.day_number(adoption.c.status_on), rows.day_number(later.c.status_on))
    days = holds.and_also(membership_days(rows, members))
    superseded = rows.day_number(standards.c.superseded_on)
    is_next = and_(between.c.standard.is_(None), adoption.c.status_on.is_not(None), members.c.valid_from.is_not(None))
    is_done, status = adoption.c.status == "IMPLEMENTED", adoption.c.status
    return (
        *span_facts(place, STATED, days, is_next),
        *span_facts(place, IMPLEMENTED, days.and_also(span(until=superseded)), is_next, is_done),
        *span_facts(place, OUTDATED, days.and_also(span(superseded)), is_next, is_done, superseded.is_not(None)),
        *(fact for code, name in STATES.items() for fact in span_facts(place, name, days, is_next, status == code)),
    )


def _follows(later: FromClause, adoption: FromClause) -> ColumnElement:
    """True for a later status of the same partner on the same standard."""
    same = (later.c.standard == adoption.c.standard) & (later.c.partner == adoption.c.partner)
    return same & (later.c.status_on > adoption.c.status_on)


INDICATOR = Indicator(
    key="standards_adopted",
    code="SED-03",
    title="Common standards implemented",
    short_title="Standards implemented",
    question="Do partners use the common terms and procedures, or have they only agreed to?",
    definition=(
        "Of the pairs of member and standard that apply at the end of the period, the share whose status is "
        "implemented, in an edition that is not superseded. Every standard in force applies to every member, but where "
        "the member says that it does not. A status holds from its day until the partner's next one for that standard. "
        "Ratified, ratified with a reservation, and no status reported are counted beside it and not in it."
    ),
    numerator="Pairs of the denominator with the status implemented, of an edition not superseded by then.",
    denominator=(
        "Members at the end of the period times standards with an edition in force then, less the pairs of which the "
        "member says not applicable."
    ),
    period_key="The last day of the month.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.LAST,
    topic_is="standard",
    target=0.80,
    target_source="Proposed default, to be confirmed by the interoperability lead",
    limitations=(
        "Ratified is not implemented: a signature changes nothing on the ground.",
        "A partner that implemented an edition which was superseded falls out on that day until it reports the new "
        "one; how many did is counted beside it.",
        "A standard of which a member reported nothing counts against it, as one not considered does: silence must not "
        "flatter. How many pairs are silent stands beside it; months before a member's first report are all silence.",
        "A standard is in force from the day of its first edition; one whose last edition was withdrawn is on neither "
        "side. The list of standards is common to all programmes.",
        "The status is the partner's own word. It counts in every programme of which the partner is a member.",
        "It is a stock: neighbouring months hold largely the same pairs.",
    ),
    owner_role="Interoperability lead",
    sources=("standards_adoption", "membership", "standard"),
    facts=_facts,
    read=Standing(
        needed=IN_FORCE,
        stands=IMPLEMENTED,
        lacking="not implemented",
        excused=NOT_APPLICABLE,
        beside={name: name for name in (RATIFIED, WITH_RESERVATION, OUTDATED)},
        without={STATED: SILENT},
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-28",
            "A member that reported nothing of a standard in force counts against the share; before it was on neither side, "
            "so that silence raised the figure. Standards without an edition in force are on neither side.",
        ),
    ),
    headline=False,
)
