"""What moved an indicator: parts that add up, sentences whose numbers are the parts', and no claim without a signal."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import indicator
from metrics.changes.change import Against, Changed, Judged, change
from metrics.changes.clauses import Number, Said, number
from metrics.changes.said import sentences
from metrics.changes.split import EFFECTS, plural, split, topic_of, why_no_split
from metrics.indicator import Change, Unit
from metrics.known.bridge_said import change_said
from metrics.series import Point, Variation
from metrics.statistics.proportion import newcombe_difference
from metrics.verdict import Verdict
from tests.metrics.lines import action, member, observation, partner, places, reaction_item, run, sheets
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.causes import Cause

COMPLETION = indicator("course_completion")
COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair)))
SIDES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(COUNTS, COUNTS), min_size=1)


def _point(label: str, counts: tuple[int, int]) -> Point:
    x, n = counts
    return Point(label, State.VALUE if n else State.NOT_REPORTED, x / n if n else None, x, n, partner=label)


def _sides(parts) -> tuple[list[tuple[Point, ...]], tuple[Point, Point]]:
    sides = [tuple(_point(code, both[at]) for code, both in parts.items()) for at in (0, 1)]
    totals = [_point(f"2026 Q{at + 1}", tuple(sum(p[at][of] for p in parts.values()) for of in (0, 1))) for at in (0, 1)]
    return sides, tuple(totals)


def _explained(shelf, last="2026-03", against=Against.QUARTER_BEFORE, key="course_completion", **chosen) -> Changed:
    months = chosen.pop("months", 6)
    return change(shelf.cubes, indicator(key), shelf.selection(last, months, **chosen), Scope.steward(), against)


def _two_quarters(shelf):
    """AAA 8/10 then 9/10; BBB 10/40 then 20/40; CCC leaves after 5/10; DDD comes with 10/10."""
    first = (("AAA", 8, 2), ("BBB", 10, 30), ("CCC", 5, 5))
    second = (("AAA", 9, 1), ("BBB", 20, 20), ("DDD", 10, 0))
    shelf.fill(
        "2026-08-01",
        partner=[partner(code) for code in ("AAA", "BBB", "CCC", "DDD")],
        membership=[member("AAA"), member("BBB")],
        course_run=[run("R1", "2025-12-10", course="C1"), run("R2", "2026-03-10", course="C2")],
        training_roster=[
            row for name, side in (("R1", first), ("R2", second)) for code, good, bad in side
            for row in (*places(name, code, good), *places(name, code, bad, "NOT_COMPLETED"))
        ],
    )  # fmt: skip


@given(parts=SIDES, hidden=st.sets(st.sampled_from("ABCDEFGH")))
def test_parts_add_up_to_the_change_whatever_is_hidden(parts, hidden):
    sides, totals = _sides(parts)
    shown = [
        tuple(Point(each.label, State.SUPPRESSED, partner=each.partner) if each.partner in hidden else each
              for each in side) for side in sides
    ]  # fmt: skip
    if None in (totals[0].value, totals[1].value):
        return
    found = split(COMPLETION, "partner", shown, totals)
    assert found.why_not == ""
    moved = totals[1].value - totals[0].value
    assert sum(part.total for part in found.parts) == pytest.approx(moved, abs=1e-12)
    assert sum(found.effect(name) for name in EFFECTS) == pytest.approx(moved, abs=1e-12)
    assert not {part.partner for part in found.parts} & hidden, "what is hidden is in one part that names nobody"


@given(parts=SIDES)
def test_a_count_is_the_sum_of_what_its_parts_gained_and_lost(parts):
    only = {code: ((a, a), (b, b)) for code, ((a, _), (b, _)) in parts.items()}
    sides, _ = _sides(only)
    totals = tuple(Point("Q", State.VALUE, float(n), n, n) for n in (sum(both[at][0] for both in only.values()) for at in (0, 1)))
    found = split(indicator("observations_received"), "partner", sides, totals)
    assert sum(part.total for part in found.parts) == totals[1].n - totals[0].n
    assert all(bool(part.entry) + bool(part.exit) + bool(part.count) <= 1 for part in found.parts)


@given(parts=SIDES, judged=st.sampled_from(Judged))
def test_every_clause_says_the_number_that_it_refers_to(parts, judged):
    sides, totals = _sides(parts)
    splits = tuple(
        split(COMPLETION, by, sides, totals) if None not in (totals[0].value, totals[1].value) else _empty(by)
        for by in ("partner", "course")
    )
    moved = None if None in (totals[0].value, totals[1].value) else totals[1].value - totals[0].value
    told = Changed(
        COMPLETION, Selection.ending("G1", Month(2026, 6)), Against.QUARTER_BEFORE, *totals, judged,
        Verdict("", "", "Course completion has risen", ""), moved, None, None, "", splits, None,
    )  # fmt: skip
    for sentence in sentences(told):
        for clause in sentence.clauses:
            if clause.ref is not None and clause.ref.number in (Number.CHANGE, Number.EFFECT, Number.PART):
                assert change_said(number(told, clause.ref), Unit.SHARE) in clause.text
            if clause.ref is None:
                assert not re.search(r"[+-]\d", clause.text), "no difference stands without its number"


@pytest.mark.parametrize(
    ("key", "why"), [("course_completion", "much the same in most months"), ("overdue_actions", "is a stock")]
)
def test_why_a_difference_is_not_judged(key, why):
    told = Changed(
        indicator(key), Selection.ending("G1", Month(2026, 6)), Against.QUARTER_BEFORE, _point("a", (9, 10)),
        _point("b", (10, 10)), Judged.UNJUDGED, Verdict(Variation.NOT_JUDGED, "", "", ""), 0.1, None, None, "",
        (_empty("partner"), _empty("course")), None,
    )  # fmt: skip
    assert why in "".join(str(each) for each in sentences(told))


def _empty(by: str):
    return split(COMPLETION, by, [(), ()], (_point("a", (0, 0)), _point("b", (1, 1))))


def test_mix_rate_entry_and_exit_are_told_apart_by_partner_and_by_topic(shelf):
    _two_quarters(shelf)
    found = _explained(shelf)
    assert found.change == pytest.approx(39 / 60 - 23 / 60)
    partners, courses = found.splits
    parts = {part.partner: part for part in partners.parts}
    assert parts["BBB"].rate == pytest.approx(2 / 3 * 0.25)
    assert (parts["CCC"].exit != 0, parts["DDD"].entry != 0) == (True, True)
    assert (courses.by, [part.partner for part in courses.parts]) == ("course", ["C1", "C2"])
    assert courses.effect("entry") + courses.effect("exit") == pytest.approx(found.change)
    said = {str(each) for each in sentences(found, {"C2": "Second course"})}
    assert "2026 Q1: 65 % (39 of 60), after 38 % (23 of 60) in 2025 Q4; +26.7 points " in "".join(said)
    assert any("Second course +13.3 points" in each for each in said), "topics have the names of their list"


def test_the_interval_of_two_independent_shares_is_newcombes(shelf):
    _two_quarters(shelf)
    found = _explained(shelf)
    assert (found.change, found.low, found.high) == pytest.approx(newcombe_difference(39, 60, 23, 60))


def test_a_stock_has_no_interval_and_is_not_judged(shelf):
    shelf.fill("2026-04-20", corrective_action=[
        action(f"A{at}", due_original_on=due, due_current_on=due) for at, due in enumerate(["2025-11-01", "2026-09-01"] * 4)
    ])  # fmt: skip
    found = _explained(shelf, key="overdue_actions")
    assert (found.low, found.why_no_interval) == (None, "both quarters hold much the same cases")
    assert found.judged is Judged.UNJUDGED


def test_a_quarter_a_year_before_is_another_question(shelf):
    shelf.fill(
        "2026-08-01",
        course_run=[run("R0", "2025-02-10"), run("R1", "2025-12-10"), run("R2", "2026-03-10")],
        training_roster=[*places("R0", "AAA", 20), *places("R1", "AAA", 6), *places("R1", "AAA", 6, "NOT_COMPLETED"),
                         *places("R2", "AAA", 9), *places("R2", "AAA", 3, "NOT_COMPLETED")],
    )  # fmt: skip
    assert _explained(shelf).change == pytest.approx(0.25)
    year = _explained(shelf, against=Against.YEAR_BEFORE)
    assert (year.before.label, year.change) == ("2025 Q1", pytest.approx(-0.25))


def _months(shelf, last_three: int):
    """Two years at eight or nine of ten, the last three months as said."""
    months = [Month(2024, 4) + at for at in range(24)]
    done = [8 + at % 2 for at in range(21)] + [last_three] * 3
    shelf.fill(
        "2026-06-01",
        course_run=[run(f"R{at}", f"{month}-10") for at, month in enumerate(months)],
        training_roster=[row for at, good in enumerate(done) for row in (
            *places(f"R{at}", "AAA", good), *places(f"R{at}", "BBB", 10 - good, "NOT_COMPLETED"))],
    )  # fmt: skip


def test_where_the_chart_shows_no_signal_nothing_is_claimed(shelf):
    _months(shelf, last_three=8)
    found = _explained(shelf, months=24)
    assert (found.judged, found.change != 0) == (Judged.CHANCE, True)
    first, *rest = sentences(found)
    assert str(first) == "Course completion shows no change beyond chance."
    assert Said.PARTS in {each.about for each in rest}, "the numbers stay to be looked at"


def test_a_signal_is_a_claim_only_the_way_the_figure_went(shelf):
    _months(shelf, last_three=1)
    assert _explained(shelf, months=24).judged is Judged.SIGNAL
    found = _explained(shelf, months=24)
    assert str(sentences(found)[0]).startswith(found.verdict.title)
    up = replace(found, judged=Judged.OTHERWISE, change=0.1)
    assert "yet against 2025 Q4 it rose: two quarters alone do not show it." in str(sentences(up)[0])


def test_a_quarter_without_a_settled_month_is_not_judged(shelf):
    _months(shelf, last_three=8)
    assert _explained(shelf, last="2026-06", months=24).judged is Judged.UNJUDGED


def test_what_became_known_of_the_earlier_quarter_is_told_apart_from_what_changed(shelf):
    runs = [run("R1", "2025-12-10"), run("R2", "2026-03-10")]
    shelf.fill("2026-01-10", course_run=runs, training_roster=places("R1", "AAA", 10))
    shelf.fill("2026-02-10", training_roster=places("R1", "AAA", 10, "NOT_COMPLETED"))
    shelf.fill("2026-04-10", training_roster=[*places("R2", "AAA", 15), *places("R2", "AAA", 5, "NOT_COMPLETED")])
    found = _explained(shelf)
    assert (found.change, found.restated.change, found.since_published) == pytest.approx((0.25, -0.5, -0.25))
    assert found.since_published == pytest.approx(found.change + found.restated.change, abs=1e-12)
    assert [(part.cause, part.change) for part in found.restated.causes] == [(Cause.NEW, -0.5)]
    told = next(str(each) for each in sentences(found) if each.about is Said.RESTATED)
    assert told == (
        "2025 Q4 was first published as 100 % (10 of 10); against that the difference is -25.0 points, "
        "of which -50.0 points is what became known of 2025 Q4 since (new rows -50.0 points)."
    )


def test_a_median_and_a_composite_say_why_they_are_not_split(shelf):
    ended = [
        action(f"A{at}", state="IMPLEMENTED", endorsed_on=start, implemented_on=end)
        for at, (start, end) in enumerate([("2025-10-02", "2025-12-01"), ("2026-01-02", "2026-03-01")] * 5)
    ]
    shelf.fill("2026-06-01", corrective_action=ended)
    found = _explained(shelf, key="time_to_implementation")
    told = [str(each) for each in sentences(found)]
    assert "It cannot be split up: a median is no sum of parts." in told
    assert "made of other indicators" in split_why("engagement_index")


def split_why(key: str) -> str:
    return why_no_split(indicator(key), (_point("a", (1, 2)), _point("b", (1, 2))))


def test_a_count_is_split_though_it_is_no_share(shelf):
    seen = [*("2025-11-05",) * 4, *("2026-02-05",) * 6]
    shelf.fill(
        "2026-06-01",
        observation=[observation(f"O{at}", on, originator_partner="AAA" if at % 2 else "BBB") for at, on in enumerate(seen)],
    )
    found = _explained(shelf, key="observations_received")
    assert (found.change, found.splits[0].effect("count")) == (2, 2)
    assert found.low is None


def test_of_fewer_than_five_cases_only_the_counts_are_said(shelf):
    shelf.fill("2026-06-01", course_run=[run("R1", "2025-12-10"), run("R2", "2026-03-10")],
               training_roster=[*places("R1", "AAA", 3), *places("R2", "AAA", 30)])  # fmt: skip
    told = " ".join(str(each) for each in sentences(_explained(shelf)))
    assert "3 of 3" in told
    assert "points" not in told


def test_partners_that_are_hidden_are_one_part_that_adds_up(shelf):
    counts = {"AAA": (40, 10), "BBB": (12, 8), "CCC": (3, 2), "DDD": (2, 3)}
    shelf.fill(
        "2026-08-01",
        survey_item=[reaction_item()],
        partner=[partner(code) for code in counts], membership=[member(code) for code in counts],
        course_run=[run("R1", "2025-12-10"), run("R2", "2026-01-10")],
        survey_response=[
            row for run_code in ("R1", "R2") for code, (good, bad) in counts.items()
            for row in (*sheets(run_code, code, good, submitted_at=_sent(run_code)),
                        *sheets(run_code, code, bad + (run_code == "R2") * (code == "AAA"), answer=1,
                                submitted_at=_sent(run_code)))
        ],
    )  # fmt: skip
    found = _explained(shelf, key="course_reaction")
    partners = found.splits[0]
    names = {part.label for part in partners.parts}
    assert not names & {"Ccc", "Ddd"}
    assert "partners whose own figure is hidden" in names
    assert sum(part.total for part in partners.parts) == pytest.approx(found.change, abs=1e-12)
    assert "Ccc" not in " ".join(map(str, sentences(found)))


def _sent(run_code: str) -> str:
    return "2025-12-20T10:00:00" if run_code == "R1" else "2026-01-20T10:00:00"


def test_a_definition_that_changed_in_between_is_said(shelf):
    _two_quarters(shelf)
    found = _explained(shelf)
    log = (*COMPLETION.change_log, Change("2026-02-01", "Open runs are left out."), Change("2027-01-01", "Later."))
    told = [str(each) for each in sentences(replace(found, indicator=replace(COMPLETION, change_log=log)))]
    assert "The definition changed in between (2026-02-01: Open runs are left out): " in " ".join(told)
    assert not any("The definition changed" in str(each) for each in sentences(found))


def test_topics_have_a_singular_and_a_plural():
    named = {topic_of(indicator(key)) for key in ("engagement_index", "findings_that_changed", "course_completion")}
    assert named == {"", "topic", "course"}
    assert [plural(one) for one in ("survey and wave", "kind of review", "capability", "survey")] == [
        "surveys and waves", "kinds of review", "capabilities", "surveys"
    ]  # fmt: skip
