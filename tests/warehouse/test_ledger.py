"""What was received, who takes it, what became of it, and that nothing is loaded twice."""

import contextlib
import datetime as dt
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from expectations.dataset import Effect
from expectations.finding import Finding, Outcome
from tests.warehouse.small import NOON, STATEMENTS, load, places, sent, table_rows
from vocabulary.errors import Refused
from vocabulary.scope import Scope
from warehouse.edition import PartAccount, SubmissionState
from warehouse.lease import this_process
from warehouse.ledger import SILENT_FOR, add
from warehouse.publication import REFUSED_COLUMNS, Publication

PLACES = table_rows("training_roster", places(("R1", "P1", "DONE")))
NOTHING_REFUSED = pd.DataFrame(columns=list(REFUSED_COLUMNS))


def refused(warehouse, content):
    return warehouse.refuse(sent(warehouse, content), [], NOTHING_REFUSED, [], "no header was found", NOON)


def test_the_same_file_is_not_loaded_twice_and_the_answer_names_the_first(small):
    load(small, "a", PLACES)
    again = sent(small, "a")
    assert (again.state, again.id, again.edition) == (SubmissionState.ALREADY_LOADED, "S000001", 1)
    assert again.message == "a.csv is already loaded as S000001: edition 1, 01 Jan 2026. Nothing was changed."
    assert [each.id for each in small.submissions(Scope.steward())] == ["S000001"]


def test_the_same_file_with_another_profile_is_another_submission(small):
    load(small, "a", PLACES)
    assert sent(small, "a", profile="other").state is SubmissionState.QUEUED


def test_the_same_file_for_another_period_is_another_submission(small):
    first = sent(small, "a")
    assert small.receive(replace(first, partner="", programme="")).id == first.id  # who says nothing leaves it open
    assert small.receive(replace(first, period="2026Q2")).id != first.id
    assert small.receive(replace(first, partner="NOR")).id != first.id


def test_a_file_that_waits_is_not_queued_again(small):
    assert [sent(small, "a").id, sent(small, "a").id] == ["S000001", "S000001"]


def test_what_was_refused_or_withdrawn_can_be_received_again(small):
    assert refused(small, "a").state is SubmissionState.REFUSED
    assert sent(small, "a").id == "S000002"
    small.publish(Publication(small.submission("S000002"), [PLACES]), STATEMENTS, NOON)
    small.withdraw("S000002", STATEMENTS, NOON, "sent by mistake")
    assert sent(small, "a").id == "S000003"


def test_one_who_broke_off_while_handing_in_leaves_no_gap_in_the_numbers(small):
    first = sent(small, "a")
    with contextlib.suppress(InterruptedError), small._engines.writing() as connection:
        assert add(connection, replace(first, sha256="b")).id == "S000002"
        raise InterruptedError
    assert sent(small, "c").id == "S000002"


def test_the_oldest_submission_is_taken_first_and_only_once(small):
    sent(small, "a")
    sent(small, "b")
    taken = [small.take_next(f"elsewhere:{number}", NOON) for number in (1, 2, 3)]
    assert [each and (each.file_name, each.state) for each in taken] == [
        ("a.csv", SubmissionState.CHECKING), ("b.csv", SubmissionState.CHECKING), None
    ]  # fmt: skip


def test_a_submission_whose_worker_died_is_taken_again(small):
    ended = subprocess.run(
        [sys.executable, "-c", "from warehouse.lease import this_process; print(this_process())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    sent(small, "a")
    assert small.take_next(ended.stdout.strip(), NOON) is not None
    assert small.take_next(this_process(), NOON).id == "S000001"


def test_a_worker_elsewhere_is_believed_alive_until_it_has_been_silent_too_long(small):
    sent(small, "a")
    small.take_next("elsewhere:1", NOON)
    small.beat("S000001", "elsewhere:1", NOON + dt.timedelta(minutes=5))
    assert small.take_next(this_process(), NOON + dt.timedelta(minutes=5) + SILENT_FOR) is None
    assert small.take_next(this_process(), NOON + dt.timedelta(minutes=6) + SILENT_FOR).id == "S000001"


def test_findings_and_rows_held_back_are_kept_as_they_were(small):
    finding = Finding(
        "TR-05", "training_roster", Effect.REFUSE_ROW, Outcome.BROKEN, "A score is 0 to 100.", "Mend it.", ("score",),
        np.array([4, 7]), "", 0.25,
    )  # fmt: skip
    cell = pd.DataFrame([["training_roster", "TR-05", "Roster", 17, "score", "140", "0 to 100", "Mend it."]])
    cell.columns = ["dataset", "rule", "sheet", "source_row", "column", "found", "expected", "hint"]
    held = pd.DataFrame([["training_roster", "Roster", 17, '{"score": "140"}', '["A score is 0 to 100."]']])
    held.columns = list(REFUSED_COLUMNS)
    small.refuse(sent(small, "a"), [finding], held, [PartAccount("training_roster")], "too many", NOON, cell)
    assert small.findings("S000001").loc[0].to_dict() == {
        "rule": "TR-05", "dataset": "training_roster", "effect": "refuse row", "outcome": "broken",
        "reason": "A score is 0 to 100.", "hint": "Mend it.", "shows": ("score",), "broken_count": 2, "detail": "",
        "seconds": 0.25,
    }  # fmt: skip
    assert small.finding_rows("S000001", "TR-05").to_dict("records") == cell.to_dict("records")
    assert small.finding_rows("S000001", "TR-06").empty
    assert small.refused_rows("S000001").to_dict("records") == held.to_dict("records")


def test_a_hundred_thousand_finding_rows_are_written_in_bulk(small):
    submission = small.take_next("here:1", NOON) or sent(small, "a")
    rows = pd.DataFrame({"source_row": range(100_000)}).assign(
        dataset="training_roster", rule="TR-05", sheet="", column="score", found="140", expected="", hint=None
    )
    small.publish(Publication(submission, [PLACES], finding_rows=rows), STATEMENTS, NOON)
    assert len(small.finding_rows("S000001")) == 100_000
    assert len(small.finding_rows("S000001", limit=10)) == 10


def test_a_partner_sees_the_submissions_it_sent_itself(small):
    sent(small, "a")
    assert [len(small.submissions(scope)) for scope in (Scope.of_partner("VEL"), Scope.of_partner("NOR"))] == [1, 0]


def test_when_files_were_received_is_told_since_a_moment_and_of_ones_own_to_a_partner(small):
    reader = Scope.of_partner("VEL")
    assert small.last_received(Scope.steward()) is None
    sent(small, "a", NOON)
    sent(small, "b", NOON + dt.timedelta(days=2))
    sent(small, "c", NOON + dt.timedelta(days=3), partner="ALD")
    later = NOON + dt.timedelta(days=1)
    assert small.received(Scope.steward(), later) == {
        "S000002": NOON + dt.timedelta(days=2), "S000003": NOON + dt.timedelta(days=3)
    }  # fmt: skip
    assert set(small.received(reader, NOON)) == {"S000001", "S000002"}
    assert small.last_received(Scope.steward()) == NOON + dt.timedelta(days=3)
    assert small.last_received(reader) == NOON + dt.timedelta(days=2)


def test_submissions_are_listed_by_state(small):
    sent(small, "a")
    refused(small, "b")
    assert [each.id for each in small.submissions(Scope.steward(), state=SubmissionState.REFUSED)] == ["S000002"]


@pytest.mark.parametrize("unknown", ["S000009", "nine", ""])
def test_an_unknown_submission_is_refused_by_name(small, unknown):
    with pytest.raises(Refused):
        small.submission(unknown)
