"""What must add up at the close of a period."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from expectations import balances
from expectations.life_cycle import ACTION_STATES

REGISTER = st.dictionaries(st.sampled_from(range(12)), st.sampled_from(ACTION_STATES))


def register(states: dict[int, str]) -> pd.DataFrame:
    return pd.DataFrame({"action": list(map(str, states)), "state": list(states.values())}, dtype="str")


@given(REGISTER, REGISTER)
def test_open_actions_add_up_whatever_moved(before, after):
    balance = balances.open_actions(register(before), register(before | after))
    assert balance.difference == 0


def test_an_open_action_that_is_lost_is_a_difference():
    before = register({1: "TASKED", 2: "PLANNED", 3: "VALIDATED"})
    assert balances.open_actions(before, before).difference == 0
    balance = balances.open_actions(before, before[1:])
    assert (balance.opening, balance.closing, balance.difference) == (2, 1, -1)


def test_what_moved_is_told_apart():
    before = register({1: "TASKED", 2: "TASKED", 3: "VALIDATED", 4: "PLANNED", 7: "PROPOSED", 8: "PLANNED"})
    after = register({1: "IMPLEMENTED", 2: "CANCELLED", 3: "REOPENED", 4: "PLANNED", 5: "PROPOSED", 6: "ENDORSED",
                      7: "TASKED", 8: "MERGED"})  # fmt: skip
    balance = balances.open_actions(before, after)
    assert (balance.opening, balance.closing) == (4, 4)
    assert balance.came == {"endorsed": 2, "reopened": 1}
    assert {state: n for state, n in balance.went.items() if n} == {"implemented": 1, "cancelled": 1, "merged": 1}


def test_a_run_with_places_that_have_no_outcome_is_named():
    roster = pd.DataFrame({"run": ["R1", "R1", "R2"], "headcount": [1, 2, 1], "outcome": ["PASS", "PASS", "?"]})
    assert balances.places_unaccounted(roster, ("PASS",)).to_dict("records") == [
        {"run": "R2", "enrolled": 1, "accounted": 0}
    ]


def test_a_numerator_above_its_denominator_is_named():
    cells = pd.DataFrame({"numerator": [1, 2, 3, -1], "denominator": [2, 2, 2, 2]})
    assert balances.above_whole(cells).index.tolist() == [2, 3]


def test_parts_that_do_not_add_up_to_their_total_are_named():
    parts = pd.DataFrame({"month": [1, 1, 2, 3], "count": [2, 3, 4, 1]})
    totals = pd.DataFrame({"month": [1, 2, 4], "count": [5, 5, 2]})
    apart = balances.parts_apart(parts, totals, ["month"])
    assert apart["month"].tolist() == [2, 3, 4]
    assert balances.parts_apart(parts, parts, ["month"]).empty


def test_a_stock_begins_where_the_one_before_it_ended():
    stocks = pd.DataFrame(
        {"programme": ["A", "A", "B", "A"], "period": [1, 2, 1, 3], "opening": [0, 5, 9, 7], "closing": [5, 6, 9, 7]}
    )
    apart = balances.stocks_apart(stocks, ["programme"])
    assert apart[["period", "opening", "closing_before"]].to_numpy().tolist() == [[3, 7, 6]]
    assert balances.stocks_apart(stocks.iloc[:3], ["programme"]).empty


def test_areas_for_improvement_with_neither_action_nor_reason_are_named():
    findings = pd.DataFrame({
        "finding": ["F1", "F2", "F3", "F4"], "kind": ["AREA_FOR_IMPROVEMENT"] * 3 + ["STRENGTH"],
        "no_action_reason": [None, "Replaced next year.", None, None],
    })  # fmt: skip
    actions = pd.DataFrame({"source_kind": ["FINDING", "OBSERVATION"], "source": ["F1", "F3"]})
    assert balances.improvements_unanswered(findings, actions)["finding"].tolist() == ["F3"]


def test_a_link_that_leads_nowhere_is_named():
    actions = pd.DataFrame({"action": ["A1", "A2", "A3"], "change_ref": ["CHG-1", "CHG-1; CHG-9", None]})
    assert balances.dangling(actions, "change_ref", {"CHG-1"})["action"].tolist() == ["A2"]
