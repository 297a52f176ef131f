"""What moved an indicator: sentences whose numbers lead to what they are made of, and the numbers themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import figure_link, quarter_link
from dashboard.explore.focus import Focus, Place, focus
from dashboard.explore.topics import names_of
from dashboard.markup import scrolling, tag
from dashboard.screen import Drawn, Table
from metrics.changes.change import PARTNER, Against, Changed, Judged, change
from metrics.changes.clauses import Clause, Number, Ref, Said, Sentence
from metrics.changes.contribution import Contribution
from metrics.changes.said import named, sentences
from metrics.changes.split import EFFECTS, Split, plural
from metrics.evidence.evidence import Sought
from metrics.indicator import Unit
from metrics.known.bridge_said import change_said
from metrics.reference import NOT_STATED
from vocabulary.selection import Selection

KEY = "moved"
MOST_ROWS = 12
"""Parts in a table on the page; the file beside it has all of them."""
_BELOW = (Said.EFFECTS, Said.PARTS)
_IN = {Unit.SHARE: ", in points", Unit.PERCENT: ", in points", Unit.DAYS: ", in days"}
_HEADS = {"rate": "Own figure", "mix": "Mix", "entry": "Came in", "exit": "Left", "count": "In both"}


@dataclass(frozen=True)
class Moved:
    """The indicator, and what moved it against each of the earlier quarters.

    Args:
        names: what topics are called, where they are codes of a list.
    """

    found: Focus
    changes: tuple[Changed, ...]
    names: Mapping[str, str]


def query(desk: Desk, asked: Asked, place: Place) -> Moved:
    """Read the change against the quarter before, and against the same quarter a year before."""
    found = focus(desk, asked, place)
    indicator = found.indicator
    changes = tuple(desk.kept(_change, indicator.key, found.selection, against) for against in Against)
    return Moved(found, changes, desk.kept(names_of, indicator.topic_is, found.selection.edition))


def draw(moved: Moved) -> Drawn:
    """One part for each earlier quarter; without a signal its numbers are folded, and claim nothing."""
    parts = [_part(moved, each) for each in moved.changes]
    note = "Each number leads to what it is made of. Differences are rounded one by one."
    links = (("CSV", link(f"{moved.found.place.path}/{KEY}.csv", moved.found.asked)),)
    return Drawn(_title(moved), note, tag("div", parts, class_="moved-parts"), _table(moved), links=links)


def _title(moved: Moved) -> str:
    judged = {each.judged for each in moved.changes}
    if Judged.SIGNAL in judged:
        return "What moved it"
    return "Nothing has changed beyond chance" if judged == {Judged.CHANCE} else "What lies between the quarters"


def _change(desk: Desk, key: str, selection: Selection, against: Against) -> Changed:
    return change(desk.cubes, desk.indicators[key], selection, desk.scope, against)


def _part(moved: Moved, changed: Changed) -> Markup:
    told = sentences(changed, moved.names)
    above = [_sentence(moved, changed, each) for each in told if each.about not in _BELOW]
    below = [_sentence(moved, changed, each) for each in told if each.about in _BELOW]
    tables = [
        _parts(moved, changed, split) for split in changed.splits if len(split.parts) > 1 and not changed.is_small
    ]
    heading = tag("h3", f"Against {changed.before.label}, {changed.against}")
    if changed.judged is Judged.SIGNAL:
        more = _fold("Part by part", tables)
        return tag("article", heading, above, below, more, class_="moved-part is-signal")
    return tag(
        "article", heading, above, _fold("The numbers, which claim nothing", [*below, *tables]), class_="moved-part"
    )


def _fold(summary: str, inside: Sequence[Markup]) -> Markup | None:
    return tag("details", tag("summary", summary), tag("div", inside), class_="fold") if inside else None


def _sentence(moved: Moved, changed: Changed, sentence: Sentence) -> Markup:
    clauses = [_clause(moved, changed, each) for each in sentence.clauses]
    return tag("p", clauses, class_=f"of-{sentence.about.value.replace(' ', '-')}")


def _clause(moved: Moved, changed: Changed, clause: Clause) -> Markup | str:
    text = words.set_in_type(clause.text)
    there = None if clause.ref is None else _where(moved, changed, clause.ref)
    return text if there is None else tag("a", text, href=there, class_="to-number")


def _where(moved: Moved, changed: Changed, ref: Ref) -> str | None:
    """Where a number is shown with what it is made of."""
    if ref.number is Number.PART:
        return _where_part(moved, changed, ref)
    found, earlier = moved.found, _earlier(changed)
    known = f"{link(found.place.path, Asked(earlier))}#panel-known"
    first = changed.restated.first.edition.number if changed.restated else None
    return {
        Number.SIGNAL: "#panel-trend",
        Number.AFTER: quarter_link(found.indicator, changed.selection),
        Number.BEFORE: quarter_link(found.indicator, earlier),
        Number.FIRST: quarter_link(found.indicator, earlier.as_known_in(first)),
        Number.RESTATED: known,
        Number.CAUSE: known,
        Number.SINCE_PUBLISHED: known,
        Number.EFFECT: f"#{_id(changed, ref.by)}",
    }.get(ref.number)


def _where_part(moved: Moved, changed: Changed, ref: Ref) -> str:
    """A partner leads to the indicator of that partner, a topic to its rows; what is hidden to the table alone."""
    if not ref.of:
        return f"#{_id(changed, ref.by)}"
    if ref.by == PARTNER:
        return link(moved.found.place.path, Asked(changed.selection.narrowed(ref.of)))
    return figure_link(Sought(moved.found.indicator, changed.selection, topic="" if ref.of == NOT_STATED else ref.of))


def _earlier(changed: Changed) -> Selection:
    """The same selection up to the earlier quarter."""
    quarter, months = changed.against.of(changed.selection.quarter), len(changed.selection.months)
    return replace(changed.selection, since=quarter.last + (1 - months), until=quarter.last)


def _parts(moved: Moved, changed: Changed, split: Split) -> Markup:
    """A table of the parts, the largest first, with bars; what is nought for all parts has no column."""
    unit = changed.indicator.unit
    effects = [name for name in EFFECTS if any(getattr(part, name) for part in split.parts)]
    shown, rest = split.parts[:MOST_ROWS], split.parts[MOST_ROWS:]
    widest = max(abs(part.total) for part in split.parts) or 1.0
    rows = [_row(moved, part, effects, (unit, widest)) for part in shown]
    if rest:
        others = Contribution(
            "", f"{len(rest)} more", **{name: sum(getattr(p, name) for p in rest) for name in EFFECTS}
        )
        rows.append(_row(moved, others, effects, (unit, widest)))
    heads = (split.by.capitalize(), "", "Together", *(_HEADS[name] for name in effects))
    head = tag("tr", [tag("th", text, scope="col") if text else tag("td") for text in heads])
    total = [tag("td", _cell(split.effect(name), unit)) for name in effects]
    foot = tag("tr", tag("th", "All", scope="row"), tag("td"), tag("td", _cell(changed.change, unit)), total)
    caption = f"By {split.by}, {changed.before.label} to {changed.after.label}{_IN.get(unit, '')}"
    inside = (tag("caption", caption), tag("thead", head), tag("tbody", rows), tag("tfoot", foot))
    return scrolling(tag("table", inside, class_="plain part-table", id=_id(changed, split.by)), caption)


def _row(moved: Moved, part: Contribution, effects: Sequence[str], scale: tuple) -> Markup:
    unit, widest = scale
    side = "up" if part.total >= 0 else "down"
    bar = tag("i", class_=side, style=f"width:{abs(part.total) / widest * 50:.1f}%")
    cells = [tag("td", _cell(getattr(part, name), unit) if getattr(part, name) else "–") for name in effects]
    return tag(
        "tr", tag("th", named(part, moved.names), scope="row"),
        tag("td", tag("span", bar, class_="push"), aria_hidden="true"),
        tag("td", tag("b", _cell(part.total, unit))), cells,
    )  # fmt: skip


def _table(moved: Moved) -> Table:
    """Every part of both changes, with its counts."""
    rows = []
    for changed in moved.changes:
        for split in changed.splits if not changed.is_small else ():
            rows += [_texts(moved, changed, split, part) for part in split.parts]
    effects = tuple(_HEADS[name] for name in EFFECTS)
    head = ("Against", "By", "Part", "Before", "After", "Together", *effects)
    return Table(f"{moved.found.indicator.title}: every part of the differences", head, tuple(rows))


def _texts(moved: Moved, changed: Changed, split: Split, part: Contribution) -> tuple[str, ...]:
    unit = changed.indicator.unit
    before, after = (f"{x:,} of {n:,}" for x, n in (part.before, part.after))
    told = (_said(getattr(part, name), unit) if getattr(part, name) else "–" for name in EFFECTS)
    return (
        changed.before.label,
        plural(split.by),
        named(part, moved.names),
        before,
        after,
        _said(part.total, unit),
        *told,
    )


def _id(changed: Changed, by: str) -> str:
    return f"parts-{changed.against.name.lower()}-{re.sub('[^a-z]+', '-', by)}"


def _cell(value: float | None, unit: Unit) -> str:
    """A difference where the caption says its unit."""
    return _said(value, unit).removesuffix(f"{words.SPACE}points").removesuffix(f"{words.SPACE}d")


def _said(value: float | None, unit: Unit) -> str:
    return words.set_in_type(change_said(value, unit)) or "–"
