"""What a reviewer who knows the field tests first."""

from dataclasses import replace

import pytest

from metrics.series import Variation
from tests.metrics.lines import (
    PROGRAMME,
    action,
    member,
    month,
    owed,
    partner,
    places,
    reaction_item,
    run,
    sent,
    sheets,
)
from vocabulary.state import State

MONTHS = ("2026-01", "2026-02", "2026-03")


def test_a_partner_that_leaves_in_mid_quarter_owes_the_months_it_was_a_member_at_the_end_of(shelf):
    shelf.fill(
        "2026-08-01",
        membership=[member("AAA"), member("BBB", valid_to="2026-02-14")],
        period=[month("202601", "2026-01-01", "2026-01-31"), month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[
            owed(code, period, "2026-04-15") for code in ("AAA", "BBB") for period in ("202601", "202602")
        ],
        submission_manifest=[
            sent(f"{code}{period}", code, period, "2026-03-01")
            for code in ("AAA", "BBB")
            for period in ("202601", "202602")
        ],
    )
    points = shelf.series("reporting_completeness", "2026-02", 2).points
    assert [(point.numerator, point.n) for point in points] == [(2, 2), (1, 1)]
    assert shelf.point("reporting_completeness", "2026-02", partners=("BBB",)).state is State.NOT_REPORTED


def test_a_quarter_of_a_stock_is_its_last_month_and_not_the_sum(shelf):
    shelf.fill(
        "2026-08-01",
        corrective_action=[
            action("A1", due_current_on="2026-01-10", implemented_on="2026-02-20", state="IMPLEMENTED"),
            action("A2", due_current_on="2026-03-10"),
            action("A3", due_current_on="2026-12-01", endorsed_on="2026-03-05"),
        ],
    )
    series = shelf.series("overdue_actions", "2026-03")
    assert [(point.numerator, point.n) for point in series.points] == [(1, 2), (0, 1), (1, 2)]
    assert (series.quarter.numerator, series.quarter.n) == (1, 2)


def test_finishing_moving_or_cancelling_a_late_action_does_not_improve_on_time_implementation(shelf):
    late = action("A1", due_original_on="2026-03-10", due_current_on="2026-03-10")
    good = action("A2", due_original_on="2026-03-20", implemented_on="2026-03-20", state="IMPLEMENTED")
    shelf.fill("2026-04-15", corrective_action=[late, good])
    changes = (
        {"implemented_on": "2026-04-16", "state": "IMPLEMENTED"},
        {"due_current_on": "2027-03-10"},
        {"state": "CANCELLED", "ended_on": "2026-04-20"},
        {"state": "CANCELLED", "ended_on": "2026-03-10"},
    )
    for at, change in enumerate(changes):
        shelf.fill(f"2026-05-0{at + 1}", corrective_action=[{**late, **change}])
        point = shelf.point("implemented_on_time", "2026-03")
        assert (point.numerator, point.n) == (1, 2), change
    assert point.parts["formally ended when due or later"] == 1


def test_cancelling_before_the_due_date_takes_an_action_out_and_counts_it_beside(shelf):
    shelf.fill(
        "2026-04-15",
        corrective_action=[
            action("A1", due_original_on="2026-03-10", state="CANCELLED", ended_on="2026-03-09"),
            action("A2", due_original_on="2026-03-10", state="MERGED", ended_on="2026-03-09"),
            action("A3", due_original_on="2026-03-10", state="MERGED", ended_on="2026-05-09"),
        ],
    )
    point = shelf.point("implemented_on_time", "2026-03")
    assert (point.state, point.n) == (State.NOT_APPLICABLE, 0)
    assert point.parts == {"formally ended before due": 1, "formally ended when due or later": 0}


def test_an_action_that_is_not_due_yet_is_left_out_counted_and_makes_the_month_provisional(shelf):
    shelf.fill(
        "2026-03-15",
        corrective_action=[
            action("A1", due_original_on="2026-03-15"), action("A2", due_original_on="2026-03-16"),
        ],
    )  # fmt: skip
    point = shelf.point("implemented_on_time", "2026-03")
    assert (point.n, point.left_out, point.provisional) == (1, 1, True)
    assert "1 left out: not due yet" in point.note


def test_the_median_rises_while_old_items_stay_open(shelf):
    quick = [action(f"Q{at}", implemented_on="2025-01-31", state="IMPLEMENTED") for at in range(3)]
    slow = [action(f"S{at}", implemented_on="2025-05-01", state="IMPLEMENTED") for at in range(2)]
    shelf.fill("2025-06-01", corrective_action=[*quick, *slow])
    assert shelf.point("time_to_implementation", "2025-01").value == 30
    shelf.fill("2025-06-02", corrective_action=[action(f"O{at}", endorsed_on="2025-01-01") for at in range(2)])
    assert shelf.point("time_to_implementation", "2025-01").value == 120


def test_an_action_without_owner_and_due_date_is_open_and_in_its_own_band(shelf):
    shelf.fill("2026-04-15", corrective_action=[action("A1", responsible_partner=None, due_current_on=None)])
    point = shelf.point("overdue_actions", "2026-03")
    assert (point.numerator, point.n, point.parts["no due date"]) == (0, 1, 1)
    assert shelf.by_partner("overdue_actions", "2026-03")[""].label == "not stated"


def test_zero_missing_not_applicable_and_suppressed_are_four_states(shelf):
    shelf.fill(
        "2026-06-01",
        survey_item=[reaction_item()],
        course_run=[run("R1", "2026-01-10"), run("R2", "2026-03-10")],
        training_roster=[
            *places("R1", "AAA", 6, "COMPLETED_FAIL"), *places("R2", "AAA", 6, "NOT_RECORDED"),
        ],
        survey_response=sheets("R1", "AAA", 9),
    )  # fmt: skip
    zero, missing, without_cases = shelf.series("course_completion", "2026-03").points
    assert [each.state for each in (zero, missing, without_cases)] == [
        State.ZERO, State.NOT_REPORTED, State.NOT_APPLICABLE
    ]  # fmt: skip
    assert (zero.value, missing.value, without_cases.value) == (0.0, None, None)
    assert without_cases.left_out == 6
    hidden = shelf.point("course_reaction", "2026-01")
    assert (hidden.state, hidden.value, hidden.n, hidden.numerator, hidden.parts) == (State.SUPPRESSED, None, 0, 0, {})


def test_a_failing_grade_is_no_completion(shelf):
    roster = [*places("R1", "AAA", 6), *places("R1", "AAA", 4, "COMPLETED_FAIL")]
    shelf.fill("2026-06-01", course_run=[run("R1", "2026-02-10")], training_roster=roster)
    assert shelf.point("course_completion", "2026-02").value == 0.6


def test_a_survey_by_open_link_has_no_response_rate(shelf):
    shelf.fill("2026-06-01", survey_response=sheets("R1", "AAA", 40, invitee_key=None))
    point = shelf.point("survey_response_rate", "2026-01")
    assert (point.state, point.value, point.left_out) == (State.NOT_APPLICABLE, None, 40)
    assert point.note == "40 answers came by an open link: response rate not computable for them"


def test_a_corrected_file_changes_the_figure_and_the_earlier_edition_keeps_its_own(shelf):
    roster = places("R1", "AAA", 10, "NOT_COMPLETED")
    shelf.fill("2026-06-01", course_run=[run("R1", "2026-02-10")], training_roster=roster)
    shelf.fill("2026-06-10", training_roster=[{**row, "outcome": "COMPLETED_PASS"} for row in roster[:7]])
    assert shelf.point("course_completion", "2026-02").value == 0.7
    assert shelf.point("course_completion", "2026-02", edition=1).value == 0.0
    assert shelf.series("course_completion", "2026-02").edition == 2


def test_three_of_three_carries_an_interval_that_reaches_below_ninety_five_of_a_hundred(shelf):
    shelf.fill(
        "2026-06-01",
        partner=[partner("AAA"), partner("BBB")],
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            *places("R1", "AAA", 3), *places("R1", "BBB", 95), *places("R1", "BBB", 5, "NOT_COMPLETED"),
        ],
    )  # fmt: skip
    found = shelf.by_partner("course_completion", "2026-03")
    assert list(found) == ["AAA", "BBB"], "by name, never by rank"
    assert found["AAA"].low < found["BBB"].low
    assert found["AAA"].note == "fewer than 5: shown as 3 of 3"


def test_twelve_points_are_too_few_for_a_verdict_and_say_trial_limits(shelf):
    months = [f"2025-{at:02d}" for at in range(1, 13)]
    runs = [run(f"R{at}", f"{code}-10") for at, code in enumerate(months)]
    roster = [
        row
        for each in runs
        for row in (*places(each["run"], "AAA", 8), *places(each["run"], "AAA", 2, "NOT_COMPLETED"))
    ]
    shelf.fill("2026-06-01", course_run=runs, training_roster=roster)
    series = shelf.series("course_completion", "2025-12", 12)
    assert (series.control.is_trial, series.verdict.variation) == (True, Variation.TOO_FEW)
    assert "trial limits" in series.control.says


def test_a_refused_version_does_not_count_and_the_first_accepted_one_sets_the_day(shelf):
    shelf.fill(
        "2026-08-01",
        membership=[member("AAA"), member("BBB")],
        period=[month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[owed(code, "202602", "2026-03-15", cut_off_on="2026-04-15") for code in ("AAA", "BBB")],
        submission_manifest=[
            sent("B1", "AAA", "202602", "2026-03-10", "REFUSED"), sent("B2", "AAA", "202602", "2026-03-20"),
            sent("B3", "BBB", "202602", "2026-03-10"), sent("B4", "BBB", "202602", "2026-05-20"),
        ],
    )  # fmt: skip
    on_time, complete = (shelf.point(f"reporting_{name}", "2026-02") for name in ("timeliness", "completeness"))
    assert (on_time.numerator, on_time.n) == (1, 2)
    assert on_time.parts == {"came late": 1, "first version in time, accepted or not": 2}
    assert (complete.numerator, complete.n) == (2, 2)


def test_late_notice_is_no_no_show_and_early_notice_leaves_the_denominator(shelf):
    common = {"confirmed_on": "2026-01-02", "outcome": "WITHDRAWN", "attendance": "UNKNOWN"}
    notice = {"early": "2026-02-10", "late": "2026-02-11"}
    roster = [
        {**places("R1", "AAA", 1)[0], **common, "participant_key": name, "withdrawn_on": on}
        for name, on in notice.items()
    ]
    roster += [{**places("R1", "AAA", 1)[0], **common, "participant_key": "GONE", "attendance": "NO_SHOW"}]
    roster += [{**places("R1", "AAA", 1)[0], **common, "participant_key": "UNSAID"}]
    shelf.fill("2026-06-01", course_run=[run("R1", "2026-02-20")], training_roster=roster)
    point = shelf.point("no_show", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (1, 2, 1)


def test_a_review_that_comes_later_takes_the_exercise_out_of_those_without_one(shelf):
    exercise = {"engagement": "E1", "programme": PROGRAMME, "kind": "EXERCISE", "status": "HELD",
                "start_on": "2026-01-10", "end_on": "2026-01-12", "host_partner": "AAA"}  # fmt: skip
    shelf.fill("2026-06-01", engagement=[exercise])
    before = shelf.point("after_action_on_time", "2026-01")
    assert (before.numerator, before.n, before.parts["exercise without any review"]) == (0, 1, 1)
    review = {"review": "V1", "programme": PROGRAMME, "engagement": "E1", "kind": "AAR",
              "state": "HELD", "planned_on": "2026-02-01", "event_end_on": "2026-01-12",
              "report_submitted_on": "2026-03-01"}  # fmt: skip
    shelf.fill("2026-06-02", review=[review])
    half = shelf.point("after_action_on_time", "2026-01")
    assert (half.numerator, half.n, half.parts["exercise without any review"]) == (0, 1, 0)
    shelf.fill("2026-06-03", review=[{**review, "plan_submitted_on": "2026-04-12"}])
    whole = shelf.point("after_action_on_time", "2026-01")
    assert (whole.numerator, whole.n) == (1, 1), "the ninetieth day is in time"
    shelf.fill("2026-06-04", review=[{**review, "plan_submitted_on": "2026-04-13"}])
    assert shelf.point("after_action_on_time", "2026-01").numerator == 0


def test_validation_by_the_owner_or_without_evidence_closes_nothing(shelf):
    done = {"state": "VALIDATED", "implemented_on": "2025-06-10", "validated_on": "2025-08-01",
            "responsible_organisation": "Works Unit"}  # fmt: skip
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", **done, validated_by_role="works unit ", evidence_ref="DOC 1"),
            action("A2", **done, validated_by_role="Evaluator", evidence_ref=" "),
            action("A3", **done, validated_by_role="Evaluator", evidence_ref="DOC 2"),
            action("A4", state="IMPLEMENTED", implemented_on="2025-06-10"),
        ],
    )
    point = shelf.point("validated_closure", "2025-06")
    assert (point.numerator, point.n, point.parts) == (1, 4, {"validated within 180 days": 1})


@pytest.mark.parametrize("key", ["course_completion", "implemented_on_time", "overdue_actions"])
def test_partners_add_up_to_the_programme(shelf, key):
    shelf.fill(
        "2026-08-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[*places("R1", "AAA", 7), *places("R1", "BBB", 5, "NOT_COMPLETED"), *places("R1", None, 2)],
        corrective_action=[
            action(f"A{at}", responsible_partner=code, due_original_on="2026-02-01", due_current_on="2026-02-01")
            for at, code in enumerate(("AAA", "AAA", "BBB", None))
        ],
    )
    total = shelf.series(key, "2026-03").quarter
    parts = shelf.by_partner(key, "2026-03").values()
    assert (sum(each.numerator for each in parts), sum(each.n for each in parts)) == (total.numerator, total.n)
    assert total.n > 0


def test_reopening_an_action_puts_it_back_among_the_open(shelf):
    done = action("A1", implemented_on="2026-01-15", state="IMPLEMENTED", due_current_on="2026-01-20")
    shelf.fill("2026-02-01", corrective_action=[done])
    assert [each.n for each in shelf.series("overdue_actions", "2026-01", 2).points] == [1, 0]
    shelf.fill("2026-08-01", corrective_action=[{**done, "state": "IN_IMPLEMENTATION", "reopened_on": "2026-03-05"}])
    assert [each.n for each in shelf.series("overdue_actions", "2026-04", 5).points] == [1, 0, 0, 1, 1]


def test_a_month_that_still_runs_is_judged_on_the_editions_day(shelf):
    shelf.fill("2026-03-10", corrective_action=[action("A1", due_current_on="2026-03-10")])
    assert shelf.point("overdue_actions", "2026-03").numerator == 0
    shelf.fill("2026-03-11", corrective_action=[action("A2", due_current_on="2027-03-10")])
    now = shelf.point("overdue_actions", "2026-03")
    assert (now.numerator, now.n, now.provisional) == (1, 2, True)
    assert shelf.point("overdue_actions", "2026-04").state is State.NOT_REPORTED


def test_ages_of_overdue_actions_fall_into_their_bands(shelf):
    ends = ("2026-03-30", "2026-03-01", "2026-02-28", "2025-12-31", "2025-12-30", "2025-03-31", "2025-03-30")
    shelf.fill("2026-06-01", corrective_action=[action(f"A{at}", due_current_on=on) for at, on in enumerate(ends)])
    parts = shelf.point("overdue_actions", "2026-03").parts
    assert list(parts.items())[:5] == [
        ("overdue 0-30 days", 2), ("overdue 31-90 days", 2), ("overdue 91-180 days", 1),
        ("overdue 181-365 days", 1), ("overdue more than 365 days", 1),
    ]  # fmt: skip


def test_a_series_of_the_same_edition_never_changes(shelf):
    shelf.fill(
        "2026-03-10", corrective_action=[action("A1", due_original_on="2026-03-20", due_current_on="2026-03-20")]
    )
    before = shelf.series("implemented_on_time", "2026-03", edition=1)
    shelf.fill("2026-09-10", corrective_action=[action("A2", due_original_on="2026-03-01")])
    assert shelf.series("implemented_on_time", "2026-03", edition=1) == replace(before)
