import re
from dataclasses import replace

from dashboard.quarterly.closure import Closing, draw_closing
from dashboard.svg import heat
from dashboard.svg.curves import at_risk_on, closure_curves, spread
from dashboard.svg.scale import Scale, spanning, whole_steps
from dashboard.svg.sparkline import sparkline, stretches
from metrics.catalogue import indicators
from metrics.measures.waiting import NamedCurve
from metrics.series import Meaning, Point
from tests.dashboard import sample
from vocabulary.state import State

ON_TIME = indicators()["implemented_on_time"]
CURVE = NamedCurve(
    "implemented, started 2026",
    "implemented",
    (0.0, 30.0, 90.0),
    (1.0, 0.8, 0.4),
    (1, 1, 1),
    (0, 0, 0),
    (10, 9, 6),
    3,
    10,
    6,
    90.0,
)


def test_the_table_of_closure_says_how_many_ended_within_some_days_and_how_sure_that_is():
    curve = replace(CURVE, ended_within=((0.36, 0.261, 0.478), (1.0, 0.7, 1.0), None))
    series = replace(sample.series((0.5,) * 14), curve=(curve,), target=180.0)
    table = draw_closing(Closing(indicators()["time_to_implementation"], series)).table
    assert table.head[-3:] == ("Within 90 d", "Within 180 d", "Within 365 d")
    within = [cell.replace("\u00a0", " ") for cell in table.rows[0][-3:]]
    assert within == ["36 % (26 to 48 %)", "100 % (70 to 100 %)", "–"]


def test_a_scale_draws_what_lies_outside_at_its_edge():
    scale = Scale(0, 1, 100, 0)
    assert (scale(0), scale(0.5), scale(1), scale(7)) == (100, 50, 0, 0)


def test_a_scale_of_one_number_has_room():
    scale = spanning([0.5, 0.5], 0, 10)
    assert 0 < scale(0.5) < 10


def test_ticks_are_round_numbers():
    assert whole_steps(160, 5) == [0, 50, 100, 150, 200]
    assert whole_steps(3, 5) == [0, 1, 2, 3]


def test_a_missing_month_breaks_the_line_and_is_marked_at_the_foot():
    drawn = str(sparkline(sample.series((0.5, 0.6, None, 0.7, 0.8)), ON_TIME))
    assert drawn.count('class="run"') == 2
    assert 'class="gap"' in drawn
    assert drawn.count('class="band"') == 2


def test_a_signal_has_its_own_shape_and_colour():
    drawn = str(sparkline(sample.series((0.5, 0.6, 0.7), {1: Meaning.CONCERN, 2: Meaning.IMPROVEMENT}), ON_TIME))
    concern, improvement = (
        re.search(rf'<path d="([^"]+)" class="dot {name}"', drawn)[1] for name in ("worse", "better")
    )
    assert re.sub(r"[\d. -]+", "", concern) != re.sub(r"[\d. -]+", "", improvement)


def test_the_latest_number_stands_out_and_a_provisional_one_is_hollow():
    plain = sample.series((0.5, 0.6, 0.7))
    assert str(sparkline(plain, ON_TIME)).count("<circle") == 1
    latest = replace(plain.points[-1], provisional=True)
    drawn = str(sparkline(replace(plain, points=(*plain.points[:-1], latest)), ON_TIME))
    assert drawn.count('class="hollow"') == 1


def test_a_series_without_numbers_is_drawn_empty_and_not_as_zero():
    drawn = str(sparkline(sample.series((None, None)), ON_TIME))
    assert 'class="run"' not in drawn
    assert "dot" not in drawn


def test_a_sparkline_says_itself():
    assert 'role="img" class="spark" aria-label="On-time implementation, ' in str(
        sparkline(sample.series((0.5, 0.6)), ON_TIME)
    )


def test_stretches_are_runs_of_numbers():
    assert list(stretches((None, 1.0, 2.0, None, 3.0))) == [(1, 2), (4, 4)]
    assert list(stretches(())) == []


def test_labels_are_moved_apart_and_keep_their_order():
    moved = spread([10, 12, 50], 15)
    assert moved == [10, 25, 50]


def test_numbers_at_risk_are_those_before_the_day():
    assert [at_risk_on(CURVE, day) for day in (0, 30, 31, 90, 91)] == [10, 9, 6, 6, 0]


def test_a_curve_is_drawn_for_a_wide_and_a_narrow_page():
    drawn = str(closure_curves([CURVE], 180, "aloud"))
    assert drawn.count("<svg") == 2
    assert "target 180" in drawn
    assert drawn.count(">2026<") == 2


def test_the_five_states_look_different():
    looks = [
        str(heat.cell(Point("x", State.VALUE, 0.9, 9, 10))),
        str(heat.cell(Point("x", State.ZERO, 0.0, 0, 10))),
        str(heat.cell(Point("x", State.VALUE, 0.75, 3, 4))),
        str(heat.cell(Point("x", State.NOT_REPORTED))),
        str(heat.cell(Point("x", State.SUPPRESSED))),
        str(heat.cell(None)),
    ]
    assert len({re.search('class="([^"]+)"', look)[1] for look in looks}) == 6
    assert ">3 of 4<" in looks[2]
    assert ">0<" in looks[1]
    assert not any(re.search(r">\d", look) for look in looks[3:])
