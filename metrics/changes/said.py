"""What moved an indicator, in sentences made by rule; each clause names the number that it says."""

from collections.abc import Iterator, Mapping

from metrics.changes.change import Changed, Judged
from metrics.changes.clauses import Clause, Number, Ref, Said, Sentence
from metrics.changes.contribution import Contribution
from metrics.changes.split import EFFECTS, Split, plural
from metrics.known.bridge_said import change_said, said
from metrics.series import Variation
from metrics.words import FEWEST_FOR_PERCENT, sentence

MOST_NAMED = 3
"""Parts named in a sentence; the table beside it has all of them."""
_EFFECTS_SAID = {
    "rate": "from the figures of {many} themselves",
    "mix": "from another mix of {many}",
    "entry": "from {many} that came in",
    "exit": "from {many} that left",
    "count": "from {many} that were there in both",
}


def sentences(changed: Changed, names: Mapping[str, str] | None = None) -> tuple[Sentence, ...]:
    """What there is to say, the verdict of the chart first.

    Args:
        names: what topics are called, where they are codes of a list.
    """
    return tuple(
        each
        for each in (
            _verdict(changed),
            _figures(changed),
            _restated(changed),
            _defined(changed),
            *_splits(changed, names or {}),
        )
        if each is not None
    )


def _verdict(changed: Changed) -> Sentence:
    short, signal = changed.indicator.short_title, Ref(Number.SIGNAL)
    told = {
        Judged.SIGNAL: (Clause(changed.verdict.title, signal), Clause(".")),
        Judged.CHANCE: (Clause(f"{short} shows no change beyond chance", signal), Clause(".")),
        Judged.UNJUDGED: (Clause(_not_judged(changed), signal), Clause(".")),
        Judged.OTHERWISE: (
            Clause(changed.verdict.title, signal),
            Clause(f", yet against {changed.before.label} it {_went(changed)}: two quarters alone do not show it."),
        ),
    }
    return Sentence(Said.VERDICT, told[changed.judged])


def _not_judged(changed: Changed) -> str:
    short = changed.indicator.short_title
    if changed.verdict.variation in (Variation.TOO_FEW, Variation.NO_DATA):
        return changed.verdict.title
    if changed.change is None:
        return f"{short} has no figure to compare"
    if changed.verdict.variation is Variation.NOT_JUDGED and not changed.indicator.is_stock:
        return f"{short} is much the same in most months, so that a pattern cannot be told: a difference is not judged"
    if changed.verdict.variation is Variation.NOT_JUDGED:
        return f"{short} is a stock, whose months hold much the same cases: a difference is not judged"
    return f"{short} cannot be judged: no month of {changed.after.label} is settled yet"


def _went(changed: Changed) -> str:
    if not changed.change:
        return "did not move"
    return "rose" if changed.change > 0 else "fell"


def _figures(changed: Changed) -> Sentence:
    unit, before, after = changed.indicator.unit, changed.before, changed.after
    clauses = [
        Clause(f"{after.label}: "), Clause(said(after, unit), Ref(Number.AFTER)),
        Clause(", after "), Clause(said(before, unit), Ref(Number.BEFORE)), Clause(f" in {before.label}"),
    ]  # fmt: skip
    if changed.change is not None and not changed.is_small:
        clauses += [Clause("; "), Clause(change_said(changed.change, unit), Ref(Number.CHANGE))]
    if changed.low is not None and changed.high is not None and not changed.is_small:
        low, high = (change_said(end, unit) for end in (changed.low, changed.high))
        text = f"95 % interval {low.removesuffix(' points')} to {high}"
        is_apart = changed.judged is Judged.CHANCE and changed.low * changed.high > 0
        alone = ", of these two quarters alone: the chart looks at every month" if is_apart else ""
        clauses += [Clause(" ("), Clause(text, Ref(Number.INTERVAL)), Clause(f"{alone})")]
    return Sentence(Said.FIGURES, (*clauses, Clause(".")))


def _restated(changed: Changed) -> Sentence | None:
    """What a reader sees who compares with the figure first published, and how much of that is no change."""
    found, unit, label = changed.restated, changed.indicator.unit, changed.before.label
    if found is None or not found.change or changed.is_small or found.first.figure.n < FEWEST_FOR_PERCENT:
        return None
    clauses = [
        Clause(f"{label} was first published as "),
        Clause(said(found.first.figure, unit), Ref(Number.FIRST)),
        *([Clause(", provisional")] if found.first.figure.provisional else []),
    ]
    if changed.since_published is not None:
        clauses += [
            Clause("; against that the difference is "),
            Clause(change_said(changed.since_published, unit), Ref(Number.SINCE_PUBLISHED)),
            Clause(", of which "),
        ]
    else:
        clauses.append(Clause("; "))
    clauses += [
        Clause(change_said(found.change, unit), Ref(Number.RESTATED)),
        Clause(f" is what became known of {label} since"),
    ]
    told = [part for part in found.causes if part.change and is_said(part.change, unit)]
    for at, part in enumerate(told):
        clauses.append(Clause(", " if at else " ("))
        clauses.append(Clause(f"{part.cause} {change_said(part.change, unit)}", Ref(Number.CAUSE, of=part.cause)))
    return Sentence(Said.RESTATED, (*clauses, Clause(")." if told else ".")))


def _defined(changed: Changed) -> Sentence | None:
    """A definition that changed in between: the two quarters may not be counted alike."""
    first, last = changed.against.of(changed.selection.quarter).first.first_day, changed.selection.until.last_day
    told = [each for each in changed.indicator.change_log[1:] if str(first) < each.on <= str(last)]
    if not told:
        return None
    said_of = "; ".join(f"{each.on}: {each.what.rstrip('.')}" for each in told)
    text = f"The definition changed in between ({said_of}): the two quarters may not be counted alike."
    return Sentence(Said.DEFINITION, (Clause(text),))


def _splits(changed: Changed, names: Mapping[str, str]) -> Iterator[Sentence]:
    if changed.is_small:
        few = f"a share of fewer than {FEWEST_FOR_PERCENT} cases is said as counts, and is not split up."
        yield Sentence(Said.WHY_NOT, (Clause(sentence(few)),))
        return
    whys = {split.why_not for split in changed.splits}
    for split in changed.splits:
        if len(split.parts) > 1:
            yield from filter(None, (_effects(changed, split), _parts(changed, split, names)))
    if len(whys) == 1 and "" not in whys:
        yield Sentence(Said.WHY_NOT, (Clause(sentence(f"it cannot be split up: {whys.pop()}.")),))


def _effects(changed: Changed, split: Split) -> Sentence | None:
    """How much came from where; nothing where nothing moved."""
    unit = changed.indicator.unit
    told = [(name, split.effect(name)) for name in EFFECTS]
    told = [(name, value) for name, value in told if is_said(value, unit)]
    if not told:
        return None
    clauses = [Clause(f"By {split.by}: ")]
    for at, (name, value) in enumerate(told):
        text = f"{change_said(value, unit)} {_EFFECTS_SAID[name].format(many=plural(split.by))}"
        clauses += [Clause(", " if at else ""), Clause(text, Ref(Number.EFFECT, split.by, name))]
    return Sentence(Said.EFFECTS, (*[each for each in clauses if each.text], Clause(".")))


def _parts(changed: Changed, split: Split, names: Mapping[str, str]) -> Sentence | None:
    """The largest parts that went the way of the whole, then the largest that went against it."""
    unit = changed.indicator.unit
    told = [part for part in split.parts if is_said(part.total, unit)][:MOST_NAMED]
    if not told:
        return None
    clauses = [Clause(f"The largest part{'s' if len(told) > 1 else ''}: ")]
    for at, part in enumerate(told):
        text = f"{named(part, names)} {change_said(part.total, unit)}"
        clauses += [Clause(", "), Clause(text, Ref(Number.PART, split.by, part.partner))][0 if at else 1 :]
    rest = len(split.parts) - len(told)
    return Sentence(Said.PARTS, (*clauses, Clause(f"; {rest} more." if rest else ".")))


def named(part: Contribution, names: Mapping[str, str]) -> str:
    """What a part is called."""
    return names.get(part.label, part.label)


def is_said(value: float, unit: object) -> bool:
    """Whether a change is not nought as it is said."""
    return any(digit in "123456789" for digit in change_said(value, unit))
