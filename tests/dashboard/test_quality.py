"""The quality of the data behind the quarterly scorecard."""

import re

import pandas as pd
import pytest

from dashboard.address import Asked
from dashboard.quarterly import quality
from expectations.dataset import Effect
from metrics.catalogue import indicators
from vocabulary.errors import Unavailable
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection

INDICATOR = next(each for each in indicators().values() if each.code == "FBK-05")
SENT = pd.DataFrame(
    {
        "batch": ["S000001", "S000002", "S000003"],
        "dataset": ["corrective_action", "corrective_action", "training_roster"],
        "loaded_rows": [8.0, 9.0, 50.0],
        "refused_rows": [2.0, 1.0, 9.0],
    }
)
CHECKS = pd.DataFrame(
    [
        ("S000001", "corrective_action", str(Effect.REFUSE_ROW), "CA-01", False),
        ("S000002", "corrective_action", str(Effect.REFUSE_ROW), "CA-01", True),
        ("S000001", "corrective_action", str(Effect.WARN), "CA-02", True),
        ("S000002", "corrective_action", str(Effect.WARN), "CA-02", False),
        ("S000002", "corrective_action", str(Effect.WARN), "CA-03", True),
        ("S000003", "training_roster", str(Effect.WARN), "TR-01", False),
    ],
    columns=["submission", "dataset", "effect", "rule", "is_held"],
)


def test_a_rule_held_where_it_held_in_every_submission_of_the_sources():
    found = quality._quality(INDICATOR, SENT, CHECKS)
    assert (found.submissions, found.rules, found.held, found.warned) == (2, 3, 1, 1)
    assert (found.refused, found.records, found.worst) == (3, 20, "S000001")


def test_the_worst_submission_is_linked_for_the_steward_only():
    found = quality._quality(INDICATOR, SENT, CHECKS)
    for is_own in (False, True):
        drawn = quality.draw(quality.Behind("2026 Q3", (found,), is_own, 3))
        assert ("/stewardship" in str(drawn.body)) is not is_own
        assert "S000001" in drawn.body
    assert drawn.title == "Data behind the scorecard: three rows refused, warnings behind one indicator"


@pytest.mark.parametrize("code", ["2026Q3", "202608", "2026", "2026April"])
def test_a_period_that_shares_a_day_with_the_quarter_belongs_to_it(code):
    assert quality._overlaps(code, Quarter(2026, 3))
    assert not quality._overlaps(code, Quarter(2024, 3))


@pytest.mark.parametrize("code", ["", "2099Q9", "last autumn", "2026Q3 corrected"])
def test_what_a_sender_wrote_for_a_period_and_is_none_holds_nothing(code):
    assert not quality._overlaps(code, Quarter(2026, 3))


def test_a_quarter_for_which_nothing_was_sent_says_so(desk):
    long_ago = Selection.ending(desk.default().programme, Month(2010, 3))
    with pytest.raises(Unavailable, match="has been checked yet"):
        quality.query(desk.at_request(), Asked(long_ago.as_known_in(desk.edition().number)))


def test_the_screen_shows_it_without_a_script(client):
    page = client.get("/quarterly-review").text
    panel = re.search(r'id="panel-quality">.*?</section>', page, re.DOTALL)
    assert panel
    assert "<script" not in panel.group()
