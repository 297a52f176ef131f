"""What a screen asks: series, partners, topics, scorecard, targets, and for whom."""

import threading

import pytest

from metrics import read
from metrics.catalogue import indicator, indicators
from metrics.cube import Cubes
from tests.metrics.lines import action, member, partner, places, run
from vocabulary.errors import Unavailable
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State

STEWARD = Scope.steward()
COMPLETION = indicator("course_completion")


def _two_quarters(shelf):
    """AAA 8/10 then 9/10; BBB 10/40 then 20/40; CCC leaves after 5/10; DDD comes with 10/10."""
    first = (("AAA", 8, 2), ("BBB", 10, 30), ("CCC", 5, 5))
    second = (("AAA", 9, 1), ("BBB", 20, 20), ("DDD", 10, 0))
    shelf.fill(
        "2026-08-01",
        programme=[{"programme": "G1", "name": "First programme", "start_on": "2024-01-01", "period_type": "MONTH"}],
        partner=[partner(code) for code in ("AAA", "BBB", "CCC", "DDD", "EEE")],
        membership=[member("AAA"), member("BBB"), member("EEE"), member("CCC", valid_to="2025-12-31")],
        course_run=[run("R1", "2025-12-10"), run("R2", "2026-03-10")],
        training_roster=[
            row for name, side in (("R1", first), ("R2", second)) for code, good, bad in side
            for row in (*places(name, code, good), *places(name, code, bad, "NOT_COMPLETED"))
        ],
    )  # fmt: skip


def test_a_series_has_one_point_a_month_and_says_what_it_read(shelf):
    _two_quarters(shelf)
    series = shelf.series("course_completion", "2026-03", 5)
    assert [point.month for point in series.points] == [Month(2025, 11) + at for at in range(5)]
    assert [point.state.is_number for point in series.points] == [False, True, False, False, True]
    assert (series.indicator, series.edition, series.selection.edition) == ("course_completion", 1, 1)
    assert (series.quarter.label, series.quarter.numerator, series.quarter.n) == ("2026 Q1", 39, 60)


def test_a_quarter_that_is_shown_in_part_says_so(shelf):
    _two_quarters(shelf)
    assert shelf.series("course_completion", "2026-02").quarter.label == "2026 Q1 to Feb 2026"


def test_a_month_is_provisional_until_the_reports_for_its_period_are_due(shelf):
    shelf.fill(
        "2026-04-20",
        programme=[{"programme": "G1", "name": "One", "start_on": "2024-01-01", "period_type": "QUARTER"}],
        period=[
            {"period": "2026Q1", "calendar": "QUARTER", "start_on": "2026-01-01", "end_on": "2026-03-31",
             "due_on": "2026-04-20"},
            {"period": "202601", "calendar": "MONTH", "start_on": "2026-01-01", "end_on": "2026-01-31",
             "due_on": "2026-02-20"},
        ],
        course_run=[run("R1", "2026-01-10")],
        training_roster=places("R1", "AAA", 9),
    )  # fmt: skip
    early = shelf.point("course_completion", "2026-01")
    assert (early.provisional, early.note) == (True, "reports are due by 2026-04-20")
    shelf.fill("2026-04-21", course_run=[run("R2", "2026-02-10")])
    settled = shelf.point("course_completion", "2026-01")
    assert (settled.provisional, settled.note) == (False, "")


def test_members_that_reported_nothing_are_there_and_partners_that_left_are_not(shelf):
    _two_quarters(shelf)
    found = shelf.by_partner("course_completion", "2026-03")
    assert {code: point.state for code, point in found.items()} == {
        "AAA": State.VALUE, "BBB": State.VALUE, "DDD": State.VALUE, "EEE": State.NOT_REPORTED
    }  # fmt: skip
    assert [point.label for point in found.values()] == ["Aaa", "Bbb", "Ddd", "Eee"]


def test_partners_chosen_are_the_only_ones_counted(shelf):
    _two_quarters(shelf)
    assert shelf.series("course_completion", "2026-03", partners=("AAA", "DDD")).quarter.n == 20
    assert shelf.series("course_completion", "2026-03", partners=("EEE",)).quarter.state is State.NOT_REPORTED


def test_contributions_add_up_to_the_change_with_entry_and_exit_apart(shelf):
    _two_quarters(shelf)
    said = read.contributions(shelf.cubes, COMPLETION, shelf.selection("2026-03"), STEWARD)
    assert said.change == pytest.approx(39 / 60 - 23 / 60)
    assert sum(part.total for part in said.parts) == pytest.approx(said.change, abs=1e-12)
    parts = {part.partner: part for part in said.parts}
    assert (parts["CCC"].exit != 0, parts["CCC"].rate, parts["CCC"].entry) == (True, 0, 0)
    assert (parts["DDD"].entry != 0, parts["DDD"].exit) == (True, 0)
    assert parts["BBB"].rate == pytest.approx(2 / 3 * 0.25)
    assert said.parts[0].partner == "BBB", "the largest first"


def test_a_median_has_no_contributions_and_no_funnel_and_says_why(shelf):
    shelf.fill("2026-08-01", corrective_action=[action("A1")])
    said = read.contributions(shelf.cubes, indicator("time_to_implementation"), shelf.selection("2026-03"), STEWARD)
    assert said.why_not == "a median is no sum of parts"
    with pytest.raises(Unavailable, match="no share"):
        read.funnel(shelf.cubes, indicator("time_to_implementation"), shelf.selection("2026-03"), STEWARD)


def test_a_funnel_sets_partners_around_the_programme(shelf):
    _two_quarters(shelf)
    funnel = read.funnel(shelf.cubes, COMPLETION, shelf.selection("2026-03"), STEWARD)
    assert funnel.centre == 39 / 60
    assert dict(zip([point.partner for point in funnel.points], funnel.positions, strict=True)) == {
        "AAA": "within", "BBB": "within", "DDD": "beyond 95 %", "EEE": ""
    }  # fmt: skip; of 65 %, 20 of 40 or fewer have a chance of 3.6 %, all of 10 one of 1.3 %
    assert len(funnel.limits.n) == len(funnel.limits.high_998)


def test_small_multiples_give_one_series_a_partner(shelf):
    _two_quarters(shelf)
    found = read.small_multiples(shelf.cubes, COMPLETION, shelf.selection("2026-03"), STEWARD)
    assert {each.selection.partners: each.quarter.n for each in found} == {
        ("AAA",): 10, ("BBB",): 40, ("DDD",): 10, ("EEE",): 0
    }  # fmt: skip


def test_topics_add_up_to_the_quarter(shelf):
    shelf.fill(
        "2026-08-01",
        course_run=[run("R1", "2026-01-10", course="C1"), run("R2", "2026-03-10", course="C2")],
        training_roster=[*places("R1", "AAA", 8), *places("R2", "AAA", 4, "NOT_COMPLETED")],
    )
    points = read.by_topic(shelf.cubes, COMPLETION, shelf.selection("2026-03"), STEWARD)
    assert [(point.label, point.numerator, point.n) for point in points] == [("C1", 8, 8), ("C2", 0, 4)]


def test_the_scorecard_holds_every_headline_indicator(shelf):
    _two_quarters(shelf)
    rows = read.scorecard(shelf.cubes, shelf.selection("2026-03"), STEWARD)
    assert {row[0].key for row in rows} == {each.key for each in indicators().values() if each.headline}


def test_partners_and_programmes_have_names(shelf):
    _two_quarters(shelf)
    assert [each.code for each in read.partners(shelf.cubes, shelf.selection("2026-03"), STEWARD)] == [
        "AAA",
        "BBB",
        "EEE",
    ]
    assert read.programmes(shelf.cubes, STEWARD) == (("G1", "First programme"),)


def test_a_target_set_for_the_period_stands_above_the_default(shelf):
    common = {"indicator": "TRN-01", "programme": "G1", "measured_in": "PERCENT", "direction": "UP", "kind": "FINAL",
              "set_by_role": "steering group"}  # fmt: skip
    shelf.fill(
        "2026-08-01",
        target=[
            {**common, "period": "2026", "target_value": 70, "set_on": "2026-01-01"},
            {**common, "period": "2026Q1", "target_value": 60, "set_on": "2025-12-01"},
            {**common, "period": "2026Q1", "target_value": 65, "set_on": "2025-12-15"},
            {**common, "period": "2026Q1", "target_value": 10, "set_on": "2026-01-15", "partner": "AAA"},
        ],
    )
    first, second = shelf.series("course_completion", "2026-03"), shelf.series("course_completion", "2026-06")
    assert (first.target, first.target_source) == (0.65, "set by steering group on 2025-12-15 for 2026Q1")
    assert second.target == 0.70
    assert shelf.series("course_completion", "2025-12").target == COMPLETION.target


def test_a_partner_is_held_to_its_own_target_when_it_is_looked_at_alone(shelf):
    common = {"indicator": "TRN-01", "programme": "G1", "measured_in": "PERCENT", "direction": "UP", "kind": "FINAL",
              "set_by_role": "steering group", "set_on": "2026-01-01"}  # fmt: skip
    shelf.fill(
        "2026-08-01",
        target=[
            {**common, "period": "2026Q1", "target_value": 65},
            {**common, "period": "2026", "target_value": 40, "partner": "AAA"},
        ],
    )
    chosen = Selection.ending("G1", Month(2026, 3))

    def target(*partners: str) -> float | None:
        return read.series(shelf.cubes, COMPLETION, chosen.narrowed(*partners), STEWARD).target

    assert (target("AAA"), target("BBB"), target(), target("AAA", "BBB")) == (0.40, 0.65, 0.65, 0.65)
    several = read.small_multiples(shelf.cubes, COMPLETION, chosen, STEWARD)
    assert all(each.target == (0.40 if each.selection.partners == ("AAA",) else 0.65) for each in several)


def test_a_partner_sees_what_is_marked_for_it_and_nothing_else(shelf):
    shelf.fill(
        "2026-08-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            *places("R1", "AAA", 5, marking="AAA"), *places("R1", "BBB", 7, marking="BBB"),
            *places("R1", "CCC", 11), *places("R1", "DDD", 13, marking="NONE"),
            *places("R1", "EEE", 17, marking="AAA BBB"),
        ],
    )  # fmt: skip
    seen = {
        code: shelf.series("course_completion", "2026-03", scope=Scope.of_partner(code)).quarter.n
        for code in ("AAA", "BBB", "CCC")
    }
    assert seen == {"AAA": 5 + 11 + 17, "BBB": 7 + 11 + 17, "CCC": 11}
    assert shelf.series("course_completion", "2026-03").quarter.n == 5 + 7 + 11 + 13 + 17
    assert set(shelf.by_partner("course_completion", "2026-03", Scope.of_partner("CCC"))) == {"CCC"}


def test_a_fact_of_two_rows_is_seen_only_by_who_may_see_both(shelf):
    shelf.fill(
        "2026-08-01",
        course_run=[run("R1", "2026-02-10", marking="AAA"), run("R2", "2026-02-11", marking="BBB")],
        training_roster=[*places("R1", "AAA", 5), *places("R2", "AAA", 6, marking="AAA")],
    )
    seen = [
        shelf.series("course_completion", "2026-03", scope=Scope.of_partner(code)).quarter.n for code in ("AAA", "BBB")
    ]
    assert seen == [5, 0]


def test_cubes_are_shared_by_threads_bounded_and_kept_apart_by_reader(shelf):
    shelf.fill(
        "2026-08-01", course_run=[run("R1", "2026-02-10")], training_roster=places("R1", "AAA", 5, marking="AAA")
    )
    cubes, seen = Cubes(shelf.warehouse, most=3), []

    def look(scope):
        for _ in range(20):
            seen.append((scope.partner, read.series(cubes, COMPLETION, shelf.selection("2026-03"), scope).quarter.n))

    threads = [
        threading.Thread(target=look, args=(scope,)) for scope in (STEWARD, *map(Scope.of_partner, ("AAA", "BBB")))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {(None, 5), ("AAA", 5), ("BBB", 0)}
    assert len(seen) == 60


def test_an_edition_that_is_not_there_is_said(shelf):
    with pytest.raises(Unavailable):
        shelf.series("course_completion", "2026-03")


def test_curves_begin_at_everybody_and_say_how_far_they_may_be_drawn(shelf):
    quick = [action(f"Q{at}", implemented_on="2025-02-0" + str(at + 1), state="IMPLEMENTED") for at in range(4)]
    shelf.fill("2025-12-01", corrective_action=[*quick, *(action(f"O{at}") for at in range(3))])
    curves = shelf.series("time_to_implementation", "2025-12", 12).curve
    assert [(each.name, each.of) for each in curves] == [
        ("implemented, started 2025", "implemented"), ("validated, started 2025", "validated")
    ]  # fmt: skip
    first = curves[0]
    assert (first.times[0], first.survival[0], first.at_risk[0], first.n, first.events) == (0, 1, 7, 7, 4)
    assert first.drawn == 1 + 3, "five at risk or more on the first three days"
    # Four of seven within 90 days, the others followed for 330: 1 - S = 4 / 7, log-log interval; 365 days nobody was.
    assert [within and round(within[0], 4) for within in first.ended_within] == [0.5714, 0.5714, None]
    assert first.ended_within[0][1:] == pytest.approx((0.2656, 0.9022), abs=5e-5)


def test_formally_ended_actions_stay_in_the_denominator_of_waiting(shelf):
    done = [action(f"Q{at}", implemented_on="2025-02-01", state="IMPLEMENTED") for at in range(3)]
    over = [action(f"C{at}", ended_on="2025-01-05", state="CANCELLED") for at in range(3)]
    shelf.fill("2025-12-01", corrective_action=[*done, *over])
    assert shelf.point("time_to_implementation", "2025-01").value == 31
    shelf.fill("2025-12-02", corrective_action=[action("C9", ended_on="2025-01-05", state="CANCELLED")])
    point = shelf.point("time_to_implementation", "2025-01")
    assert (point.state, point.parts["formally ended"]) == (State.NOT_APPLICABLE, 4)
