"""Reports accepted that came on or before the due day (PEN-05)."""

from sqlalchemy import Select

from metrics.facts.fact import Adds, when
from metrics.facts.reports_owed import SOURCES, reports_owed
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

LATE, FIRST_IN_TIME = "late", "first version in time"


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    for each in reports_owed(rows):
        due_on = each.expected.due_on
        due_day = rows.day_number(due_on)
        facts.append(each.place.fact(Adds(when(each.received_on <= due_on), 1), each.is_owed, bucket=due_day))
        is_late = each.received_on > due_on
        facts.append(each.place.fact(Adds(denominator=1), each.is_owed, is_late, kind=LATE, bucket=due_day))
    for each in reports_owed(rows, only_accepted=False):
        came = each.received_on <= each.expected.due_on
        due_day = rows.day_number(each.expected.due_on)
        facts.append(each.place.fact(Adds(denominator=1), each.is_owed, came, kind=FIRST_IN_TIME, bucket=due_day))
    return tuple(facts)


INDICATOR = Indicator(
    key="reporting_timeliness",
    code="PEN-05",
    title="Reporting timeliness",
    short_title="Reporting timeliness",
    question="Do the reports come in time to be used?",
    definition=(
        "Of the reports that partners owed for the period, the share of which the first accepted version was received "
        "on or before the due day. A report that was refused and sent again counts on the day of the version that was "
        "accepted. What is owed is as for reporting completeness."
    ),
    numerator="Reports of the denominator whose first accepted version was received on or before the due day.",
    denominator="Expected reports in force whose due day has passed on the edition's day.",
    period_key="The last day of the reporting period that the report is for.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="dataset",
    target=0.90,
    target_source="Proposed default, to be confirmed by the data steward",
    limitations=(
        "The day is that on which the accepted version was received, so our own checking never makes a report late.",
        "A first version that came in time and was refused does not count. How many reports had a first version in "
        "time, accepted or refused, is counted beside it: the difference is lost to faults, not to lateness.",
        "How many came late is counted beside it; the rest has not come at all.",
        "Reports that are not due yet are left out and counted, even if they have arrived.",
    ),
    owner_role="Data steward",
    sources=SOURCES,
    facts=_facts,
    read=Share(
        matures_after=0,
        immature_because="not due yet",
        beside={LATE: "came late", FIRST_IN_TIME: "first version in time, accepted or not"},
    ),
    change_log=(
        Change("2026-01-01", "First definition."),
        Change(
            "2026-11-22",
            "How many reports had a first version in time, accepted or refused, is counted beside it; the figure is the same.",
        ),
    ),
)
