"""One loop from beginning to end: its steps on a line, with dates, the days between, and the rows behind them."""

from flask import request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from dashboard import panels, words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import row_link
from dashboard.loop.chosen import PATH, list_link, loops
from dashboard.loop.line import line
from dashboard.loop.listing import KINDS
from dashboard.markup import joined, tag
from dashboard.pages import asked_of
from dashboard.screen import Page, Table
from metrics.loops.breaks import MENDS, REASONS
from metrics.loops.parts import Chain, LoopStep, Recurrence, Step
from metrics.loops.said import (
    ENDED_WORDS,
    MAY_GO_ON,
    NOT_SHOWN,
    RECURRENCE_WORDS,
    STEP_WORDS,
    days_said,
    persons_said,
    state_said,
    waits_said,
)

MOST_BESIDE = 6


def page(desk: Desk, kind: str, code: str) -> Page:
    """The page of the loop that starts at that observation, finding or action; raises NotFound."""
    asked = asked_of(desk)
    found = loops(desk, asked.selection.edition)
    chain = next((c for c in found.chains if (c.origin.kind, c.origin.code) == (kind, code)), None)
    if chain is None:
        raise NotFound
    edition = asked.selection.edition
    shown = [_line(chain, edition, found.sees_all), _missing(chain, edition), _came_of_it(chain, edition)]
    shown.append(_beside(chain, edition))
    inner = joined((_heading(desk, chain, asked), tag("div", shown, class_="panels loop-screen")))
    return Page(f"Loop of {code}", inner, asked=asked.focused(""))


def _heading(desk: Desk, chain: Chain, asked: Asked) -> Markup:
    origin, names = chain.origin, desk.names(asked.selection.edition)
    edition = desk.edition(asked.selection.edition)
    facts = [("Edition", f"{edition.number}, {words.day(edition.as_of)}"), ("Stands at", STEP_WORDS[chain.stands_at])]
    facts += [("Partner", names.partner(chain.partner))] if chain.partner else []
    facts += [("Recommends", origin.recommends.lower())] if origin.recommends else []
    listed = [tag("div", tag("dt", term), tag("dd", said)) for term, said in facts]
    back = tag("a", "Loop", href=list_link(asked.focused(""), "") if request.args else PATH)
    eyebrow = tag("p", back, f" · {KINDS[origin.kind]} {origin.code}", class_="eyebrow")
    left = tag("div", eyebrow, tag("h1", origin.said or origin.code, class_="row-name"))
    old = None
    if edition.number != desk.edition().number:
        old = tag("p", tag("b", f"As known on {words.day(edition.as_of)} (edition {edition.number})."), class_="notice")
    return joined((tag("div", left, tag("dl", listed, class_="prov"), class_="title"), old))


def title(chain: Chain) -> str:
    """Where the loop stands, as a sentence."""
    dated = [step.on for step in chain.steps if step.on]
    if chain.ended:
        return f"Ended: {ENDED_WORDS.get(chain.ended, chain.ended.lower())}"
    if chain.stands_at is Step.RECURRED:
        return f"It was {'shown to work' if chain.step(Step.VALIDATED).state.is_done else 'implemented'}, and came back"
    if chain.is_closed:
        return f"Closed: from “noted” to “{STEP_WORDS[chain.stands_at].lower()}” in {(max(dated) - min(dated)).days:,} days"
    return f"{STEP_WORDS[chain.stands_at]}; {waits_said(chain)}"


def _line(chain: Chain, edition: int, sees_all: bool) -> Markup:
    said = words.sentence(title(chain))[:-1]
    notes = [NOT_SHOWN] if chain.is_partly_hidden else []
    notes += [] if sees_all else [MAY_GO_ON]
    if chain.waits and chain.waits.by:
        notes.append(f"Due by {words.short_day(chain.waits.by)}.")
    note = tag("p", " ".join(notes), class_="panel-note") if notes else None
    head = tag("div", tag("div", tag("h2", said, class_="panel-title"), note), class_="panel-head")
    return tag("section", head, line(chain, edition), panels.twin(_table(chain)), class_="panel full", id="panel-line")


def _table(chain: Chain) -> Table:
    rows = [
        (STEP_WORDS[step.kind], step.code or "–", words.short_day(step.on) if step.on else "–",
         state_said(step) or "done", days_said(step) or "–")
        for step in (*chain.steps, *chain.returns)
    ]  # fmt: skip
    return Table(f"The loop of {chain.origin.code}, step by step", ("Step", "Row", "Day", "State", "Time"), tuple(rows))


def _missing(chain: Chain, edition: int) -> Markup | None:
    if not chain.broken:
        return None
    items = [
        tag("li", tag("b", tag("a", each.code, href=row_link(each.dataset, each.row_id, edition))),
            tag("span", f"Names {each.named}. " if each.named else None, REASONS[each.kind],
                tag("span", MENDS[each.kind], class_="sub")))
        for each in chain.broken
    ]  # fmt: skip
    head = f"{words.sentence(words.counted(len(chain.broken), 'link'))[:-1]} {'is' if len(chain.broken) == 1 else 'are'} missing"
    return _panel(head, "missing", tag("ul", items, class_="links-missing"), "full")


def _came_of_it(chain: Chain, edition: int) -> Markup:
    """Who was taught what changed, and whether it came back."""
    said = [] if chain.taught is None else [tag("p", "Taught the changed version: ", tag("b", persons_said(chain.taught)), ".")]
    if chain.reached_origin is not None:
        reached = "was among them" if chain.reached_origin else "was not among them"
        said.append(tag("p", "The unit that noted it, ", tag("b", chain.origin.unit), f", {reached}."))
    if chain.recurrence is Recurrence.RECURRED:
        said.append(tag("p", tag("b", f"It came back, {words.counted(len(chain.returns), 'row')} say so:"), class_="worse"))
        items = [tag("li", tag("b", _row(each, edition)), tag("span", _returned_said(each))) for each in chain.returns]
        said.append(tag("ul", items, class_="links-missing"))
    else:
        said.append(tag("p", "Did it come back? ", tag("b", RECURRENCE_WORDS[chain.recurrence]), "."))
    width = "half" if chain.beside else "full"
    return _panel("What came of it", "came-of-it", tag("div", said, class_="came-of-it"), width)


def _returned_said(step: LoopStep) -> str:
    what = "action taken up again" if step.dataset == "corrective_action" else "observed again"
    parts = (what, words.short_day(step.on) if step.on else "day not stated", days_said(step))
    return words.sentence(", ".join(part for part in parts if part))


def _beside(chain: Chain, edition: int) -> Markup | None:
    """Its other actions and changes: the line is that of the action furthest behind."""
    if not chain.beside:
        return None
    items = [tag("li", tag("b", _row(each, edition)), tag("span", _beside_said(each))) for each in chain.beside]
    note = tag("p", "The line above is that of the action furthest behind, and of its first change.", class_="panel-note")
    first, rest = items[:MOST_BESIDE], items[MOST_BESIDE:]
    more = tag("summary", f"{len(rest):,} more")
    folded = tag("details", more, tag("ul", rest, class_="links-missing"), class_="twin") if rest else None
    return _panel("What else belongs to it", "beside", joined((tag("ul", first, class_="links-missing"), folded, note)), "half")


def _beside_said(step: LoopStep) -> str:
    word = ENDED_WORDS.get(step.word, "") if step.kind is Step.ENDED else STEP_WORDS[step.kind].lower()
    day = words.short_day(step.on) if step.on else state_said(step)
    return words.sentence(f"{word}, {day}")


def _row(step: LoopStep, edition: int) -> Markup:
    return tag("a", step.code, href=row_link(step.dataset, step.row_id, edition))


def _panel(title_: str, key: str, inside: Markup, width: str) -> Markup:
    head = tag("div", tag("div", tag("h2", title_, class_="panel-title")), class_="panel-head")
    return tag("section", head, inside, class_=f"panel {width}", id=f"panel-{key}")
