"""Everything a screen asks about indicators. Nothing that must be hidden leaves this module."""

from dataclasses import replace

from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.indicator import Indicator, OverTime
from metrics.measures.tally import Asked, Window
from metrics.measures.waiting import Waiting
from metrics.points import hidden_point, point
from metrics.reading import Reading
from metrics.reference import NOT_STATED, Named, members, partner_names
from metrics.series import Assurance, Point, Series, Variation
from metrics.statistics.control import control
from metrics.suppression import hide_line
from metrics.verdict import verdict
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection

MOST_PRESSING_FIRST = (
    Variation.WORSENING,
    Variation.SPECIAL_LOW,
    Variation.SPECIAL_HIGH,
    Variation.IMPROVING,
    Variation.COMMON,
    Variation.TOO_FEW,
    Variation.NO_DATA,
)
ASSURANCE_ORDER = (Assurance.WILL_MISS, Assurance.MAY_OR_MAY_NOT, Assurance.WILL_MEET, Assurance.NONE)


def series(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Series:
    """One indicator over the months of a selection, with its quarter, chart and verdict."""
    return _series(Reading.of(cubes, indicator, selection, scope))


def small_multiples(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> tuple[Series, ...]:
    """One series for each partner (`selection.partners` names it), the most pressing first, then by code."""
    reading = Reading.of(cubes, indicator, selection, scope)
    shown = Window("", selection.since, selection.until)
    codes = _codes(cubes, reading, scope, shown)
    found = [_series(replace(reading, selection=reading.selection.narrowed(code))) for code in codes]
    return tuple(sorted(found, key=lambda each: (_need(each), each.selection.partners)))


def scorecard(cubes: Cubes, selection: Selection, scope: Scope) -> tuple[tuple[Indicator, Series], ...]:
    """Every headline indicator and its series, the one that needs attention most first."""
    rows = []
    for indicator in indicators().values():
        if indicator.headline:
            reading = Reading.of(cubes, indicator, selection, scope)
            rows.append((reading.indicator, _series(reading)))
    return tuple(sorted(rows, key=lambda row: (_need(row[1]), row[0].code)))


def by_partner(
    cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, months: tuple[Month, ...] = ()
) -> tuple[Point, ...]:
    """One figure for each partner, by name: of the quarter under review, or of a run of months.

    Members of the programme that reported nothing are there, as not reported. `Point.partner` is the code.
    """
    reading = Reading.of(cubes, indicator, selection, scope)
    return partner_points(cubes, reading, scope, months or selection.quarter)


def by_topic(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> tuple[Point, ...]:
    """One figure for each topic (course, theme ...) of the quarter under review, by name; the label is the topic."""
    reading = Reading.of(cubes, indicator, selection, scope)
    window = reading.quarter_window(selection.quarter)
    cells = reading.cells.of_partners(selection.partners)
    parts = ((topic, cells.where(cells.topic.are(topic))) for topic in cells.topic.present)
    tallies = ((topic, reading.tallies(part, (window,))[0]) for topic, part in parts)
    reported = [(topic, tally) for topic, tally in tallies if tally.is_reported]
    hides = [False] * len(reported)
    if reading.measure.least_n:
        hides = list(hide_line([tally.persons for _, tally in reported], reading.measure.least_n))
    return tuple(
        hidden_point(window, reading.measure, topic or NOT_STATED)
        if is_hidden
        else point(tally, window, reading.edition.as_of, reading.measure.is_share, (topic or NOT_STATED, ""))
        for (topic, tally), is_hidden in zip(reported, hides, strict=True)
    )


def partners(cubes: Cubes, selection: Selection, scope: Scope) -> tuple[Named, ...]:
    """Code and name of the partners that belonged to the programme in the months selected, by name."""
    edition = cubes.edition(selection.edition)
    names = partner_names(cubes.reference("partner", edition, scope))
    shown = Window("", selection.since, selection.until)
    codes = members(cubes.reference("membership", edition, scope), selection.programme, shown)
    return tuple(sorted((Named(code, names.get(code, code)) for code in codes), key=lambda each: each.name))


def programmes(cubes: Cubes, scope: Scope, edition: int | None = None) -> tuple[Named, ...]:
    """Code and name of the programmes, by name."""
    rows = cubes.reference("programme", cubes.edition(edition), scope)
    found = (Named(code, name) for code, name in zip(rows["programme"], rows["name"], strict=True))
    return tuple(sorted(found, key=lambda each: each.name))


def partner_points(
    cubes: Cubes, reading: Reading, scope: Scope, over: Quarter | tuple[Month, ...]
) -> tuple[Point, ...]:
    """One figure for each partner over a quarter or a run of months, by name."""
    is_quarter = isinstance(over, Quarter)
    window = reading.quarter_window(over) if is_quarter else _run(over)
    names = partner_names(cubes.reference("partner", reading.edition, scope))
    found = []
    for code in _codes(cubes, reading, scope, window):
        figure = reading.quarter_point((code,), over) if is_quarter else reading.window_point((code,), window)
        found.append(replace(figure, label=names.get(code, code) or NOT_STATED, partner=code))
    return tuple(sorted(found, key=lambda each: each.label))


def _run(months: tuple[Month, ...]) -> Window:
    first, last = min(months), max(months)
    return Window(first.name if first == last else f"{first.name} to {last.name}", first, last)


def _codes(cubes: Cubes, reading: Reading, scope: Scope, window: Window) -> tuple[str, ...]:
    """The partners chosen; where none is, the members and whoever else has cells."""
    if reading.selection.partners:
        return reading.selection.partners
    belong = members(cubes.reference("membership", reading.edition, scope), reading.selection.programme, window)
    return tuple(sorted({*belong, *reading.cells.partner.present}))


def _series(reading: Reading) -> Series:
    indicator, chosen = reading.indicator, reading.selection.partners
    points = reading.month_points(chosen)
    chart = control(
        [each.value for each in points],
        [each.numerator for each in points],
        [each.n for each in points],
        [each.provisional for each in points],
        indicator.direction,
        indicator.read.is_share and indicator.over_time is OverTime.SUM,
    )
    quarter = reading.quarter_point(chosen, reading.selection.quarter)
    return Series(
        indicator=indicator.key,
        selection=reading.selection,
        edition=reading.edition.number,
        points=points,
        quarter=quarter,
        control=chart,
        verdict=verdict(indicator, points, chart, quarter),
        curve=_curve(reading),
        target=indicator.target,
        target_source=indicator.target_source,
    )


def _curve(reading: Reading) -> tuple:
    if not isinstance(reading.measure, Waiting):
        return ()
    shown = (Window("", reading.selection.since, reading.selection.until),)
    cells = reading.cells.of_partners(reading.selection.partners)
    return reading.measure.curves_by_year(Asked(cells, shown, reading.edition.as_of))


def _need(one: Series) -> tuple[int, int]:
    """How soon a reader should look: signals first, then what will miss its target."""
    return MOST_PRESSING_FIRST.index(one.verdict.variation), ASSURANCE_ORDER.index(one.verdict.assurance)
