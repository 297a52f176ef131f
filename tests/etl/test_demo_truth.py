"""The demonstration programme holds the stories that its README tells, and ordinary chance everywhere else."""

import datetime as dt
from collections.abc import Callable, Iterable

import pytest

from etl.demo import action_register
from etl.demo.cast import (
    LATE_PARTNERS,
    LATE_SINCE,
    PARTNERS,
    RECURRING_ACTION,
    SILENT_PARTNER,
    SILENT_SINCE,
    SMALL_PARTNER,
    TODAY,
)
from etl.demo.observations import RECURRENCE
from etl.demo.rhythm import due_on, owed, turns
from etl.demo.training import NO_SHOW_MONTH
from etl.demo.training_exports import USUAL
from etl.demo.truth import Truth, truth
from metrics.indicator import Direction
from metrics.series import Control, Meaning
from metrics.statistics.control import control
from vocabulary.period import Month

SEED = 2026
MONTHS = tuple(Month(2024, 10).until(Month(2026, 9)))
Cases = Iterable[tuple[Month, bool]]


@pytest.fixture(scope="module")
def known() -> Truth:
    return truth(SEED)


def counts(cases: Cases) -> tuple[list[int], list[int]]:
    """Numerator and denominator of each month."""
    cases = list(cases)
    met = [sum(held for month, held in cases if month == shown) for shown in MONTHS]
    return met, [sum(month == shown for month, _ in cases) for shown in MONTHS]


def chart(cases: Cases, direction: Direction) -> Control:
    met, of = counts(cases)
    shares = [numerator / n if n else None for numerator, n in zip(met, of, strict=True)]
    return control(shares, met, of, [False] * len(MONTHS), direction, True)


def flagged(of: Control, meaning: Meaning) -> list[Month]:
    return [MONTHS[signal.index] for signal in of.signals if signal.meaning == meaning]


def completion(known: Truth) -> Cases:
    ends = {run["run"]: Month.of(run["end_on"]) for run in known.training.runs}
    last = {(place["run"], place["participant_key"]): place for place in known.training.places}
    places = (place for place in last.values() if place["outcome"] != "WITHDRAWN")
    return [(ends[place["run"]], place["outcome"] in ("COMPLETED_PASS", "COMPLETED_UNGRADED")) for place in places]


def no_shows(known: Truth) -> Cases:
    """Without the partners on Moodle: it does not say whose place was confirmed."""
    starts = {run["run"]: Month.of(run["start_on"]) for run in known.training.runs}
    told = {code for code, export in USUAL.items() if export.profile != "moodle_completion"}
    first = (place for place in known.training.places if place["attempt_no"] == 1)
    sent = (place for place in first if str(place["unit"])[:3] in told)
    places = (place for place in sent if place["outcome"] != "WITHDRAWN")
    return [(starts[place["run"]], place["attendance"] == "NO_SHOW") for place in places]


def was_in_time(action: dict) -> bool:
    done = action.get("implemented_on")
    return bool(done and not action.get("ended_on") and done <= action["due_original_on"])


def on_time(known: Truth) -> Cases:
    due = (a for a in known.actions if not (a.get("ended_on") and a["ended_on"] < a["due_original_on"]))
    return [(Month.of(action["due_original_on"]), was_in_time(action)) for action in due]


def validated(known: Truth) -> Cases:
    done = (a for a in known.actions if a.get("implemented_on") and not a.get("ended_on"))
    matured = (a for a in done if a["implemented_on"] + dt.timedelta(180) <= TODAY)
    return [(Month.of(a["implemented_on"]), bool(a.get("validated_on") and a["has_evidence"])) for a in matured]


def participation(known: Truth) -> Cases:
    held = {e["engagement"]: Month.of(e["start_on"]) for e in known.engagements.engagements if e["status"] == "HELD"}
    invited = (row for row in known.engagements.invitations if row["engagement"] in held)
    return [(held[row["engagement"]], row["attendance"] == "PRESENT") for row in invited]


def answered(known: Truth) -> Cases:
    return [(Month.of(row["field_closes_on"]), row["disposition"] in ("I", "P")) for row in known.surveys.dispatch]


def liked(known: Truth) -> Cases:
    ends = {run["run"]: Month.of(run["end_on"]) for run in known.training.runs}
    given = ((row["run"], value) for row in known.surveys.responses for value in row["answers"].values())
    return [(ends[run], value in ("4", "5")) for run, value in given if value not in ("", "NA")]


def reports(known: Truth) -> Cases:
    cases = []
    for partner in PARTNERS:
        received = {turn.period.code: turn.received_at.date() for turn in turns(known.seed, partner)}
        due = [period for period in owed(partner) if due_on(period) <= TODAY]
        cases += [(Month.of(p.end), received.get(p.code, TODAY) <= due_on(p)) for p in due]
    return cases


def overdue_share(known: Truth, on: dt.date) -> float:
    rows = [row for action in known.actions if (row := action_register.as_known(action, on))]
    open_rows = [row for row in rows if row["state"] in ("PROPOSED", "ENDORSED", "PLANNED", "IN_IMPLEMENTATION")]
    return sum(bool(row.get("due_current_on") and row["due_current_on"] < on) for row in open_rows) / len(open_rows)


def test_implementation_on_time_is_a_concern_in_every_month_since_the_form_changed(known: Truth):
    assert flagged(chart(on_time(known), Direction.UP), Meaning.CONCERN) == [m for m in MONTHS if m >= LATE_SINCE]


def test_two_owners_hold_most_of_what_was_late_in_the_last_quarter(known: Truth):
    last = set(MONTHS[-3:])
    late = [a for a in known.actions if Month.of(a["due_original_on"]) in last and not was_in_time(a)]
    theirs = [action for action in late if action["responsible_partner"] in LATE_PARTNERS]
    assert len(theirs) / len(late) > 0.55


def test_course_completion_is_an_improvement_in_every_month_of_2026_and_stands_at_93_percent(known: Truth):
    improved = flagged(chart(completion(known), Direction.UP), Meaning.IMPROVEMENT)
    assert set(Month(2026, 1).until(Month(2026, 9))) <= set(improved)
    met, of = counts(completion(known))
    assert 0.92 < sum(met[-3:]) / sum(of[-3:]) < 0.95


def test_one_month_of_no_shows_is_out_and_no_other(known: Truth):
    assert [MONTHS[s.index] for s in chart(no_shows(known), Direction.DOWN).signals] == [NO_SHOW_MONTH]


def test_reporting_on_time_is_a_concern_in_every_month_since_the_form_changed(known: Truth):
    assert flagged(chart(reports(known), Direction.UP), Meaning.CONCERN) == [m for m in MONTHS if m >= LATE_SINCE]


@pytest.mark.parametrize("cases", [validated, participation, answered, liked])
def test_what_has_no_story_shows_no_signal(known: Truth, cases: Callable[[Truth], Cases]):
    assert not chart(cases(known), Direction.UP).signals


def test_validated_closure_is_about_half(known: Truth):
    met, of = counts(validated(known))
    assert 0.42 < sum(met) / sum(of) < 0.56


def test_the_overdue_backlog_grows(known: Truth):
    quarter_ends = [dt.date(2025, 12, 31), dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30)]
    shares = [overdue_share(known, day) for day in quarter_ends]
    assert shares == sorted(shares)
    assert shares[-1] > 2 * shares[0]


def test_each_years_actions_are_done_sooner(known: Truth):
    def median(year: int) -> int:
        done = (a for a in known.actions if a["endorsed_on"].year == year and a.get("implemented_on"))
        usual = (a for a in done if a["responsible_partner"] not in LATE_PARTNERS)
        took = [(a["implemented_on"] - a["endorsed_on"]).days for a in usual]
        return sorted(took)[len(took) // 2]

    assert median(2024) > median(2025) > median(2026)


def test_an_action_comes_back_after_it_was_validated(known: Truth):
    recurrence = next(row for row in known.observations if row["observation"] == RECURRENCE)
    action = next(row for row in known.actions if row["action"] == recurrence["recurs_from"])
    assert action["action"] == RECURRING_ACTION
    assert action["validated_on"] < recurrence["submitted_on"] < action["reopened_on"]
    assert action_register.as_known(action, dt.date(2026, 2, 1))["state"] == "VALIDATED"
    assert action_register.as_known(action, dt.date(2026, 9, 30))["state"] == "IN_IMPLEMENTATION"


def test_one_partner_is_silent_one_left_and_one_is_always_small(known: Truth):
    by_code = {partner.code: partner for partner in PARTNERS}
    assert max(t.period.end for t in turns(SEED, by_code[SILENT_PARTNER])) < SILENT_SINCE.first_day
    left = by_code["HAL"].left
    assert all(turn.received_at.date() <= left for turn in turns(SEED, by_code["HAL"]))
    small = [place for place in known.training.places if place["unit"].startswith(SMALL_PARTNER)]
    assert len(small) == len({run["end_on"].strftime("%Y%m") for run in known.training.runs})


def test_the_register_of_a_day_knows_nothing_of_what_came_later(known: Truth):
    day = dt.date(2025, 6, 30)
    planned = {"start_on", "due_original_on", "due_current_on"}
    for action in known.actions:
        row = action_register.as_known(action, day) or {}
        later = {key for key, value in row.items() if isinstance(value, dt.date) and value > day}
        assert later <= planned
