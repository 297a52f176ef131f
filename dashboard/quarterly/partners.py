"""Two panels on partners: who reports on time quarter by quarter, and who differs by more than size explains."""

from dataclasses import dataclass, replace

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.screen import Drawn, Table, linked
from dashboard.svg.funnel_plot import funnel_plot
from dashboard.svg.heat import Grid, heat_grid
from metrics.evidence.evidence import Sought
from metrics.funnel import BEYOND, NEAR, Funnel
from metrics.indicator import Indicator, OverTime, Unit
from metrics.series import Point, Variation
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from vocabulary.selection import Selection
from vocabulary.state import State

TIMELINESS = "PEN-05"
QUARTERS = 8
MONTHS_POOLED = 12


@dataclass(frozen=True)
class Timeliness:
    """Reporting on time by partner and quarter, and the partners whose latest point is a signal."""

    grid: Grid
    latest: str
    worsening: tuple[str, ...]
    improving: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """One share by partner against the programme's, over the last four quarters."""

    indicator: Indicator
    funnel: Funnel
    selection: Selection

    def behind(self, point: Point) -> str | None:
        """The way to the rows behind a partner's figure of the four quarters."""
        return behind(Sought(self.indicator, self.selection.narrowed(point.partner), is_run=True), point)


def timeliness(desk: Desk, asked: Asked) -> Timeliness:
    """Read the grid of the last eight quarters."""
    indicator, chosen = desk.indicator(TIMELINESS), asked.selection
    quarters = [chosen.quarter + -back for back in reversed(range(QUARTERS))]
    begins_in = desk.fiscal_start(chosen)
    cells: dict[tuple[str, str], Point] = {}
    there: dict[tuple[str, str], str | None] = {}
    for quarter in quarters:
        for point in desk.by_partner(indicator, _of_quarter(chosen, quarter)):
            cells[(point.label, _short(quarter, begins_in))] = point
            whose = _of_quarter(chosen, quarter).narrowed(point.partner)
            there[(point.label, _short(quarter, begins_in))] = behind(Sought(indicator, whose), point)
    if not any(point.state.is_number for point in cells.values()):
        raise Unavailable("No submission was due from any partner in the last eight quarters.")
    rows = tuple(sorted({row for row, _ in cells}))
    grid = Grid(rows, tuple(_short(quarter, begins_in) for quarter in quarters), cells, there)
    latest = _short(chosen.quarter, begins_in)
    silent = tuple(row for row in rows if _state(cells.get((row, latest))) is State.NOT_REPORTED)
    return Timeliness(grid, desk.quarter_name(chosen), *_signals(desk, indicator, chosen), silent)


def draw_timeliness(found: Timeliness) -> Drawn:
    """The grid, under what it says."""
    note = "Submissions accepted on or before the due date, %, by partner and quarter."
    title = _timeliness_title(found)
    return Drawn(title, note, heat_grid(found.grid, "Partner", note), _grid_table(found.grid, note))


def comparison(desk: Desk, asked: Asked) -> Comparison:
    """Read the most pressing share of the scorecard, by partner."""
    rows = desk.scorecard(asked.selection)
    wanted = [row[0] for row in rows if _is_comparable(row[0], row[1].quarter)]
    if not wanted:
        raise Unavailable("No share has enough cases in this quarter to compare partners.")
    months = tuple(asked.selection.until + -back for back in range(MONTHS_POOLED))
    funnel = desk.funnel(wanted[0], asked.selection, months)
    if funnel.centre is None or not any(point.value is not None for point in funnel.points):
        raise Unavailable(f"{wanted[0].short_title}: no partner has cases in the last four quarters.")
    if not asked.selection.partners:
        refuse_one_alone(wanted[0], funnel)
    return Comparison(wanted[0], funnel, pooled(asked.selection))


def pooled(chosen: Selection) -> Selection:
    """The four quarters that partners are compared over."""
    return replace(chosen, since=chosen.until + (1 - MONTHS_POOLED))


def refuse_one_alone(indicator: Indicator, funnel: Funnel) -> None:
    """Raise Unavailable where one partner has all the cases: it is the programme, and cannot be set against it."""
    having = [point.label for point in funnel.points if point.value is not None]
    if len(having) == 1:
        raise Unavailable(
            f"{indicator.short_title}: {having[0]} alone has cases in the last four quarters, so there is nothing to "
            "compare it with."
        )


def draw_comparison(found: Comparison) -> Drawn:
    """A funnel: never a ranking."""
    indicator, funnel = found.indicator, found.funnel
    outside = _those(funnel, BEYOND)
    if outside:
        verb = "lies" if len(outside) == 1 else "lie"
        title = f"{indicator.short_title}: {words.named(outside)} {verb} outside what size explains"
    else:
        title = f"{indicator.short_title}: no partner lies outside what its number of cases explains"
    centre = words.amount(funnel.centre, Unit.SHARE)
    count = sum(point.value is not None for point in funnel.points)
    note = (
        f"Last four quarters, {words.counted(count, 'partner')} against the programme’s {centre}. "
        f"Limits: 95{words.SPACE}% dashed, 99.8{words.SPACE}% solid; "
        f"the inner one is for looking, the outer one for asking. {funnel.says}"
    )
    near = _those(funnel, NEAR)
    aloud = f"{title}. {f'Beyond the inner limit: {words.named(near)}.' if near else ''}"
    plot = funnel_plot(funnel, indicator.direction, aloud, found.behind)
    return Drawn(title, note, plot, _funnel_table(found), aloud)


def _those(funnel: Funnel, wanted: str) -> list[str]:
    pairs = zip(funnel.points, funnel.positions, strict=True)
    return [point.label for point, position in pairs if position == wanted]


def _of_quarter(chosen: Selection, quarter: Quarter) -> Selection:
    return replace(chosen, since=quarter.first, until=min(quarter.last, chosen.until))


def _signals(desk: Desk, indicator: Indicator, chosen: Selection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = desk.names(chosen.edition)
    several = desk.small_multiples(indicator, chosen)

    def those(variation: Variation) -> tuple[str, ...]:
        found = (series for series in several if series.verdict.variation is variation)
        return tuple(names.partner(series.selection.partners[0]) for series in found)

    return those(Variation.WORSENING), those(Variation.IMPROVING)


def _timeliness_title(found: Timeliness) -> str:
    if found.worsening:
        return f"Reporting on time is worsening: {words.listed(found.worsening)}"
    if found.silent:
        verb = "has" if len(found.silent) == 1 else "have"
        return f"{words.listed(found.silent)} {verb} not reported in {found.latest}"
    if found.improving:
        return f"Reporting on time is improving: {words.listed(found.improving)}"
    return "Reporting on time shows no change beyond chance for any partner"


def _is_comparable(indicator: Indicator, point: Point) -> bool:
    is_flow = indicator.unit is Unit.SHARE and indicator.over_time is OverTime.SUM
    return is_flow and indicator.code != TIMELINESS and point.state.is_number


def _short(quarter: Quarter, begins_in: int) -> str:
    return f"Q{quarter.quarter}{words.SPACE}{quarter.year % 100:02d}{quarter.in_fiscal_year(begins_in)}"


def _state(point: Point | None) -> State:
    return point.state if point else State.NOT_APPLICABLE


def _grid_table(grid: Grid, caption: str) -> Table:
    def said(place: tuple[str, str]) -> str:
        point = grid.cells.get(place)
        if point is None or not point.state.is_number:
            return words.STATE_WORDS[_state(point)]
        return linked(f"{words.figure(point, Unit.SHARE)} ({words.counts(point, Unit.SHARE)})", grid.there.get(place))

    rows = tuple((row, *(said((row, column)) for column in grid.columns)) for row in grid.rows)
    return Table(caption, ("Partner", *grid.columns), rows)


def _funnel_table(found: Comparison) -> Table:
    rows = tuple(
        (
            point.label,
            linked(words.figure(point, Unit.SHARE), found.behind(point)),
            words.counts(point, Unit.SHARE),
            words.interval(point, Unit.SHARE),
            position or "no figure",
        )
        for point, position in zip(found.funnel.points, found.funnel.positions, strict=True)
    )
    head = ("Partner", "Share", "Cases", "Interval", "Against the limits")
    return Table(f"{found.indicator.title}, last four quarters", head, rows)
