"""Beside the chart: what the figure is, why it is flagged, what moved it, how sure it is, and how it is counted."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.evidence.address import behind, quarter_link
from dashboard.explore.focus import Focus, Place, explained, focus
from dashboard.markup import joined, tag
from dashboard.screen import Drawn
from dashboard.svg import marks
from metrics.changes.contribution import Contribution, Explained
from metrics.evidence.evidence import Sought
from metrics.indicator import Unit
from metrics.series import Point
from vocabulary.selection import Selection

MOST_SHOWN = 4
"""Partners named one by one; the others are one line, so that the lines add up to the whole."""


@dataclass(frozen=True)
class Why:
    """The indicator in focus, and what moved it."""

    found: Focus
    explained: Explained


def query(desk: Desk, asked: Asked, place: Place) -> Why:
    """Read the focus and its contributions."""
    found = focus(desk, asked, place)
    return Why(found, explained(desk, found))


def draw(why: Why) -> Drawn:
    """Four short answers and the definition."""
    found = why.found
    verdict = found.series.verdict
    parts = (
        headline(found),
        tag("div", marks.variation(verdict.variation), marks.assurance(verdict.assurance), class_="verdicts"),
        answer(
            "Why it is flagged" if verdict.latest_signal else "Why it is not flagged",
            tag("p", verdict.why.replace(" %", f"{words.SPACE}%")),
        ),
        answer("What moved it", *_moved(why)),
        answer("How sure", tag("p", sure(found))),
        _definition(found),
    )
    return Drawn("What it says", body=tag("div", [part for part in parts if part], class_="answers"))


def headline(found: Focus) -> Markup:
    """The figure of the quarter, large, and what it rests on."""
    point, unit = found.series.quarter, found.indicator.unit
    resting = ", ".join(filter(None, (said.counts(point, unit), "provisional" if point.provisional else "")))
    target = f"target {words.target(found.indicator)}" if found.series.target is not None else "no target"
    return tag(
        "p",
        tag("span", f"{point.label}, {found.whom[:1].lower()}{found.whom[1:]}" if not found.selection.partners
            else f"{point.label}, {found.whom}", class_="of"),
        _behind(found, tag("b", said.figure(point, unit), class_="big" if point.state.is_number else "big none")),
        tag("span", ", ".join(filter(None, (resting, target))), class_="resting"),
        class_="headline",
    )  # fmt: skip


def _behind(found: Focus, figure: Markup) -> Markup:
    """The figure as the way to the rows that make it."""
    there = behind(Sought(found.indicator, found.selection), found.series.quarter)
    return figure if there is None else tag("a", figure, href=there, class_="behind-it")


def answer(question: str, *told: object) -> Markup:
    """One short answer under its question."""
    return tag("div", tag("h3", question), *told, class_="answer")


def _moved(why: Why) -> list[Markup]:
    """The change since the quarter before, partner by partner."""
    explained, unit = why.explained, why.found.indicator.unit
    before, after = explained.before, explained.after
    if explained.change is None:
        return [tag("p", words.sentence(f"Nothing to split up: {explained.why_not}"))]
    if said.is_small(before, unit) or said.is_small(after, unit):
        return [tag("p", f"{said.whole(after, unit)}, after ", _earlier(why), f" in {before.label}.")]
    if not any(round(value, 3) for value in (explained.change, *(part.total for part in explained.parts))):
        return [tag("p", "Nothing: it was ", _earlier(why), f" in {before.label} too.")]
    change = tag("b", words.difference(explained.change, unit))
    sentence = tag("p", change, f" since {before.label}, when it was ", _earlier(why), ".")
    if len(explained.parts) < 2:
        return [sentence]
    lines = _lines(explained.parts, explained.change)
    widest = max(abs(value) for _, value in lines) or 1.0
    rows = [_line(_partner(why, name), value, value / widest, unit) for name, value in lines]
    total = tag("li", tag("span", "Together"), tag("span"), tag("b", words.difference(explained.change, unit)))
    label = f"What moved it from {before.label} to {after.label}, in points"
    return [sentence, tag("ul", rows, total, class_="moved", aria_label=label)]


def _earlier(why: Why) -> Markup | str:
    """The figure of the quarter before, as the way to its rows."""
    found, point = why.found, why.explained.before
    text = said.whole(point, found.indicator.unit)
    there = behind(Sought(found.indicator, _quarter_before(found)), point)
    return text if there is None else tag("a", text, href=there, class_="behind-it")


def _partner(why: Why, name: str) -> Markup | str:
    """A partner's name as the way to its rows; others together, or hidden ones, have none."""
    part = next((part for part in why.explained.parts if part.label == name and part.partner), None)
    if part is None:
        return name
    chosen = why.found.selection if part.after[1] else _quarter_before(why.found)
    return tag("a", name, href=quarter_link(why.found.indicator, chosen.narrowed(part.partner)), class_="behind-it")


def _quarter_before(found: Focus) -> Selection:
    last = (found.selection.quarter + -1).last
    return replace(found.selection, since=min(found.selection.since, last), until=last)


def _lines(parts: tuple[Contribution, ...], change: float) -> list[tuple[str, float]]:
    """The largest contributions, and the rest as one line: rounded as they are said, the lines add up."""
    named = parts if len(parts) <= MOST_SHOWN + 1 else parts[:MOST_SHOWN]
    lines = [(part.label, round(part.total, 3)) for part in named]
    rest = round(round(change, 3) - sum(value for _, value in lines), 3)
    if len(named) < len(parts):
        return [*lines, (f"{words.counted(len(parts) - len(named), 'other')}".capitalize(), rest)]
    return [*lines[:-1], (lines[-1][0], round(lines[-1][1] + rest, 3))]


def _line(name: Markup | str, value: float, share: float, unit: Unit) -> Markup:
    side = "up" if value >= 0 else "down"
    bar = tag("span", tag("i", class_=side, style=f"width:{abs(share) * 50:.1f}%"), class_="push", aria_hidden="true")
    figure = words.difference(value, unit).removesuffix(f"{words.SPACE}points") if value else "0.0"
    return tag("li", tag("span", name), bar, tag("span", figure, class_="num"))


def sure(found: Focus) -> str:
    """Counts, interval, and who is not counted."""
    point, unit = found.series.quarter, found.indicator.unit
    if not point.state.is_number:
        return words.sentence("; ".join(filter(None, (words.figure(point, unit), point.note))))
    said_of = [part for part in (words.counts(point, unit), words.interval(point, unit)) if part]
    sentences = [words.sentence("; ".join(said_of))]
    if point.note:
        sentences.append(words.sentence(point.note))
    if point.provisional:
        sentences.append(_provisional(point))
    return " ".join(sentences)


def _provisional(point: Point) -> str:
    return f"{point.label} is provisional: it is not over, or some of its cases have not matured."


def _definition(found: Focus) -> Markup:
    indicator, series = found.indicator, found.series
    facts = (
        ("Counted", indicator.numerator),
        ("Out of", indicator.denominator),
        ("Belongs to", indicator.period_key),
        ("Target", f"{words.target(indicator)}; {series.target_source}" if series.target is not None else ""),
        ("Know before you lean on it", " ".join(indicator.limitations)),
        ("Answers for it", indicator.owner_role),
        ("Read from", words.listed(indicator.sources)),
    )
    terms = [(tag("dt", term), tag("dd", text)) for term, text in facts if text]
    inside = (tag("p", indicator.definition), tag("dl", terms))
    fold = tag(
        "details", tag("summary", f"Definition {indicator.code}"), tag("div", inside, class_="told"), class_="fold"
    )
    return tag("div", tag("p", joined((series.control.says,)), class_="method"), fold, class_="foot")
