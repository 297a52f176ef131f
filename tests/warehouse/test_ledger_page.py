"""Looking through the ledger a page at a time, and what a file says of itself where its sender said nothing."""

import dataclasses

import pandas as pd

from tests.metrics import shelf
from tests.warehouse.small import NOON, STATEMENTS, load, places, sent, table_rows
from vocabulary.scope import Scope
from warehouse.edition import Submission, SubmissionState
from warehouse.ledger_page import Sought
from warehouse.publication import REFUSED_COLUMNS, Publication

STEWARD = Scope.steward()
PLACES = table_rows("training_roster", places(("R1", "P1", "DONE")))
NOTHING_REFUSED = pd.DataFrame(columns=list(REFUSED_COLUMNS))


def sent_by(warehouse, content: str, partner: str):
    return warehouse.receive(Submission("", f"{content:0>64}", f"{content}.csv", "", NOON, partner=partner))


def ids(page) -> list[str]:
    return [each.id for each in page.submissions]


def test_the_ledger_is_shown_a_page_at_a_time_newest_first(small):
    for content in "abcde":
        sent(small, content)
    first = small.ledger_page(STEWARD, Sought(take=2))
    last = small.ledger_page(STEWARD, Sought(skip=4, take=2))
    assert (ids(first), ids(last)) == (["S000005", "S000004"], ["S000001"])
    assert first.total == last.total == 5


def test_a_state_and_a_sender_narrow_the_page_and_the_choices_stay(small):
    load(small, "b", PLACES)
    sent_by(small, "a", "ALD")
    page = small.ledger_page(STEWARD, Sought(state=SubmissionState.PUBLISHED))
    assert (ids(page), page.total) == (["S000001"], 1)
    assert page.states == {SubmissionState.QUEUED: 1, SubmissionState.PUBLISHED: 1}
    assert page.partners == {"ALD": 1, "VEL": 1}
    assert ids(small.ledger_page(STEWARD, Sought(partner="ALD"))) == ["S000002"]
    assert ids(small.ledger_page(STEWARD, Sought(partner=""))) == []


def test_a_partner_pages_through_its_own_only(small):
    sent_by(small, "a", "ALD")
    sent_by(small, "b", "BRE")
    page = small.ledger_page(Scope.of_partner("BRE"), Sought())
    assert (ids(page), page.partners) == (["S000002"], {"BRE": 1})


def test_a_loaded_file_sent_again_without_naming_a_profile_is_recognised(small):
    load(small, "a", PLACES)
    assert sent(small, "a", profile="").state is SubmissionState.ALREADY_LOADED


def test_what_the_file_says_of_itself_is_kept_in_the_ledger(small):
    sent(small, "a", profile="")
    taken = small.take_next("test", NOON)
    read = dataclasses.replace(taken, profile="training_roster", partner="ALD")
    small.publish(Publication(read, [PLACES]), STATEMENTS, NOON)
    known = small.submission(taken.id)
    assert (known.profile, known.partner) == ("training_roster", "ALD")


def test_a_file_that_no_profile_fits_does_not_keep_the_next_one_out(warehouse):
    refused = sent(warehouse, "a", profile="")
    warehouse.refuse(refused, [], NOTHING_REFUSED, [], "its headers fit no profile", NOON)
    shelf.publish(warehouse, "2026-01-03", partner=[{"partner": "ALD", "name": "Alderland", "kind": "NATION"}])
    left = warehouse.rows("submission_manifest", STEWARD)
    assert list(left.loc[left["batch"] == refused.id, "dataset"]) == ["unrecognised"]


def test_what_an_edition_moved_can_be_asked_afterwards(small):
    load(small, "a", PLACES)
    assert set(small.moved(1).columns) >= {"indicator", "month", "numerator_before", "numerator_after"}
