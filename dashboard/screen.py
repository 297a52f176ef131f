"""What a screen is. `dashboard/layouts/<key>.py` declares one as `SCREEN`; nothing else needs an edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dash.dependencies import DashDependency
from flask import Response
from markupsafe import Markup

from dashboard.address import Asked
from dashboard.desk import Desk


class Width(StrEnum):
    """How much of the page's width a panel takes on a wide screen; on a narrow one, all of it."""

    FULL = "full"
    HALF = "half"
    WIDE = "wide"  # two thirds
    SIDE = "side"  # one third


class Linked(str):
    """A text of a table that leads somewhere, as a figure does to the rows behind it; a text in all other respects."""

    __slots__ = ("there",)
    there: str

    def __new__(cls, text: str, there: str) -> "Linked":
        """*text* that leads to the address *there*."""
        made = super().__new__(cls, text)
        made.there = there
        return made


def linked(text: str, there: str | None) -> str:
    """*text*, leading to the address *there* where there is one."""
    return Linked(text, there) if there else text


@dataclass(frozen=True)
class Table:
    """The table twin of a figure: the same numbers, as words.

    Args:
        caption: what it holds.
        head: names of the columns; the first column names the row.
        rows: one text a column; figures are `Linked` to the rows behind them.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Drawn:
    """What a panel shows.

    Args:
        title: the finding, in words.
        note: what is shown, in a sentence: measure, months, partners, n, caveats.
        body: Dash components, or HTML and SVG from `dashboard.markup`; both kinds may be mixed in a list.
        table: the same numbers as a table; None only where the body is itself a table or words.
        aloud: what the figure shows, for somebody who does not see it.
        links: (words, address) shown at the panel's top right.
    """

    title: str
    note: str = ""
    body: Any = None
    table: Table | None = None
    aloud: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Panel:
    """One answer to the screen's question.

    Args:
        key: unique in its screen; names its id.
        query: reads: what the desk knows and what was asked, to one result. May raise Unavailable.
        draw: pure: the result to what is shown.
        width: see Width.
        pins: the part of what was asked that pins what is shown in an edition, for a panel that is made once for
            whoever of the same scope asks for that part; None for a panel that is made each time.
    """

    key: str
    query: Callable[[Desk, Asked], Any]
    draw: Callable[[Any], Drawn]
    width: Width = Width.FULL
    pins: Callable[[Asked], Asked] | None = None


@dataclass(frozen=True)
class Wire:
    """A rare interaction that is not "selection to panels": `act` is given the desk, the inputs and the states."""

    outputs: Sequence[DashDependency] | DashDependency
    inputs: Sequence[DashDependency]
    act: Callable[..., Any]
    states: Sequence[DashDependency] = ()


@dataclass(frozen=True)
class Page:
    """What a route answers with where it answers with a page: the shell puts itself around it.

    Args:
        inner: the main part.
        head: what the head of the page needs besides (a style, a refresh).
        asked: what the page shows, so that the navigation keeps it; None for a page of no selection.
    """

    title: str
    inner: Markup
    status: int = 200
    head: Markup | str = ""
    asked: Asked | None = None


@dataclass(frozen=True)
class Route:
    """A file or a page that a screen hands out: `path` with Flask's <parts>, and a function of the desk and the parts.

    A route at the screen's own path serves the screen itself: one that no edition pins, such as the ledger.
    """

    path: str
    serve: Callable[..., Response | Page]
    methods: tuple[str, ...] = ("GET",)


@dataclass(frozen=True)
class Head:
    """The head of a screen that says more than its title and question.

    Args:
        title, eyebrow: instead of the screen's title and question.
        facts: (term, words or markup) beside the edition.
    """

    title: Any
    eyebrow: str
    facts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, eq=False)
class Screen:
    """One question, and the panels that answer it.

    Args:
        key: its file's name.
        path: its address ("/feedback-closure").
        title: its name on the page; `menu` is its shorter name in the navigation, "" for a screen reached from figures.
        question: what a reader asks with it.
        panels: in reading order.
        place: its place in the navigation, from 1.
        controls: which controls it offers, of "programme", "period", "partners", "edition".
        live: True for a screen of Dash components; False for one that is served as HTML and needs no script.
        charts: True where it draws with Plotly, whose bundle is then loaded.
        covers: keys of the indicators that it shows at length when one is in focus.
        head: see Head; None for title and question.
        wires, routes: see there.
    """

    key: str
    path: str
    title: str
    menu: str
    question: str
    panels: tuple[Panel, ...]
    place: int
    controls: tuple[str, ...] = ("programme", "period", "partners", "edition")
    live: bool = True
    charts: bool = True
    covers: tuple[str, ...] = ()
    head: Callable[[Desk, Asked], Head] | None = None
    wires: tuple[Wire, ...] = ()
    routes: tuple[Route, ...] = ()
