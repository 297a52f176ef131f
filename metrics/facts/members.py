"""When partners belong to a programme: shared by the indicators that count partners."""

from sqlalchemy import FromClause, Select

from metrics.facts.fact import Place
from metrics.facts.spans import Span, span, span_facts
from warehouse.facts import Rows

MEMBER, SETTLED = "member", "settled member"
"""Names of the spans of membership: from its first day, and from the day on which a partner has settled in."""


def membership_days(rows: Rows, members: FromClause, after_days: int = 0) -> Span:
    """The days of a membership, from so many days after its first; a membership always says its first day."""
    first = rows.day_number(members.c.valid_from)
    return span(first + after_days, rows.day_number(members.c.valid_to) + 1)


def membership(rows: Rows, name: str, after_days: int = 0, topic: str = "") -> tuple[Select, ...]:
    """The facts of the memberships, as spans of that name; with the topic that they are to be read with."""
    members = rows.of("membership")
    member = members.c
    month = rows.month(member.valid_from)
    place = Place(members, month, member.programme, member.partner, member.marking, topic=topic)
    days = membership_days(rows, members, after_days)
    return span_facts(place, name, days, member.valid_from.is_not(None))
