"""Reports that were owed and when each was first accepted: shared by completeness and timeliness."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from metrics.facts.fact import Place
from warehouse.facts import Rows

SOURCES = ("expected_submission", "membership", "period", "submission_manifest")
_SENT_FOR = ("programme", "partner", "dataset", "period")


@dataclass(frozen=True)
class ReportsOwed:
    """Reports owed, one row each, with the first submission of each joined outer.

    Args:
        place: for writing facts.
        is_owed: the condition every fact needs.
        expected: columns of what was expected.
        received_on: day the first version was received; NULL where there is none.
    """

    place: Place
    is_owed: ColumnElement
    expected: Any
    received_on: ColumnElement


def reports_owed(rows: Rows, only_accepted: bool = True) -> tuple[ReportsOwed, ...]:
    """Reports owed by partners that were members on the last day of the period, and by the programme office.

    Only what was owed can be received: a report that nobody owed is on neither side of a rate.

    Args:
        only_accepted: whether versions that were refused are passed over, or the first version of all is joined.
    """
    return tuple(_owed(rows, by_partner, only_accepted) for by_partner in (True, False))


def _owed(rows: Rows, by_partner: bool, only_accepted: bool) -> ReportsOwed:
    expected, period = rows.of("expected_submission"), rows.of("period")
    first, earlier = rows.of("submission_manifest"), rows.of("submission_manifest")
    source = expected.join(period, period.c.period == expected.c.period)
    markings = [expected.c.marking, period.c.marking]
    is_owed = func.coalesce(expected.c.is_in_force, True) & expected.c.due_on.is_not(None)
    if by_partner:
        member = rows.of("membership")
        source = source.join(member, _was_member(member, expected, period))
        markings.append(member.c.marking)
    else:
        is_owed = is_owed & expected.c.partner.is_(None)
    source = source.outerjoin(first, _answers(first, expected, only_accepted))
    is_earlier = or_(
        earlier.c.received_on < first.c.received_on,
        and_(earlier.c.received_on == first.c.received_on, earlier.c.batch < first.c.batch),
    )
    source = source.outerjoin(earlier, _answers(earlier, expected, only_accepted) & is_earlier)
    place = Place(
        source=source,
        month=rows.month(period.c.end_on),
        programme=expected.c.programme,
        partner=expected.c.partner,
        marking=rows.narrowest(*markings, first.c.marking),
        topic=expected.c.dataset,
    )
    return ReportsOwed(place, is_owed & earlier.c.batch.is_(None), expected.c, first.c.received_on)


def _was_member(member: FromClause, expected: FromClause, period: FromClause) -> ColumnElement:
    is_same = (member.c.programme == expected.c.programme) & (member.c.partner == expected.c.partner)
    is_open = or_(member.c.valid_to.is_(None), member.c.valid_to >= period.c.end_on)
    return is_same & (member.c.valid_from <= period.c.end_on) & is_open


def _answers(sent: FromClause, expected: FromClause, only_accepted: bool) -> ColumnElement:
    """The submission is the one expected; a version that was accepted, unless every version is asked for."""
    is_same = [func.coalesce(sent.c[name], "") == func.coalesce(expected.c[name], "") for name in _SENT_FOR]
    return and_(*([sent.c.outcome == "ACCEPTED"] if only_accepted else []), *is_same)
