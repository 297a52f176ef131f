"""The screen itself: where all loops stand, and the list of loops, those that need somebody first."""

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from dashboard import panels, shell, words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.loop import listing, stages
from dashboard.loop.chosen import Chosen, chosen
from dashboard.markup import joined, tag
from dashboard.pages import asked_of, fields_of
from dashboard.screen import Drawn, Page, Panel, Screen
from metrics.loops.breaks import MENDS, REASONS
from metrics.loops.counts import Counted, counted
from metrics.loops.parts import Break, Broken
from metrics.loops.said import MAY_GO_ON, STEP_WORDS
from vocabulary.errors import Unavailable

TITLE = "Loop"
QUESTION = "What became of what we were told: from an observation to a change that is taught?"
_LAST_PAGE = 100_000
_MOST_LOOSE = 12


@dataclass(frozen=True)
class Standing:
    """Where the loops of a selection stand."""

    counts: Counted
    chosen: Chosen
    asked: Asked
    whose: str


def standing(desk: Desk, asked: Asked) -> Standing:
    """Count the loops of a selection; raises Unavailable where there are none."""
    found = chosen(desk, asked)
    if not found.all:
        raise Unavailable("No observation, finding or action of this selection is known.")
    whose = words.partners(asked.selection.partners, desk.names(asked.selection.edition).partners)
    return Standing(counted(found.all, found.found.as_of), found, asked, whose)


def draw_standing(found: Standing) -> Drawn:
    """The stages, drawn."""
    counts = found.counts
    broken = sum(counts.broken.values())
    note = (
        f"One loop for each observation, finding and action of another source, {found.whose}, as known on "
        f"{words.short_day(found.chosen.found.as_of)}. The outline is how many came so far, the filled bar how many stand "
        "there, its orange end how many of these are late. Medians follow open loops to that day (Kaplan-Meier)."
    )
    if not found.chosen.found.sees_all:
        note += f" {MAY_GO_ON}"
    elif broken:
        note += f" {words.sentence(words.counted(broken, 'loop'))[:-1]} have a missing link."
    body = joined((tag("p", stages.aloud(counts), class_="visually-hidden"), stages.funnel(counts, found.asked)))
    return Drawn(finding(counts), note, body, stages.table(counts), stages.aloud(counts))


def finding(counts: Counted) -> str:
    """How many loops are closed, and where the most are late."""
    title = f"{counts.closed:,} of {counts.total:,} loops are closed"
    most = max(counts.late, key=lambda step: counts.late[step])
    return f"{title}; {counts.late[most]:,} are late at “{STEP_WORDS[most].lower()}”" if counts.late[most] else title


PANEL = Panel("stands", standing, draw_standing)


def page(screen: Screen, desk: Desk) -> Page:
    """The screen, of the selection, the edition and the page that the address names."""
    asked = asked_of(desk)
    heading = shell.heading(screen, desk, asked)
    shown = [_stands(desk, asked)]
    found = chosen(desk, asked)
    if found.all:
        names = desk.names(asked.selection.edition)
        shown += [listing.draw(found, asked, names, _page_number()), _missing(found), _loose(found.found.loose)]
    inner = joined((heading, tag("div", shown, class_="panels loop-screen")))
    return Page(TITLE, inner, asked=asked)


def _stands(desk: Desk, asked: Asked) -> Markup:
    try:
        return panels.as_html(PANEL, draw_standing(desk.once(standing, asked)))
    except Unavailable as unavailable:
        return panels.unavailable(PANEL, str(unavailable))


def _page_number() -> int:
    said = fields_of(request.query_string.decode("utf-8", "replace")).get("page", "")
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < len(str(_LAST_PAGE)) else 1


def _missing(found: Chosen) -> Markup | None:
    """The links that are missing, by kind; the counts and the whole loops add up to all loops."""
    kinds: dict[Break, int] = {}
    for chain in found.all:
        if chain.broken:
            kinds[chain.broken[0].kind] = kinds.get(chain.broken[0].kind, 0) + 1
    if not kinds:
        return None
    whole = len(found.all) - sum(kinds.values())
    title = f"{words.sentence(words.counted(sum(kinds.values()), 'loop'))[:-1]} are broken by a missing link, {whole:,} are whole"
    items = [
        tag("li", tag("b", f"{kinds[kind]:,}", class_="num"), tag("span", REASONS[kind], tag("span", MENDS[kind], class_="sub")))
        for kind in Break if kind in kinds
    ]  # fmt: skip
    note = tag("p", "Each loop is counted by the first link that is missing in it.", class_="panel-note")
    head = tag("div", tag("div", tag("h2", title, class_="panel-title"), note), class_="panel-head")
    return tag("section", head, tag("ul", items, class_="links-missing"), class_="panel full", id="panel-missing")


def _loose(loose: tuple[Broken, ...]) -> Markup | None:
    """Changes that no loop leads to, of every programme: they have no loop in which to be listed."""
    if not loose:
        return None
    title = f"{words.sentence(words.counted(len(loose), 'change'))[:-1]} that no loop leads to"
    lines = [
        tag("li", tag("b", each.code), tag("span", f"Names {each.named}. " if each.named else None, REASONS[each.kind],
                                           tag("span", MENDS[each.kind], class_="sub")))
        for each in loose[:_MOST_LOOSE]
    ]  # fmt: skip
    rest = len(loose) - _MOST_LOOSE
    more = tag("p", f"and {rest:,} more: python -m metrics loop lists them all.", class_="panel-note") if rest > 0 else None
    inside = tag("details", tag("summary", title), tag("ul", lines, class_="links-missing"), more, class_="twin")
    return tag("section", inside, class_="panel full", id="panel-loose")

