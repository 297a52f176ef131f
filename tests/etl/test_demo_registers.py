"""The stories of the programme's other registers: what is told of them in the demonstration's README."""

import datetime as dt
from collections import defaultdict
from statistics import mean, median

import pandas as pd
import pytest

from etl.demo import action_register, agreements, assessments, changes, requirements, summaries
from etl.demo.cast import LAST, PARTNERS, TODAY, members
from etl.demo.chance import days
from etl.demo.other_surveys import FOLLOW_UP, TRUST, WAVES
from etl.demo.reference_rows import TAUGHT
from etl.demo.review_minutes import REVIEWS, UNEXPLAINED
from etl.demo.reviews import HELD_LATE, NEVER_HELD, OVERLOOKED, overlooked
from etl.demo.truth import Truth, truth
from expectations import balances
from metrics.catalogue import indicators
from vocabulary.period import Quarter

SEED = 2026
END = LAST.last_day


@pytest.fixture(scope="module")
def known() -> Truth:
    return truth(SEED)


def own_levels(known: Truth, domain: str) -> dict[int, dict[str, float]]:
    """By round and partner, the mean of the levels that it gives itself."""
    given = defaultdict(lambda: defaultdict(list))
    for row in known.registers.assessments:
        if row["domain"] == domain and row["source"] == "SELF" and row["level"] is not None:
            given[int(row["assessment"].rpartition("-")[2][:-1])][row["partner"]].append(row["level"])
    return {number: {code: mean(levels) for code, levels in each.items()} for number, each in sorted(given.items())}


def test_interoperability_rises_slowly_in_what_is_human_and_procedural(known: Truth):
    for domain in ("HUMAN", "PROCEDURAL"):
        rounds = [mean(each.values()) for each in own_levels(known, domain).values()]
        assert rounds == sorted(rounds)
        assert 0.4 < rounds[-1] - rounds[0] < 1.2


def test_one_partner_lags_behind_in_what_is_technical(known: Truth):
    last = own_levels(known, "TECHNICAL")[len(assessments.ROUNDS)]
    assert min(last, key=last.get) == assessments.LAGGING
    assert median(last.values()) - last[assessments.LAGGING] >= 1.75
    others = [level for code, level in last.items() if code != assessments.LAGGING]
    assert max(others) - min(others) < 2


def test_one_partner_rates_itself_above_the_external_assessors(known: Truth):
    levels = defaultdict(list)
    for row in known.registers.assessments:
        if row["level"] is not None and row["partner"] in assessments.EXTERNAL and row["assessed_on"].month >= 8:
            levels[row["partner"], row["source"]].append(row["level"])
    above = {code: mean(levels[code, "SELF"]) - mean(levels[code, "EXTERNAL"]) for code in assessments.EXTERNAL}
    assert max(above, key=above.get) == assessments.RATES_ITSELF_HIGH
    assert sorted(above.values())[-2] < 0.3 < above[assessments.RATES_ITSELF_HIGH]


def test_some_agreements_have_expired_some_are_about_to_and_some_are_missing(known: Truth):
    rows = [row for each in known.registers.agreements if (row := agreements.agreement_as_known(each, END))]
    held = {(row["agreement_type"], code) for row in rows if row["status"] == "IN_FORCE"
            for code in row["parties"].split(";")}  # fmt: skip
    asked = {(row["agreement_type"], partner.code) for row in agreements.required_rows() for partner in members(END)}
    assert asked - held == {
        ("PERSONNEL-STATUS", "OSM"), ("PERSONNEL-STATUS", "KEL"), ("DATA-PROTECTION", "KEL"),
        ("DATA-PROTECTION", "ELM"),
    }  # fmt: skip
    soon = [row for row in rows if row["status"] == "IN_FORCE" and row["expires_on"]
            and row["expires_on"] <= END + days(180)]  # fmt: skip
    assert {(row["agreement"], row["renewal_started_on"] is not None) for row in soon} == {
        ("AGR-005", False), ("AGR-006", True),
    }  # fmt: skip


def current(known: Truth, on: dt.date) -> dict[tuple[str, str], str]:
    rows = sorted((row for row in known.registers.adoptions if row["status_on"] <= on), key=lambda r: r["status_on"])
    return {(row["standard"], row["partner"]): row["status"] for row in rows}


def test_one_standard_is_ratified_and_hardly_used(known: Truth):
    statuses = [status for (standard, _), status in current(known, END).items() if standard == agreements.RATIFIED_ONLY]
    assert statuses.count("IMPLEMENTED") <= len(agreements.USES_IT)
    assert statuses.count("RATIFIED") >= 7


def test_a_new_edition_sets_adoption_back(known: Truth):
    def using(on: dt.date) -> int:
        return sum(status == "IMPLEMENTED" for (code, _), status in current(known, on).items() if code == "STD-TERMS")

    assert using(dt.date(2025, 2, 28)) > using(dt.date(2025, 6, 30)) < using(END)


def test_changes_follow_the_actions_that_caused_them(known: Truth):
    done = {action["action"]: action for action in known.actions if action.get("implemented_on")}
    rows = [row for row in known.registers.changes if row.get("caused_by") and row["kind"] != "COURSE"]
    assert len(rows) > 250
    for row in rows:
        action = done[row["caused_by"].split(";")[0]]
        assert action["endorsed_on"] <= row["approved_on"] <= row["published_on"]
    versions = [(row["object_ref"], row["to_version"]) for row in known.registers.changes]
    assert len(versions) == len(set(versions))


def test_the_programme_closes_but_for_three_areas_for_improvement_that_nobody_answered(known: Truth):
    final = {row["review"] for row in known.reviews.reviews if row["finalised_on"] and row["finalised_on"] <= END}
    found = pd.DataFrame([row for row in known.reviews.findings if row["review"] in final])
    open_ = balances.improvements_unanswered(found, pd.DataFrame(known.actions))
    assert set(open_["finding"]) == overlooked(known.reviews.findings)
    assert set(open_["review"]) == {f"REV-{quarter}" for quarter in OVERLOOKED}
    areas = found[found["kind"] == "AREA_FOR_IMPROVEMENT"]
    assert 0.04 < areas["no_action_reason"].notna().mean() < 0.12


def test_nothing_is_both_set_aside_and_taken_up(known: Truth):
    left = {row["finding"] for row in known.reviews.findings if row["no_action_reason"]}
    assert left
    assert not left & {action["source"] for action in known.actions}


def test_an_action_names_a_change_that_the_log_has_but_for_a_few_that_were_forgotten(known: Truth):
    on = TODAY
    plan = [row for action in known.actions if (row := action_register.as_known(action, on))]
    log = {row["change"] for each in known.registers.changes if (row := changes.as_known(each, on))}
    named = {row["change_ref"] for row in plan if row.get("change_ref")}
    forgotten = {row["change"] for row in known.actions if "change" in row and row["written_on"] is None}
    assert len(named) > 200
    assert named - log == named & forgotten
    assert 1 <= len(named & forgotten) < len(forgotten) <= 5


def test_most_changes_are_written_down_when_the_action_is_done_and_one_in_six_months_later(known: Truth):
    waited = [(row["written_on"] - row["implemented_on"]).days for row in known.actions if row.get("written_on")]
    late = [wait for wait in waited if wait > 0]
    assert 0.1 < len(late) / len(waited) < 0.23
    assert min(late) >= 45


def test_few_changes_have_no_cause(known: Truth):
    loose = [row for row in known.registers.changes if not row.get("caused_by") and row["kind"] != "COURSE"]
    assert 1 <= len(loose) <= 5


def test_a_review_explains_only_figures_of_quarters_that_were_signed_before_it():
    signed: set[Quarter] = set()
    for held in REVIEWS:
        for quarter, key, _, _ in held.since:
            assert quarter in signed
            assert key in indicators()
            assert key != UNEXPLAINED
        signed.add(held.quarter)


def test_the_log_of_a_day_knows_nothing_of_what_came_later(known: Truth):
    day = dt.date(2025, 6, 30)
    for row in filter(None, (changes.as_known(each, day) for each in known.registers.changes)):
        assert not [value for value in row.values() if isinstance(value, dt.date) and value > day]


def test_one_theme_rises_in_every_quarter_and_no_course_teaches_it(known: Truth):
    counts = defaultdict(int)
    for row in known.registers.summaries:
        if row["theme"] == summaries.RISING:
            counts[row["period"]] += row.get("summary_count") or 0
    since = [counts[str(q)] for q in summaries.quarters() if q >= summaries.RISING_SINCE]
    assert since == sorted(since)
    assert since[-1] > 2.5 * mean(counts[str(q)] for q in summaries.quarters() if q < summaries.RISING_SINCE)
    assert summaries.RISING not in TAUGHT.values()


def test_a_count_is_put_right_after_its_period_was_locked(known: Truth):
    partner, quarter, theme = summaries.RESTATED
    row = next(row for row in known.registers.summaries
               if (row["reporting_partner"], row["period"], row["theme"]) == (partner, str(quarter), theme))  # fmt: skip
    before, after = (summaries.as_known(row, day) for day in (dt.date(2026, 3, 31), TODAY))
    assert before["summary_count"] != after["summary_count"]
    assert after["change_reason"]


def currency(known: Truth, on: dt.date) -> float:
    courses = {run["run"]: run["course"] for run in known.training.runs}
    held = defaultdict(list)
    for place in known.training.places:
        if place["outcome"] == "COMPLETED_PASS":
            key = place["participant_key"], courses[place["run"]]
            held[key].append((place["completed_on"], place["cert_expires_on"]))
    asked = [row for row in known.registers.requirements
             if row["required_from"] <= on and (row["required_to"] is None or row["required_to"] >= on)]  # fmt: skip
    met = [any(begins <= on <= ends for begins, ends in held[row["participant_key"], row["course"]]) for row in asked]
    return sum(met) / len(met)


def test_some_who_failed_pass_at_the_second_attempt(known: Truth):
    attempts = defaultdict(list)
    for place in known.training.places:
        attempts[place["run"], place["participant_key"]].append(place)
    again = [tries for tries in attempts.values() if len(tries) > 1]
    assert len(again) > 20
    assert all([row["attempt_no"] for row in tries] == [1, 2] for tries in again)
    assert all(tries[0]["outcome"] == "COMPLETED_FAIL" for tries in again)
    assert 0.4 < mean(tries[1]["outcome"] == "COMPLETED_PASS" for tries in again) < 0.8


def test_more_and_more_runs_are_attended_by_military_and_law_enforcement_together(known: Truth):
    services = defaultdict(set)
    for place in known.training.places:
        if place["attendance"] == "PRESENT":
            services[place["run"]].add(place["unit"][4])
    runs = [run for run in known.training.runs if run["status"] == "HELD"]
    third = len(runs) // 3
    shares = [mean(services[run["run"]] == {"M", "L"} for run in part) for part in (runs[:third], runs[-third:])]
    assert 0.4 < shares[0] < shares[1] - 0.08
    assert shares[1] < 0.85


def test_certificates_expire_and_few_are_renewed_in_time(known: Truth):
    assert currency(known, dt.date(2025, 9, 30)) > 0.97
    assert 0.7 < currency(known, END) < 0.85
    assert requirements.people_asked(known.registers.requirements, END) > 250


def test_follow_ups_are_asked_three_to_six_months_after_the_course(known: Truth):
    ends = {run["run"]: run["end_on"] for run in known.training.runs}
    after = [(row["submitted_at"].date() - ends[row["linked_run"]]).days for row in known.registers.surveys.responses
             if row["survey"] == FOLLOW_UP]  # fmt: skip
    assert len(after) > 500
    assert 89 <= min(after) <= max(after) <= 184


def test_nobody_is_asked_twice_in_a_wave_and_every_answer_is_of_somebody_asked(known: Truth):
    asked = [(row["survey"], row["wave"], row["invitee_key"]) for row in known.registers.surveys.dispatch]
    assert len(asked) == len(set(asked))
    assert {(r["survey"], r["wave"], r["invitee_key"]) for r in known.registers.surveys.responses} <= set(asked)


def test_trust_is_asked_every_half_year_and_grows(known: Truth):
    favourable = defaultdict(list)
    for row in known.registers.surveys.responses:
        if row["survey"] == TRUST and row["item_code"].startswith("M"):
            favourable[row["wave"]].append(row["value_num"] >= 4)
    assert len(favourable) == len(WAVES)
    shares = [mean(favourable[wave]) for wave in sorted(favourable)]
    assert shares[-1] - shares[0] > 0.05
    assert min(map(len, favourable.values())) > 10 * 4 * 8


def test_two_quarterly_reviews_came_late_and_one_never(known: Truth):
    planned = {row["review"]: row for row in known.reviews.reviews if row["kind"] == "QUARTERLY"}
    late = {key for key, row in planned.items() if row["held_on"] and (row["held_on"] - row["planned_on"]).days > 30}
    assert late == {f"REV-{quarter}" for quarter in HELD_LATE}
    assert {key for key, row in planned.items() if row["held_on"] is None} == {f"REV-{q}" for q in NEVER_HELD}


def test_what_recurs_was_validated_before_and_is_seen_within_a_year(known: Truth):
    validated = {action["action"]: action.get("validated_on") for action in known.actions}
    again = [row for row in known.observations if row.get("recurs_from")]
    assert 10 <= len(again) <= 40
    for row in again:
        assert days(0) < row["submitted_on"] - validated[row["recurs_from"]] < days(366)


def test_partners_that_left_are_asked_nothing_afterwards(known: Truth):
    left = {partner.code: partner.left for partner in PARTNERS if partner.left}
    for row in known.registers.requirements:
        if row["partner"] in left:
            assert row["required_to"] <= left[row["partner"]]
