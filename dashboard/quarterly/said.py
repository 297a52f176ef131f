"""What changed: a sentence for each signal, and how many to expect by chance alone."""

from markupsafe import Markup

from dashboard import theme, words
from dashboard.address import link
from dashboard.desk import Desk
from dashboard.evidence.address import behind, quarter_link
from dashboard.markup import joined, tag
from dashboard.quarterly.reading import Review
from dashboard.screen import Drawn
from metrics.changes.contribution import Contribution
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.series import Series

MOST_SENTENCES = 5
MOST_MOVERS = 2
LEAST_MOVE = 0.02
"""Two points: less is not worth a sentence."""


def draw(found: tuple[Desk, Review]) -> Drawn:
    """The signals of the quarter, in words."""
    desk, review = found
    signals = review.signals
    if not signals:
        return Drawn("What changed", body=_nothing(review))
    sentences = [_sentence(desk, review, indicator, series) for indicator, series in signals[:MOST_SENTENCES]]
    if len(signals) > MOST_SENTENCES:
        more = words.counted(len(signals) - MOST_SENTENCES, "further signal")
        sentences.append(tag("li", f"{words.sentence(more)[:-1]} in the scorecard below.", class_="muted"))
    return Drawn(
        "What changed", body=tag("div", tag("ol", sentences, class_="sentences"), _chance(review), class_="said")
    )


def _sentence(desk: Desk, review: Review, indicator: Indicator, series: Series) -> Markup:
    colour = theme.of_variation(series.verdict.variation)
    figure = words.figure(series.quarter, indicator.unit)
    resting = words.counts(series.quarter, indicator.unit)
    text = f"{figure}{f' ({resting})' if resting else ''}"
    there = behind(Sought(indicator, series.selection), series.quarter)
    shown = tag("a", text, href=there, class_="behind-it") if there else text
    target = f", target {words.target(indicator)}" if indicator.target is not None else ""
    explorer = desk.explorers.get(indicator.key)
    why = tag("a", "Why", href=link(explorer, review.asked.focused(indicator.key))) if explorer else None
    when = f" in {series.quarter.label}{target}.{words.SPACE}"
    parts = (tag("b", series.verdict.title, class_=colour), ": ", shown, when, _moved(desk, indicator, series), why)
    return tag("li", joined(parts), class_=f"mark-{colour}")


def _moved(desk: Desk, indicator: Indicator, series: Series) -> Markup | str:
    """Which partners moved a share since the quarter before; "" where it hardly moved, or against the signal.

    Two quarters alone say little: the movement explains a signal, it never is one.
    """
    found = desk.contributions(indicator, series.selection)
    if found.change is None or abs(found.change) < LEAST_MOVE or series.selection.partners:
        return ""
    if (found.change > 0) != series.control.signals[-1].is_high:
        return ""
    along = [part for part in found.parts if part.total * found.change > 0][:MOST_MOVERS]
    movers = [_mover(indicator, series, part) for part in along]
    between = [" and "] * (len(movers) - 1)
    moved = words.difference(found.change, indicator.unit)
    through = [each for pair in zip(movers, [*between, ""], strict=True) for each in pair]
    return joined((f"Against {found.before.label} it moved by {moved}, most of all through ", through, f".{words.SPACE}"))


def _mover(indicator: Indicator, series: Series, part: Contribution) -> Markup | str:
    """A partner and what it moved, as the way to its rows; those whose own figure is hidden have none."""
    text = f"{part.label} {words.difference(part.total, indicator.unit)}"
    if not part.partner or not part.after[1]:
        return text
    there = quarter_link(indicator, series.selection.narrowed(part.partner))
    return tag("a", text, href=there, class_="behind-it")


def _chance(review: Review) -> Markup:
    expected = f"{review.expected_by_chance:.1f}"
    signals = words.sentence(words.counted(len(review.signals), "signal"))[:-1]
    judged = words.counted(review.judged, "indicator")
    return tag("p", f"{signals} among {judged}; about {expected} expected by chance.", class_="chance")


def _nothing(review: Review) -> Markup:
    if review.judged == 0:
        said = "No indicator has enough months yet to tell change from chance."
    else:
        said = (
            f"Nothing has changed beyond chance among {words.counted(review.judged, 'indicator')} that can be judged."
        )
    return tag("div", tag("p", said, class_="calm"), _chance(review) if review.judged else None, class_="said")
