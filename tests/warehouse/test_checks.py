"""Rules asked of several submissions, on both databases."""

import pandas as pd

from expectations.dataset import Effect
from expectations.finding import Finding, Outcome
from tests.warehouse.small import NOON, sent
from warehouse.edition import PartAccount
from warehouse.publication import REFUSED_COLUMNS


def said(rule: str, outcome: Outcome, effect: Effect = Effect.WARN) -> Finding:
    return Finding(rule, "training_roster", effect, outcome, "why")


def keep(warehouse, content: str, *findings: Finding) -> None:
    nothing = pd.DataFrame(columns=list(REFUSED_COLUMNS))
    warehouse.refuse(sent(warehouse, content), list(findings), nothing, [PartAccount("training_roster")], "no", NOON)


def test_a_rule_of_several_sheets_held_where_it_held_in_all_and_what_checked_nothing_is_left_out(small):
    keep(small, "a", said("TR-01", Outcome.HELD), said("TR-01", Outcome.BROKEN), said("TR-02", Outcome.HELD))
    keep(small, "b", said("TR-01", Outcome.HELD), said("TR-03", Outcome.NOT_APPLICABLE),
         said("TR-04", Outcome.COULD_NOT_RUN, Effect.REFUSE_ROW))  # fmt: skip
    keep(small, "c", said("TR-01", Outcome.BROKEN))
    found = small.checks(["S000001", "S000002"]).sort_values(["submission", "rule"])
    assert list(found[["submission", "rule", "is_held"]].itertuples(index=False, name=None)) == [
        ("S000001", "TR-01", False), ("S000001", "TR-02", True), ("S000002", "TR-01", True),
    ]  # fmt: skip
    assert set(found["effect"]) == {"warn"}
    assert small.checks([]).empty
