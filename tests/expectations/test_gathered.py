"""Findings as a person reads them."""

import pandas as pd

from expectations.gathered import gathered

COLUMNS = ("rule", "dataset", "effect", "outcome", "reason", "hint", "shows", "broken_count", "detail", "seconds")


def finding(reason: str, hint: str, count: int) -> tuple:
    return ("CELL", "training_roster", "refuse row", "broken", reason, hint, ("run",), count, "", 0.0)


def test_cells_that_break_one_rule_each_in_their_own_way_are_one_finding():
    findings = pd.DataFrame(
        [
            finding("run is an id", "Write R1.", 2),
            finding("outcome is a code", "Write one of two.", 4),
            finding("run is an id", "Write R2.", 1),
        ],
        columns=list(COLUMNS),
    )
    told = gathered(findings)
    assert list(told.columns) == list(COLUMNS)
    assert list(zip(told["reason"], told["broken_count"], strict=True)) == [("run is an id", 3), ("outcome is a code", 4)]
    assert told["hint"][0].startswith("Write R1. ")
    assert told["hint"][1] == "Write one of two."


def test_nothing_found_stays_nothing():
    assert gathered(pd.DataFrame(columns=list(COLUMNS))).empty
