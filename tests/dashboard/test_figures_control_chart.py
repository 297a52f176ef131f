"""What the control chart draws: every point is asked of the figure, as a browser would get it."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import theme
from dashboard.figures.axes import month_axis, round_steps, span, value_axis
from dashboard.figures.control_chart import GAPS, HEIGHT, HEIGHT_NARROW, control_chart
from dashboard.figures.labels import spread
from metrics.catalogue import indicators
from metrics.indicator import Unit
from metrics.series import Meaning, Rebase, Series
from tests.dashboard import sample
from vocabulary.period import Month
from vocabulary.state import State

SHARE = indicators()["implemented_on_time"]


def drawn(series: Series) -> dict:
    return control_chart(series, SHARE)


def markers(figure: dict) -> dict:
    """The trace of the months that have a figure: it is drawn last."""
    return figure["data"][-1]


def texts(figure: dict) -> list[str]:
    return [each["text"] for each in figure["layout"]["annotations"]]


def colours(thing) -> Iterator[str]:
    if isinstance(thing, dict):
        for inner in thing.values():
            yield from colours(inner)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from colours(inner)
    elif isinstance(thing, str) and thing.startswith("#"):
        yield thing


def test_a_month_without_a_figure_breaks_line_and_band_and_is_never_nought():
    figure = drawn(sample.series((0.7, None, 0.8)))
    band, _, run, gap, points = figure["data"]
    assert band["x"] == [0, 0, None, 2, 2, None]
    assert run["y"] == [0.7, None, 0.8]
    assert run["connectgaps"] is False
    assert points["x"] == [0, 2]
    assert gap["x"] == [1]
    assert gap["y"] == [figure["layout"]["yaxis"]["range"][0]]


def test_each_state_without_a_number_has_its_own_mark_and_its_own_word():
    months = [replace(each, state=state, value=None) for each, state in
              zip(sample.series((0.7, 0.7, 0.7)).points, GAPS, strict=True)]  # fmt: skip
    series = sample.series((0.7, 0.7, 0.7, 0.8))
    figure = drawn(replace(series, points=(*months, series.points[-1])))
    gap = figure["data"][-2]
    assert len(set(gap["marker"]["symbol"])) == len(GAPS) == len(State) - 2
    said = [text.split("<br>")[1] for text in gap["text"]]
    assert said == ["not reported", "not applicable", "withheld"]


@pytest.mark.parametrize(
    ("meaning", "symbol", "colour"),
    [
        (Meaning.IMPROVEMENT, "triangle-up", "better"),
        (Meaning.CONCERN, "diamond", "worse"),
        (Meaning.NEUTRAL, "square", "special"),
    ],
)
def test_a_signal_differs_from_the_ordinary_by_shape_size_and_colour(meaning, symbol, colour):
    marker = markers(drawn(sample.series((0.7, 0.4, 0.7, 0.7), {1: meaning})))["marker"]
    assert marker["symbol"] == ["circle", symbol, "circle", "circle"]
    assert marker["size"][1] > marker["size"][0]
    assert marker["color"][1] == theme.LIGHT[colour] != marker["color"][0]


def test_a_provisional_month_is_hollow_and_says_so():
    series = sample.series((0.7, 0.7))
    figure = drawn(replace(series, points=(series.points[0], replace(series.points[1], provisional=True))))
    marker = markers(figure)["marker"]
    assert marker["color"] == [theme.LIGHT["common"], theme.LIGHT["paper"]]
    assert marker["line"]["width"] == [0, 2]
    assert any("provisional" in text for text in texts(figure))
    assert "provisional" in markers(figure)["text"][1]


def test_the_way_to_a_provisional_month_is_dotted_and_the_rest_is_not():
    series = sample.series((0.7, 0.6, 0.5, 0.1))
    latest = replace(series.points[-1], provisional=True)
    settled, doubtful = drawn(replace(series, points=(*series.points[:-1], latest)))["data"][2:4]
    assert settled["y"] == [0.7, 0.6, 0.5, None]
    assert doubtful["y"] == [None, None, 0.5, 0.1]
    assert doubtful["line"]["dash"] == "dot"
    assert "dash" not in settled["line"]


def test_every_line_is_named_at_its_end_and_the_latest_month_says_its_cases():
    said = [text.replace("\u00a0", " ") for text in texts(drawn(sample.series((0.7, 0.6))))]
    assert said[:4] == ["upper limit 90 %", "mean 70 %", "lower limit 50 %", "target 75 %"]
    assert "<b>60 %</b>" in said[4]
    assert "6 of 10" in said[4]
    assert "Sep 2026" in said[4]


def test_of_fewer_than_five_cases_only_the_counts_are_said():
    series = sample.series((0.7, 0.75))
    small = replace(series.points[1], numerator=3, n=4)
    figure = drawn(replace(series, points=(series.points[0], small)))
    assert "<b>3\u00a0of\u00a04</b>" in texts(figure)[-1]
    assert "75\u00a0%" not in texts(figure)[-1]
    assert "75" not in markers(figure)["text"][1].split("95")[0]


def test_a_limit_beyond_what_a_share_can_be_is_drawn_at_its_end():
    series = sample.series((0.9, 0.95))
    control = replace(series.control, high=(1.2, 1.3), low=(-0.1, -0.2))
    band = drawn(replace(series, control=control))["data"][0]
    numbers = [value for value in band["y"] if value is not None]
    assert (min(numbers), max(numbers)) == (0.0, 1.0)


def test_every_colour_has_a_twin_in_the_dark():
    figure = drawn(sample.series((0.7, None, 0.4, 0.9), {2: Meaning.CONCERN, 3: Meaning.IMPROVEMENT}))
    assert set(colours(figure)) <= set(theme.LIGHT.values())


def test_a_figure_is_plain_data_and_light():
    figure = drawn(sample.series(tuple(0.7 for _ in range(24))))
    assert len(json.dumps(figure)) < 12_000


def test_without_any_figure_there_is_still_a_chart_with_its_target():
    series = sample.series((None, None))
    figure = drawn(replace(series, control=replace(series.control, centre=(), low=(), high=(), signals=())))
    assert markers(figure)["x"] == []
    assert texts(figure) == ["target 75\u00a0%"]


def test_a_narrow_page_gets_fewer_ticks_and_shorter_words():
    layout = drawn(sample.series(tuple(0.7 for _ in range(24))))["layout"]
    narrow = layout["meta"]["narrow"]
    assert len(narrow["xaxis"]["tickvals"]) < len(layout["xaxis"]["tickvals"])
    assert narrow["margin"]["r"] < layout["margin"]["r"]
    assert narrow["annotations"][0]["text"].startswith("upper 9")
    assert HEIGHT_NARROW < HEIGHT


@given(st.lists(st.tuples(st.floats(0, 400), st.sampled_from([15.0, 30.0])), max_size=8))
def test_labels_never_overlap_and_keep_their_order(labels):
    places, heights = [place for place, _ in labels], [height for _, height in labels]
    moved = spread(places, heights)
    order = sorted(range(len(labels)), key=lambda at: places[at])
    for before, after in pairwise(order):
        assert moved[after] - moved[before] >= (heights[before] + heights[after]) / 2 - 1e-6


@given(st.lists(st.integers(0, 20), unique=True, max_size=8))
def test_labels_that_are_apart_stay_where_they_are(steps):
    places = [step * 16.0 for step in steps]
    assert spread(places, [15.0] * len(places)) == pytest.approx(places)


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_and_within_the_axis(low, width):
    ticks = round_steps(low, low + width)
    assert len(ticks) <= 6
    assert all(low - width * 1e-6 <= tick <= low + width * (1 + 1e-6) for tick in ticks)


def test_an_axis_of_shares_stays_within_nought_and_a_hundred():
    low, high = span([0.0, 1.0], Unit.SHARE)
    axis = value_axis(low, high, Unit.SHARE)
    assert axis["ticktext"][0] == "0\u00a0%"
    assert axis["ticktext"][-1] == "100\u00a0%"
    assert -0.05 < low < 0
    assert 1 < high < 1.05


def test_months_say_their_year_at_the_first_tick_and_in_january():
    months = tuple(Month(2024, 10).until(Month(2025, 9)))
    axis = month_axis(months)
    assert axis["tickvals"] == [0, 3, 6, 9]
    assert axis["ticktext"] == ["Oct\u00a024", "Jan\u00a025", "Apr", "Jul"]


def test_a_rebase_breaks_band_and_mean_and_says_why():
    shown = sample.series((0.7, 0.75, 0.8, 0.85))
    decided = Rebase(dt.date(2026, 3, 1), "new <course> rules", "training officer")
    figure = drawn(replace(shown, control=replace(shown.control, rebases=((2, decided),))))
    band, mean = figure["data"][:2]
    assert band["x"] == [0, 1, 1, 0, None, 2, 3, 3, 2, None]
    assert mean["x"] == [0, 1, None, 2, 3]
    assert [text for text in texts(figure) if "since" in text] == [
        f"since {shown.points[2].label}, afresh: new &lt;course&gt; rules"
    ]
