"""Areas for improvement that led to a corrective action (REV-03)."""

from sqlalchemy import FromClause, Select

from metrics.facts.fact import Adds, is_filled
from metrics.facts.reviews import review_places
from metrics.indicator import Change, Direction, Indicator, OverTime, Unit
from metrics.measures.share import Share
from warehouse.facts import Rows

LINKED, NOTHING_DONE = "actions linked", "decided to do nothing"


def _facts(rows: Rows) -> tuple[Select, ...]:
    return (*_found(rows), *_with_action(rows))


def _found(rows: Rows) -> list[Select]:
    """Every area for improvement, and those of which it was decided that nothing is done."""
    finding, review = rows.of("finding"), rows.of("review")
    facts = []
    for each in review_places(
        rows, _of_reviews(finding, review), review, review.c.finalised_on, review.c.review, finding.c.marking
    ):
        counts = each.is_mine & _is_area(finding, review)
        facts.append(each.place.fact(Adds(denominator=1), counts))
        decided = is_filled(finding.c.no_action_reason)
        facts.append(each.place.fact(Adds(denominator=1), counts, decided, kind=NOTHING_DONE))
    return facts


def _with_action(rows: Rows) -> list[Select]:
    """Every action linked to an area, and once for each area: with its first action."""
    facts = []
    for is_first in (True, False):
        finding, review, action = rows.of("finding"), rows.of("review"), rows.of("corrective_action")
        source = _of_reviews(finding, review).join(action, _serves(action, finding))
        conditions = []
        if is_first:
            before = rows.of("corrective_action")
            source = source.outerjoin(before, _serves(before, finding) & (before.c.action < action.c.action))
            conditions = [before.c.action.is_(None)]
        markings = (finding.c.marking, action.c.marking)
        counted = Adds(numerator=1) if is_first else Adds(denominator=1)
        kind = {} if is_first else {"kind": LINKED}
        for each in review_places(rows, source, review, review.c.finalised_on, review.c.review, *markings):
            facts.append(each.place.fact(counted, each.is_mine, _is_area(finding, review), *conditions, **kind))
    return facts


def _of_reviews(finding: FromClause, review: FromClause) -> FromClause:
    return finding.join(review, review.c.review == finding.c.review)


def _is_area(finding: FromClause, review: FromClause):
    return (finding.c.kind == "AREA_FOR_IMPROVEMENT") & review.c.finalised_on.is_not(None)


def _serves(action: FromClause, finding: FromClause):
    return (action.c.source == finding.c.finding) & (action.c.source_kind == "FINDING")


INDICATOR = Indicator(
    key="findings_to_actions",
    code="REV-03",
    title="Findings turned into actions",
    short_title="Findings to actions",
    question="Does somebody take up what a review found?",
    definition=(
        "Of the areas for improvement named by reviews whose findings became final in the period, the share with at "
        "least one corrective action linked to it. How many actions are linked in all stands beside it, and how many "
        "areas it was decided to leave as they are."
    ),
    numerator="Areas for improvement of the denominator that at least one corrective action names as its source.",
    denominator="Areas for improvement in reviews finalised in the period.",
    period_key="The day on which the findings of the review became final.",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="review",
    target=0.95,
    target_source="Proposed default, to be confirmed by the exercise and evaluation lead",
    limitations=(
        "One vague action can be made to serve many findings: set the actions linked beside the areas for improvement.",
        "An action counts in whatever state it is: proposed, merged into another, or ended without being done.",
        "An area that it was decided to leave counts against the share; how many have a reason stands beside it.",
        "A review counts for the host of its event. A reader who may see a finding but not its action sees it as "
        "without action.",
    ),
    owner_role="Exercise and evaluation lead",
    sources=("finding", "review", "engagement", "corrective_action"),
    facts=_facts,
    read=Share(beside={LINKED: "actions linked", NOTHING_DONE: "nothing to be done, with a reason"}),
    change_log=(Change("2026-01-01", "First definition."),),
    headline=False,
)
