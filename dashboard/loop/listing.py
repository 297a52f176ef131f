"""The list of loops: those that need somebody first, a page at a time."""

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked
from dashboard.loop.chosen import BROKEN, LATE, Chosen, list_link, loop_link
from dashboard.markup import joined, scrolling, tag
from dashboard.names import Names
from metrics.loops.breaks import REASONS
from metrics.loops.parts import LINE, Chain, Step
from metrics.loops.said import STEP_WORDS, waits_said

ON_A_PAGE = 25
KINDS = {"observation": "Observation", "finding": "Finding", "action": "Action"}
_TABS = ("", BROKEN, Step.RECURRED.value, LATE)
_TAB_WORDS = {"": "All, those that need somebody first", BROKEN: "Broken", Step.RECURRED.value: "Came back", LATE: "Late"}


def draw(found: Chosen, asked: Asked, names: Names, page: int) -> Markup:
    """The panel."""
    last = max(1, -(-len(found.shown) // ON_A_PAGE))
    page = min(page, last)
    here = found.shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    title = _title(found, asked)
    head = tag("div", tag("div", tag("h2", title, class_="panel-title")), class_="panel-head")
    if here:
        caption = f"{title}, page {page} of {last}"
        body = scrolling(_table(here, asked, names, caption), caption)
    else:
        body = tag("p", "No loop of this selection is like this.", class_="why-not")
    return tag("section", head, _tabs(found, asked), body, _pager(asked, page, last), class_="panel full", id="panel-loops")


def _title(found: Chosen, asked: Asked) -> str:
    count = words.sentence(words.counted(len(found.shown), "loop"))[:-1]
    if asked.focus == BROKEN and found.found.sees_all:
        return f"{count} with a missing link"
    if asked.focus == LATE:
        return f"{count} past the day by which the next step was due"
    if asked.focus in [step.value for step in Step]:
        return f"{count} at “{STEP_WORDS[Step(asked.focus)]}”"
    return count


def _tabs(found: Chosen, asked: Asked) -> Markup:
    usual = [each for each in _TABS if each != BROKEN or found.found.sees_all]
    tabs = [*usual, *([asked.focus] if asked.focus in [step.value for step in LINE] or asked.focus == Step.ENDED else [])]
    return tag("nav", [_tab(found, asked, each) for each in tabs], class_="parts", aria_label="Which loops are listed")


def _tab(found: Chosen, asked: Asked, key: str) -> Markup:
    counts = {
        "": len(found.all), BROKEN: sum(bool(c.broken) for c in found.all), LATE: sum(c.is_late for c in found.all),
    }  # fmt: skip
    count = counts[key] if key in counts else sum(chain.stands_at.value == key for chain in found.all)
    name = _TAB_WORDS[key] if key in _TAB_WORDS else STEP_WORDS[Step(key)]
    here = "true" if asked.focus == key else None
    return tag("a", tag("b", name), tag("span", f"{count:,}"), href=list_link(asked, key), class_="part", aria_current=here)


def _table(chains: tuple[Chain, ...], asked: Asked, names: Names, caption: str) -> Markup:
    head = [tag("th", text, scope="col") for text in ("Loop", "Where it stands", "What it needs", "Partner")]
    return tag(
        "table", tag("caption", caption, class_="visually-hidden"), tag("thead", tag("tr", head)),
        tag("tbody", [_line(chain, asked, names) for chain in chains]), class_="loops",
    )  # fmt: skip


def _line(chain: Chain, asked: Asked, names: Names) -> Markup:
    origin = chain.origin
    link = tag("a", origin.said or origin.code, href=loop_link(origin, asked))
    noted = next((step.on for step in chain.steps if step.on), None)
    about = " · ".join(filter(None, (f"{KINDS[origin.kind]} {origin.code}", words.short_day(noted) if noted else "")))
    return tag(
        "tr",
        tag("th", link, tag("span", about, class_="sub"), scope="row"),
        tag("td", track(chain), tag("span", STEP_WORDS[chain.stands_at], class_="stand-said"), class_="stands"),
        tag("td", need(chain), class_="need"),
        tag("td", names.partner(chain.partner) if chain.partner else "–", class_="whose"),
    )


def need(chain: Chain) -> Markup:
    """What has to be done, as words with a mark where it is not ordinary."""
    if chain.broken:
        more = f" and {words.counted(len(chain.broken) - 1, 'more link')}" if len(chain.broken) > 1 else ""
        said = joined((tag("b", "Link missing", more, ". "), REASONS[chain.broken[0].kind]))
        late = tag("span", words.sentence(waits_said(chain)), class_="sub") if chain.is_late else None
        return tag("span", said, late, class_="needs broken")
    is_pressing = chain.is_late or chain.stands_at is Step.RECURRED
    return tag("span", words.sentence(waits_said(chain))[:-1], class_="needs worse" if is_pressing else "needs")


def track(chain: Chain) -> Markup:
    """The line of the loop in small: a dot a step, filled where it was taken."""
    dots = []
    for at, step in enumerate(chain.steps):
        x = 6 + at * 15
        if at:
            dots.append(tag("line", x1=x - 10.5, x2=x - 4.5, y1=7, y2=7, class_="grid"))
        kind = "taken" if step.state.is_done else "none" if step.state.is_settled else "ahead"
        is_late = chain.is_late and chain.waits.step is step.kind
        dots.append(tag("circle", cx=x, cy=7, r=2 if kind == "none" else 4, class_=f"{kind} overdue" if is_late else kind))
    width = 12 + (len(LINE) - 1) * 15
    return tag("svg", dots, width=width, height=14, viewBox=f"0 0 {width} 14", aria_hidden="true", class_="track")


def _pager(asked: Asked, page: int, last: int) -> Markup | None:
    if last == 1:
        return None
    before = tag("a", "Previous", href=list_link(asked, asked.focus, page - 1), rel="prev") if page > 1 else None
    after = tag("a", "Next", href=list_link(asked, asked.focus, page + 1), rel="next") if page < last else None
    said = tag("span", f"Page {page:,} of {last:,}", class_="muted")
    return tag("nav", before, said, after, class_="pager", aria_label="Pages of the loops")
