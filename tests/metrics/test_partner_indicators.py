"""What the indicators of partner engagement do at their edges; their known answers are in `known`."""

import numpy as np
import pytest

from metrics.measures.weighted import weight_range
from tests.metrics.lines import PROGRAMME, member
from tests.metrics.partner_lines import (
    assessed,
    engaged,
    engagement,
    exchanges,
    invitation,
    programme,
    trust_sheets,
)
from vocabulary.scope import Scope
from vocabulary.state import State

FEBRUARY = "2026-02"


def test_an_answer_that_is_not_due_yet_is_waited_for(shelf):
    shelf.fill(
        "2026-02-10",
        engagement=[engagement("E1", "2026-02-25", status="PLANNED")],
        invitation=[invitation("E1", "AAA", "UNKNOWN", rsvp_due_on=day) for day in ("2026-02-11",)],
    )
    point = shelf.point("timely_response", FEBRUARY)
    assert (point.n, point.left_out, point.provisional) == (0, 1, True)


def test_fewer_than_five_exchanges_say_nothing_of_balance(shelf):
    shelf.fill("2026-06-01", info_exchange=[*exchanges("AAA", "BBB", 4), *exchanges("CCC", "BBB", 1)])
    programme_point = shelf.point("reciprocity", FEBRUARY)
    assert (programme_point.n, programme_point.left_out, programme_point.value) == (5, 5, 0.0)
    assert shelf.point("reciprocity", FEBRUARY, partners=("AAA",)).state is State.NOT_APPLICABLE


def test_what_partners_give_one_another_does_not_make_each_of_them_even(shelf):
    shelf.fill("2026-06-01", info_exchange=[*exchanges("AAA", "BBB", 9), *exchanges("BBB", "AAA", 3)])
    point = shelf.point("reciprocity", FEBRUARY)
    assert (point.numerator, point.n, point.value) == (12, 24, 0.5)
    apart = [shelf.point("reciprocity", FEBRUARY, partners=(code,)) for code in ("AAA", "BBB")]
    assert [each.value for each in apart] == [0.5, 0.5]
    assert (point.low, point.high) == pytest.approx((apart[0].low, apart[0].high), abs=0.06)


def test_without_a_lead_partner_nobody_can_say_who_else_led(shelf):
    shelf.fill(
        "2026-06-01", programme=[programme(lead_partner=None)], engagement=[engagement("E1", host_partner="BBB")]
    )
    point = shelf.point("partner_led", FEBRUARY)
    assert (point.state, point.numerator, point.left_out) == (State.NOT_APPLICABLE, 0, 1)


def _without(*datasets):
    return {name: rows for name, rows in engaged().items() if name not in datasets}


def test_the_index_goes_without_two_parts_and_not_without_three(shelf):
    shelf.fill("2026-06-01", **_without("info_exchange", "expected_submission"))
    point = shelf.point("engagement_index", FEBRUARY, partners=("BBB",))
    assert point.value == pytest.approx(100 * (0.5 + 1 + 0.5 + 1) / 4)
    assert "gave as it received without figure" in point.note


def test_the_index_of_three_parts_is_insufficient_data(shelf):
    shelf.fill("2026-06-01", **_without("info_exchange", "expected_submission", "observation", "membership"))
    point = shelf.point("engagement_index", FEBRUARY, partners=("BBB",))
    assert (point.state, point.value, point.left_out) == (State.NOT_APPLICABLE, None, 3)
    assert point.note.startswith("insufficient data: came when invited 0.50")


def test_the_range_of_the_index_is_what_any_choice_of_weights_can_reach():
    """Of 0 and 1 the weights 1.5 and 0.5 give a quarter and three quarters."""
    assert weight_range(np.array([1.0, 0.0]), np.ones(2)) == pytest.approx((0.25, 0.75))
    values, weights = np.array([0.2, 0.9, 0.4, 0.7]), np.array([1.0, 2.0, 1.0, 0.5])
    tried = weights * np.array(np.meshgrid(*[(0.5, 1.5)] * 4)).reshape(4, -1).T
    means = (tried @ values) / tried.sum(axis=1)
    assert weight_range(values, weights) == pytest.approx((means.min(), means.max()))




LEVELS = {"AAA": 0, "BBB": 1, "CCC": 2, "DDD": 2, "EEE": 3}


def _fill_with_assessments(shelf):
    shelf.fill(
        "2026-06-01",
        membership=[member(code) for code in LEVELS],
        partner_self_assessment=[
            row for code, level in LEVELS.items() for row in assessed(code, level, marking=code)
        ],
    )


def test_a_partner_sees_its_own_level_and_nobody_elses(shelf):
    _fill_with_assessments(shelf)
    own = Scope.of_partner("EEE")
    seen = shelf.by_partner("interoperability", FEBRUARY, own)
    assert {code: point.n for code, point in seen.items()} == {"AAA": 0, "BBB": 0, "CCC": 0, "DDD": 0, "EEE": 1}
    assert shelf.series("technology_disparity", FEBRUARY, 1, own).points[0].value is None
    assert shelf.series("technology_disparity", FEBRUARY, 1, own).points[0].parts == {"partners at 3": 1}
    assert shelf.point("technology_disparity", FEBRUARY).n == len(LEVELS)


def test_a_spread_of_four_partners_is_not_given(shelf):
    _fill_with_assessments(shelf)
    points = [shelf.point("technology_disparity", FEBRUARY, partners=tuple(LEVELS)[:count]) for count in (4, 5)]
    assert [point.value for point in points] == [None, 1.0]
    assert "a spread is given of 5 partners or more" in points[0].note


def test_trust_has_no_figure_while_a_question_has_nine_answers(shelf):
    item = {"survey": "S2", "form_version": "1", "label": "a question", "scale": "LIKERT5", "measures": "TRUST"}
    shelf.fill(
        "2026-06-01",
        survey_item=[{**item, "item_code": code} for code in ("T1", "T2")],
        survey_response=[*trust_sheets("T1", "AAA", *[4] * 12), *trust_sheets("T2", "AAA", *[4] * 9, None)],
    )
    point = shelf.point("trust", FEBRUARY)
    assert (point.state, point.value, point.parts) == (State.NOT_APPLICABLE, None, {})
    assert "an item has fewer than 10 valid answers" in point.note


def test_an_agreement_required_of_one_partner_is_required_of_no_other(shelf):
    shelf.fill(
        "2026-06-01",
        membership=[member("AAA"), member("BBB", valid_from="2026-02-10")],
        required_agreement=[
            {"programme": PROGRAMME, "agreement_type": "INFO", "partner": "BBB"},
            {"programme": PROGRAMME, "agreement_type": "STATUS", "valid_to": "2026-02-27"},
        ],
    )
    january, february = shelf.series("frameworks_in_force", FEBRUARY, 2).points
    assert (january.n, february.n) == (1, 1)
    assert "not in force: AAA STATUS" in january.note
    assert "not in force: BBB INFO" in february.note


def test_the_time_that_answers_took_is_drawn_beside_the_share_in_time(shelf):
    asked = {"kind": "REQUEST", "requested_on": "2026-02-06"}
    shelf.fill("2026-06-01", info_exchange=exchanges("AAA", "BBB", 6, **asked))
    (curve,) = shelf.series("sharing_in_time", FEBRUARY).curve
    assert (curve.n, curve.events, curve.median) == (6, 6, 14.0)
