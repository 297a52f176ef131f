"""Ask one rule of a few rows, the way every test of a rule does."""

from collections.abc import Iterable, Mapping

from expectations.dataset import Dataset
from expectations.finding import Finding, Outcome
from expectations.implied import all_rules
from expectations.known import Known
from expectations.suite import check
from tests.expectations.known_frames import typed

Row = Mapping[str, object]


def asked(dataset: Dataset, rule_id: str, known: Known, *rows: Row) -> Finding:
    """The finding of that one rule on these rows."""
    rule = next(rule for rule in all_rules(dataset) if rule.id == rule_id)
    return check(dataset, typed(dataset, *rows), known, rules=[rule])[0]


def broken_rows(dataset: Dataset, rule_id: str, known: Known, *rows: Row) -> list[int]:
    """Positions of the rows that break the rule; the rule must have been asked."""
    finding = asked(dataset, rule_id, known, *rows)
    assert finding.outcome in (Outcome.HELD, Outcome.BROKEN), finding.detail
    return finding.positions.tolist()


def breaking_sides(dataset: Dataset, known: Known, cases: Iterable[tuple[str, Row, Row]]) -> dict[int, list[str]]:
    """For each case, which of its two sides broke the case's rule.

    All cases are asked at once, one frame of two rows a case: Great Expectations costs a hundredth of a second a rule,
    whether two rows are asked or two hundred.
    """
    cases = list(cases)
    frame = typed(dataset, *(side for _, holds, breaks in cases for side in (holds, breaks)))
    wanted = {rule_id for rule_id, _, _ in cases}
    found = check(dataset, frame, known, [rule for rule in all_rules(dataset) if rule.id in wanted])
    assert {finding.outcome for finding in found} == {Outcome.BROKEN}, [f for f in found if not f.positions.size]
    broken = {finding.rule: set(finding.positions.tolist()) for finding in found}
    return {
        number: [name for at, name in ((2 * number, "holds"), (2 * number + 1, "breaks")) if at in broken[rule_id]]
        for number, (rule_id, _, _) in enumerate(cases)
    }
