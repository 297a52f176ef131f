"""Every rule of the survey invitations and answers, from both sides."""

import pytest

from expectations.datasets import survey_dispatch, survey_response
from expectations.finding import Outcome
from expectations.suite import check
from tests.expectations.asking import Row, breaking_sides, broken_rows
from tests.expectations.feedback_world import feedback_world, keyed, screening_cases
from tests.expectations.known_frames import FramesKnown, typed

DISPATCH, RESPONSES = survey_dispatch.DATASET, survey_response.DATASET
SENT = {
    "survey": "REACTION", "wave": "W1", "invitee_key": "P-01", "programme": "PRG", "partner": "ALD",
    "linked_run": "RUN-1", "sent_at": "2026-03-04 16:00", "disposition": "I", "closed_at": "2026-03-20 12:00",
    "field_opens_on": "2026-03-04",
    "field_closes_on": "2026-03-31",
}  # fmt: skip
ITEM = {"survey": "REACTION", "form_version": "1", "scale": "LIKERT5", "measures": "REACTION"}
ITEMS = [
    *(ITEM | {"item_code": f"R{number}"} for number in range(1, 13)),
    ITEM | {"item_code": "BACK", "is_reversed": True},
    ITEM | {"item_code": "NPS", "scale": "NPS11"},
    ITEM | {"item_code": "USED", "scale": "YESNO", "measures": "APPLICATION"},
    ITEM | {"item_code": "WHY", "scale": "MULTI", "options": "A;B;C"},
    ITEM | {"item_code": "ROLE", "scale": "CODE", "options": "STAFF;LINE"},
    ITEM | {"item_code": "SAY", "scale": "TEXT"},
    ITEM | {"item_code": "R1", "form_version": "2"},
]
GOOD = {
    "survey": "REACTION", "wave": "W1", "response": "R_1", "invitee_key": "P-01", "programme": "PRG", "partner": "ALD",
    "linked_run": "RUN-1", "item_code": "R1", "value_raw": "Agree", "value_num": 4, "language": "en",
    "started_at": "2026-03-10 09:00", "submitted_at": "2026-03-10 09:05", "status": "REAL", "progress": 100,
    "duration_seconds": 300, "form_version": "1",
}  # fmt: skip
OPEN_LINK = {"wave": "OPEN", "invitee_key": None}
NUMBER = {"value_raw": "2", "value_num": 2}
DECLINED = {"value_raw": "n/a", "value_num": None, "value_code": "NOT_APPLICABLE"}
BLANK = {"value_raw": None, "value_num": None}
WHY = {"item_code": "WHY/A", "value_raw": "1", "value_num": 1}
USED = {"item_code": "USED", "value_raw": "Yes", "value_num": 1}
PEOPLE = [SENT | {"invitee_key": f"P-{number:02d}"} for number in range(1, 16)]
WAVES = [
    *PEOPLE,
    SENT | {"invitee_key": "P-PART", "disposition": "P"},
    SENT | {"wave": "LATE", "sent_at": "2026-06-01 09:00", "field_opens_on": None, "field_closes_on": "2026-12-31"},
    SENT | {"wave": "NEVER", "disposition": "INELIGIBLE"},
]
OTHERS = [GOOD | {"response": f"R_OTHER{number}", "invitee_key": f"P-{number:02d}"} for number in range(2, 12)]
LATE = {"wave": "LATE", "started_at": None, "language": "de", "response": "R_L"}

CASES = [
    ("SV-01", {}, {"response": '{"ImportId":"_recordId"}'}),
    ("SV-01", {"response": "uuid:6f1c"}, {"response": "ResponseId"}),
    ("SV-02", {}, {"status": "PREVIEW"}),
    ("SV-04", WHY, {"item_code": "R99"}),
    ("SV-04", {"form_version": "2"}, {"form_version": "2", "item_code": "R2"}),
    ("SV-04", WHY, {"item_code": "R1/A"}),
    ("SV-05", {"value_num": 5}, {"value_num": 6}),
    ("SV-05", {}, {"value_num": None, "value_raw": "Ziemlich"}),
    ("SV-05", DECLINED, {"value_num": 3.5}),
    ("SV-05", BLANK, {"value_num": 0}),
    ("SV-05", {"item_code": "NPS", "value_num": 0}, {"item_code": "NPS", "value_num": 11}),
    ("SV-05", USED | {"value_num": None, "value_code": "NO"}, USED | {"value_num": 2}),
    ("SV-05", WHY | {"value_num": 0}, WHY | {"value_num": 4}),
    ("SV-05", {"item_code": "ROLE", "value_code": "LINE", "value_num": None},
     {"item_code": "ROLE", "value_code": "HEAD", "value_num": None}),
    ("SV-05", {"item_code": "SAY", "value_raw": "More practice.", "value_num": None}, {"value_num": -1}),
    ("SV-06a", DECLINED, DECLINED | {"value_num": 3}),
    ("SV-06b", BLANK, BLANK | {"value_num": 0}),
    ("SV-06b", BLANK, BLANK | {"value_code": "NOT_APPLICABLE"}),
    ("SV-06c", DECLINED, {"value_raw": "Prefer not to say", "value_num": 3}),
    ("SV-06c", {"value_raw": "Keine Angabe", "value_num": None}, {"value_raw": "Keine Angabe", "value_num": 0}),
    ("SV-07", NUMBER, NUMBER | {"value_num": 4}),
    ("SV-07", NUMBER | {"item_code": "BACK", "value_num": 4}, NUMBER | {"item_code": "BACK"}),
    ("SV-08a", WHY, {"item_code": "WHY/D"}),
    ("SV-09a", {"started_at": "2026-03-10 09:05"}, {"started_at": "2026-03-10 09:06"}),
    ("SV-09b", {"submitted_at": "2026-03-03 00:00"}, {"submitted_at": "2026-03-02 23:59"}),
    ("SV-09c", {"submitted_at": "2026-04-01 23:59"}, {"submitted_at": "2026-04-02 00:01"}),
    ("SV-09d", LATE | {"submitted_at": "2026-06-30 23:59"}, LATE | {"submitted_at": "2026-07-01 00:01"}),
    ("SV-11a", {"progress": 80, "invitee_key": "P-PART"}, {"progress": 80}),
    ("SV-11a", {}, {"invitee_key": "P-PART"}),
    ("SV-11b", {"progress": 50, "invitee_key": "P-PART"}, {"progress": 50}),
    ("SV-11b", {"progress": 49}, {"progress": 99}),
    ("SV-12a", OPEN_LINK, {"invitee_key": "P-99"}),
    ("SV-12b", LATE | {"submitted_at": "2026-06-01 09:00"}, LATE | {"submitted_at": "2026-06-01 08:59"}),
    ("SV-14", {}, OPEN_LINK),
    ("SV-15a", {"linked_run": None}, {"linked_run": "RUN-9"}),
    ("SV-15b", {}, {"invitee_key": "P-02"}),
    ("SV-15b", {"linked_run": "RUN-PAST", "invitee_key": "P-02"}, {"invitee_key": "P-02"}),
    ("SV-15b", {"partner": "BRE", "invitee_key": "P-03"}, {"invitee_key": "P-03"}),
    ("SV-15c", {"linked_engagement": "ENG-1"}, {"linked_engagement": "ENG-9"}),
    ("SV-15d", {"linked_engagement": "ENG-1"}, {"linked_engagement": "ENG-1", "partner": "BRE"}),
    ("SV-16a", {}, {"programme": "OTHER"}),
    ("SV-16b", {"partner": None}, {"partner": "NOBODY"}),
    ("SV-16c", {"unit": "ALD-M1"}, {"unit": "ALD-M9"}),
    ("SV-16d", {}, {"partner": "BRE", "response": "R_BRE"}),
    *screening_cases("SV-17", ("value_raw",)),
    ("SV-19a", USED | LATE | {"submitted_at": "2026-06-04 09:00"}, USED),
    ("SV-19a", {}, USED),
    ("SV-19b", USED | LATE | {"submitted_at": "2026-09-03 09:00"}, USED | LATE | {"submitted_at": "2026-09-05 09:00"}),
    ("SV-20a", {"language": "FR-be"}, {"language": "German"}),
    ("SV-20a", {"language": None}, {"language": "xx"}),
]  # fmt: skip
SENT_CASES = [
    ("SV-09a", {"closed_at": None}, {"closed_at": "2026-03-04 15:59"}),
    ("SV-09b", {"sent_at": "2026-06-30 23:59", "closed_at": None}, {"sent_at": "2026-07-01 00:01", "closed_at": None}),
    ("SV-09c", {"field_closes_on": "2026-03-04"}, {"field_closes_on": "2026-03-03"}),
    ("SV-15a", {}, {"linked_run": "RUN-9"}),
    ("SV-15b", {"linked_engagement": "ENG-1"}, {"linked_engagement": "ENG-9"}),
    ("SV-16a", {}, {"programme": "OTHER"}),
    ("SV-16b", {}, {"partner": "NOBODY"}),
    ("SV-16c", {"unit": "ALD-M1"}, {"unit": "ALD-M9"}),
]


def survey_world(**more: list[Row]) -> FramesKnown:
    roster = [{"run": "RUN-1", "unit": "ALD-M1", "participant_key": "P-01", "attendance": "PRESENT"},
              {"run": "RUN-1", "partner": "ALD", "participant_key": "P-02", "attendance": "NO_SHOW"}]  # fmt: skip
    return feedback_world({"survey_item": ITEMS, "survey_dispatch": WAVES, "training_roster": roster, **more})


@pytest.fixture(scope="module")
def broken() -> dict[int, list[str]]:
    cases = [(rule_id, GOOD | holds, GOOD | breaks) for rule_id, holds, breaks in CASES]
    return breaking_sides(RESPONSES, survey_world(survey_response=OTHERS), cases)


@pytest.fixture(scope="module")
def broken_dispatch() -> dict[int, list[str]]:
    return breaking_sides(DISPATCH, survey_world(), keyed(SENT_CASES, SENT, "invitee_key", "P-"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)])
def test_each_rule_names_the_answer_that_breaks_it_and_no_other(broken, number):
    assert broken[number] == ["breaks"]


@pytest.mark.parametrize(
    "number", range(len(SENT_CASES)), ids=[f"{at}-{case[0]}" for at, case in enumerate(SENT_CASES)]
)
def test_each_rule_names_the_invitation_that_breaks_it_and_no_other(broken_dispatch, number):
    assert broken_dispatch[number] == ["breaks"]


def test_every_rule_is_tested_from_both_sides():
    apart = {"SV-03a", "SV-03b", "SV-03c", "SV-08b", "SV-10a", "SV-10b", "SV-13", "SV-18", "SV-20b"}
    assert {rule.id for rule in RESPONSES.rules} == {case[0] for case in CASES} | apart
    assert {rule.id for rule in DISPATCH.rules} == {case[0] for case in SENT_CASES} | {"SV-03a", "XD-02"}


def test_good_rows_break_no_rule():
    answered = survey_world(survey_response=OTHERS)
    for dataset, row, known in ((DISPATCH, SENT, feedback_world()), (RESPONSES, GOOD, answered)):
        findings = check(dataset, typed(dataset, row), known)
        assert [finding.rule for finding in findings if finding.outcome != Outcome.HELD] == []


def test_an_item_answered_twice_on_one_sheet_and_a_person_asked_twice_are_named():
    assert broken_rows(RESPONSES, "SV-03a", survey_world(), GOOD, GOOD | {"item_code": "R2"}, GOOD) == [0, 2]
    assert broken_rows(DISPATCH, "SV-03a", survey_world(), SENT, SENT | {"wave": "W2"}, SENT) == [0, 2]


def test_a_sheet_number_used_by_two_people_is_named():
    rows = (GOOD, GOOD | {"item_code": "R2", "invitee_key": "P-02"}, GOOD | {"response": "R_2"})
    assert broken_rows(RESPONSES, "SV-03b", survey_world(), *rows) == [0, 1]


def test_of_several_sheets_of_one_person_the_last_complete_one_is_kept():
    complete = GOOD | {"response": "R_A", "submitted_at": "2026-03-10"}
    again = GOOD | {"response": "R_B", "submitted_at": "2026-03-12"}
    begun = GOOD | {"response": "R_C", "submitted_at": "2026-03-14", "progress": 60}
    of_nobody = GOOD | {"response": "R_D", "invitee_key": None}
    assert broken_rows(RESPONSES, "SV-03c", survey_world(), complete, again, begun, of_nobody) == [0, 2]


def test_a_list_of_options_agrees_with_the_rows_of_its_options():
    def option(sheet: str, letter: str, ticked: int) -> Row:
        return GOOD | {"response": sheet, "item_code": f"WHY/{letter}", "value_raw": str(ticked), "value_num": ticked}

    def listed(sheet: str, text: str | None) -> Row:
        return GOOD | {"response": sheet, "item_code": "WHY", "value_raw": text, "value_num": None}

    agreeing = (listed("R_1", "B A"), option("R_1", "A", 1), option("R_1", "B", 1), option("R_1", "C", 0))
    differing = (listed("R_2", "A;C"), option("R_2", "A", 1), option("R_2", "C", 0))
    not_taken_apart = (listed("R_3", "A B"),)
    nothing_chosen = (listed("R_4", None), option("R_4", "A", 0))
    rows = (*agreeing, *differing, *not_taken_apart, *nothing_chosen)
    assert broken_rows(RESPONSES, "SV-08b", survey_world(), *rows) == [4, 7]


def test_a_sheet_filled_in_within_a_third_of_the_median_is_a_speeder():
    taken = (300, 300, 300, 100, 99, None)
    rows = [GOOD | {"response": f"R_{at}", "duration_seconds": seconds} for at, seconds in enumerate(taken)]
    assert broken_rows(RESPONSES, "SV-10a", survey_world(), *rows) == [4]


def test_ten_items_answered_alike_are_a_straight_line_and_nine_are_not():
    def sheet(name: str, items: int) -> list[Row]:
        return [GOOD | {"response": name, "item_code": f"R{number}"} for number in range(1, items + 1)]

    varied = [*sheet("R_V", 10), GOOD | {"response": "R_V", "item_code": "R11", "value_num": 2}]
    assert broken_rows(RESPONSES, "SV-10b", survey_world(), *sheet("R_9", 9), *sheet("R_10", 10), *varied) == list(
        range(9, 19)
    )


def test_more_people_than_were_asked_refuse_the_submission():
    asked = PEOPLE[:2]
    rows = [GOOD | {"response": f"R_{number}", "invitee_key": f"P-{number:02d}"} for number in (1, 2, 3)]
    world = feedback_world({"survey_item": ITEMS, "survey_dispatch": asked})
    assert broken_rows(RESPONSES, "SV-13", world, *rows[:2], rows[1] | {"response": "R_2B"}) == []
    assert broken_rows(RESPONSES, "SV-13", world, *rows, GOOD | OPEN_LINK) == [0, 1, 2]
    unnamed = [GOOD | {"response": f"R_{name}", "invitee_key": None} for name in "XY"]
    assert broken_rows(RESPONSES, "SV-13", world, rows[0], *unnamed) == [0, 1, 2]


def test_answers_sent_before_count_against_the_people_asked():
    asked = [SENT]
    earlier = [GOOD | {"response": "R_0", "invitee_key": "P-02"}]
    world = feedback_world({"survey_item": ITEMS, "survey_dispatch": asked, "survey_response": earlier})
    assert broken_rows(RESPONSES, "SV-13", world, GOOD) == [0]


def test_where_a_wave_mixes_versions_every_version_has_the_item():
    mixed = (GOOD, GOOD | {"item_code": "R2"}, GOOD | {"response": "R_2", "form_version": "2"})
    other_wave = GOOD | {"wave": "W2", "item_code": "R2", "response": "R_3"}
    assert broken_rows(RESPONSES, "SV-18", survey_world(), *mixed, other_wave) == [1]


def test_where_some_answers_name_their_language_all_do():
    rows = (GOOD, GOOD | {"response": "R_2", "language": "fr"}, GOOD | {"response": "R_3", "language": None},
            GOOD | {"response": "R_4", "item_code": "R2", "language": None})  # fmt: skip
    assert broken_rows(RESPONSES, "SV-20b", survey_world(), *rows) == [2]


def test_more_persons_asked_than_were_present_in_the_run_are_pointed_out():
    """P-01 was present, P-02 did not come; of another run, and of another partner, no roster has come."""
    roster = [{"run": "RUN-1", "unit": "ALD-M1", "participant_key": key, "attendance": said, "attempt_no": 1}
              for key, said in (("P-01", "PRESENT"), ("P-02", "NO_SHOW"))]  # fmt: skip
    known = feedback_world({"training_roster": roster})
    elsewhere = SENT | {"linked_run": "RUN-PAST", "invitee_key": "P-03"}
    other = SENT | {"partner": "BRE", "invitee_key": "P-04"}
    second = SENT | {"invitee_key": "P-02"}
    assert broken_rows(DISPATCH, "XD-02", known, SENT, elsewhere, other) == []
    assert broken_rows(DISPATCH, "XD-02", known, SENT, elsewhere, second) == [0, 2]
    assert broken_rows(DISPATCH, "XD-02", known, SENT, second | {"wave": "W2"}) == []
