"""Everything a screen asks about indicators. Nothing that must be hidden leaves this module."""

from dataclasses import replace

from metrics.catalogue import indicators
from metrics.cells import month_count
from metrics.changes.contribution import Explained, contributions_of, with_pool
from metrics.cube import Cubes
from metrics.funnel import Funnel, funnel_of
from metrics.indicator import Indicator, OverTime, Unit
from metrics.measures.in_time import InTime
from metrics.measures.tally import Asked, Window
from metrics.measures.waiting import Waiting
from metrics.points import hidden_point
from metrics.reading import Reading
from metrics.reference import NOT_STATED, Named
from metrics.series import Assurance, Point, Series, Variation
from metrics.statistics.control import control
from metrics.statistics.plan import Plan
from metrics.suppression import hide_line
from metrics.verdict import verdict
from vocabulary.errors import Unavailable
from vocabulary.period import Month, Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State

MOST_PRESSING_FIRST = (
    Variation.WORSENING,
    Variation.SPECIAL_LOW,
    Variation.SPECIAL_HIGH,
    Variation.IMPROVING,
    Variation.NOT_JUDGED,
    Variation.COMMON,
    Variation.TOO_FEW,
    Variation.NO_DATA,
)
ASSURANCE_ORDER = (Assurance.WILL_MISS, Assurance.MAY_OR_MAY_NOT, Assurance.WILL_MEET, Assurance.NONE)


def series(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Series:
    """One indicator over the months of a selection, with its quarter, chart and verdict."""
    return _series(Reading.of(cubes, indicator, selection, scope))


def small_multiples(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> tuple[Series, ...]:
    """One series for each partner (`selection.partners` names it), the most pressing first, then by code; not stated last."""
    reading = Reading.of(cubes, indicator, selection, scope)
    shown = Window("", selection.since, selection.until)
    belong = reading.references.members(selection.programme, shown)
    found = (_series(reading.narrowed(code)) for code in _codes(reading, shown))
    kept = [each for each in found if _has_reported(each) or each.selection.partners[0] in belong]
    return tuple(sorted(kept, key=lambda each: (_need(each), each.selection.partners == ("",), each.selection.partners)))


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
    return partner_points(reading, months or selection.quarter)


def by_topic(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> tuple[Point, ...]:
    """One figure for each topic (course, theme ...) of the quarter under review, by name; the label is the topic.

    Raises:
        Unavailable: partners are chosen, of an indicator that hides figures of few persons: the topics of all, less those
            of some, would give the topics of the others away.
    """
    reading = Reading.of(cubes, indicator, selection, scope)
    if reading.measure.least_n and selection.partners:
        raise Unavailable(f"{indicator.title} tells few persons apart: by {indicator.topic_is} it is shown for all partners")
    window = reading.quarter_window(selection.quarter)
    cells = reading.quarter_cells()
    tallies = zip(cells.topic.names, reading.tallies_by_topic(cells, window), strict=True)
    reported = [(topic or NOT_STATED, tally) for topic, tally in tallies if tally.is_reported]
    shown = reading.figures([tally for _, tally in reported], [window] * len(reported))
    hides = hide_line([tally.persons for _, tally in reported], reading.measure.least_n)
    return tuple(
        replace(hidden_point(window, reading.measure) if is_hidden else figure, label=topic)
        for (topic, _), figure, is_hidden in zip(reported, shown, hides, strict=True)
    )


def funnel(
    cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope, months: tuple[Month, ...] = ()
) -> Funnel:
    """The partners around the programme's share, of the quarter under review or of a run of months.

    Raises:
        Unavailable: the indicator is no share.
    """
    reading = Reading.of(cubes, indicator, selection, scope)
    if not indicator.read.is_share:
        raise Unavailable(f"{indicator.title} is no share: partners cannot be set around the programme's value")
    total = reading.window_point((), _run(months)) if months else reading.quarter_point((), selection.quarter)
    return funnel_of(total, partner_points(reading, months or selection.quarter))


def contributions(cubes: Cubes, indicator: Indicator, selection: Selection, scope: Scope) -> Explained:
    """What moved the share from the quarter before to the quarter under review, partner by partner.

    Partners whose own figure is hidden in either quarter are pooled under one label.
    """
    reading = Reading.of(cubes, indicator, selection, scope)
    ends = (selection.quarter + -1, selection.quarter)
    before, after = (reading.quarter_point(selection.partners, quarter) for quarter in ends)
    if not indicator.read.is_share:
        return Explained(before, after, None, why_not="a median is no sum of parts")
    if before.value is None or after.value is None:
        return Explained(before, after, None, why_not="one of the two quarters has no figure")
    sides = [partner_points(reading, quarter) for quarter in ends]
    hidden = {each.partner for side in sides for each in side if each.state is State.SUPPRESSED}
    pooled = [
        with_pool(side, hidden, total) if not selection.partners else side
        for side, total in zip(sides, (before, after), strict=True)
    ]
    return Explained(before, after, after.value - before.value, contributions_of(*pooled))


def partners(cubes: Cubes, selection: Selection, scope: Scope) -> tuple[Named, ...]:
    """Code and name of the partners that belonged to the programme in the months selected, by name."""
    references = cubes.references(cubes.edition(selection.edition), scope)
    codes = references.members(selection.programme, Window("", selection.since, selection.until))
    return tuple(sorted((Named(code, references.name(code)) for code in codes), key=lambda each: each.name))


def programmes(cubes: Cubes, scope: Scope, edition: int | None = None) -> tuple[Named, ...]:
    """Code and name of the programmes, by name."""
    found = cubes.references(cubes.edition(edition), scope).programmes
    return tuple(sorted(found, key=lambda each: each.name))


def partner_points(reading: Reading, over: Quarter | tuple[Month, ...]) -> tuple[Point, ...]:
    """One figure for each partner over a quarter or a run of months, by name."""
    is_quarter = isinstance(over, Quarter)
    window = reading.quarter_window(over) if is_quarter else _run(over)
    found = []
    for code in _codes(reading, window):
        figure = reading.quarter_point((code,), over) if is_quarter else reading.window_point((code,), window)
        found.append(replace(figure, label=reading.references.name(code), partner=code))
    belong = reading.references.members(reading.selection.programme, window)
    shown = (each for each in found if each.state is not State.NOT_REPORTED or each.partner in belong)
    return tuple(sorted(shown, key=lambda each: each.label))


def _run(months: tuple[Month, ...]) -> Window:
    first, last = min(months), max(months)
    return Window(first.name if first == last else f"{first.name} to {last.name}", first, last)


def _codes(reading: Reading, window: Window) -> tuple[str, ...]:
    """The partners chosen; where none is, the members and whoever else has cells."""
    if reading.selection.partners:
        return reading.selection.partners
    belong = reading.references.members(reading.selection.programme, window)
    return tuple(sorted({*belong, *reading.added_up.partner.present}))


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
        _plan(reading),
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


def _plan(reading: Reading) -> Plan:
    """How the months shown are charted; a rebase parts them at its own month."""
    indicator, shown = reading.indicator, reading.selection
    parted = ((month_count(Month.of(rebase.on)) - month_count(shown.since), rebase) for rebase in indicator.rebases)
    return Plan(
        is_stock=indicator.is_stock,
        rebases=tuple((place, rebase) for place, rebase in parted if 0 <= place < len(shown.months)),
        baseline=indicator.baseline_points,
        is_count=indicator.unit is Unit.COUNT,
    )


def _curve(reading: Reading) -> tuple:
    if not isinstance(reading.measure, Waiting | InTime):
        return ()
    shown = (Window("", reading.selection.since, reading.selection.until),)
    cells = reading.added_up.of_partners(reading.selection.partners)
    return reading.measure.curves_by_year(Asked(cells, shown, reading.edition.as_of))


def _has_reported(one: Series) -> bool:
    return any(each.state is not State.NOT_REPORTED for each in one.points)


def _need(one: Series) -> tuple[int, int]:
    """How soon a reader should look: signals first, then what will miss its target."""
    return MOST_PRESSING_FIRST.index(one.verdict.variation), ASSURANCE_ORDER.index(one.verdict.assurance)
