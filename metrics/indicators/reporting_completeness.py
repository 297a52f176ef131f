"""Reports received and accepted by the cut-off (PEN-04)."""

from sqlalchemy import Select, func

from metrics.facts.fact import Adds, when
from metrics.facts.reports_owed import SOURCES, reports_owed
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows


def _facts(rows: Rows) -> tuple[Select, ...]:
    facts = []
    for each in reports_owed(rows):
        cut_off = func.coalesce(each.expected.cut_off_on, each.expected.due_on)
        received = when(each.received_on <= cut_off)
        facts.append(each.place.fact(Adds(received, 1), each.is_owed, bucket=rows.day_number(cut_off)))
    return tuple(facts)


INDICATOR = Indicator(
    key="reporting_completeness",
    code="PEN-04",
    title="Reporting completeness",
    short_title="Reporting completeness",
    question="Did we get the reports that this period's figures rest on?",
    definition=(
        "Of the reports that partners owed for the period, the share that was received and accepted by the cut-off "
        "day. A partner owes a report when it was expected, not waived, and the partner was a member of the programme "
        "on the last day of the reporting period. A report that nobody owed counts on neither side, so the share "
        "cannot exceed 100 %."
    ),
    numerator="Reports of the denominator of which an accepted version was received on or before the cut-off day.",
    denominator=(
        "Expected reports in force whose cut-off day has passed on the edition's day: partner, programme, dataset and "
        "reporting period."
    ),
    period_key="The last day of the reporting period that the report is for.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="dataset",
    target=1.0,
    target_source="Proposed default: every figure rests on it",
    limitations=(
        "It counts that a report came and was accepted, not how many of its rows were refused.",
        "A submission counts for a report when it names the same programme, partner, dataset and period; one that "
        "names none of these cannot be counted.",
        "Reports whose cut-off day has not come are left out and counted, even if they have arrived.",
        "A reader who may see what was expected of a partner but not what it sent cannot see its rate.",
    ),
    owner_role="Data steward",
    sources=SOURCES,
    facts=_facts,
    read=Share(matures_after=0, immature_because="cut-off day not reached"),
    change_log=(Change("2026-01-01", "First definition."),),
)
