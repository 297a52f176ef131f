"""The reference sheets of the indicators, as one Markdown page made from the declarations."""

from collections.abc import Iterable

from metrics.indicator import Indicator, OverTime, Unit
from metrics.measures.share import Share

PERCENT = 100
INTRODUCTION = """# Indicators

This page is made from `metrics/indicators/*.py` by `python -m metrics sheets docs/indicators.md`. Change the
declaration, not the page.

Common to all: shares are sums of numerators over sums of denominators, over months and over partners; their intervals
are Wilson's, 95 %. A figure is in one of five states: a value, zero, not reported (nothing came), not applicable (no
case), suppressed (hidden, because too few persons are behind it). A share of fewer than five cases is shown as
"x of n". What has not matured on the day of the edition is left out, counted, and makes the figure provisional.
The target on a sheet is the proposed default; a target that the programme sets for itself, with its baseline, is in the
dataset `target` and takes its place. Figures of several partners are made of their counts, never of their figures.
"""


def sheets(indicators: Iterable[Indicator]) -> str:
    """The whole page, indicators in the order of their codes."""
    ordered = sorted(indicators, key=lambda indicator: indicator.code)
    contents = "\n".join(f"- [{each.code} {each.title}](#{_anchor(each)})" for each in ordered)
    return "\n".join([INTRODUCTION, contents, "", *(sheet(each) for each in ordered)])


def sheet(indicator: Indicator) -> str:
    """The reference sheet of one indicator."""
    lines = [
        f"## {_heading(indicator)}",
        "",
        f"*{indicator.question}*",
        "",
        indicator.definition,
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {name} | {said} |" for name, said in _rows(indicator)),
        "",
        "What to know before leaning on it:",
        "",
        *(f"- {limitation}" for limitation in indicator.limitations),
        "",
        "Changes:",
        "",
        *(f"- {change.on}: {change.what}" for change in indicator.change_log),
        "",
    ]
    return "\n".join(lines)


def target_in_words(indicator: Indicator) -> str:
    """`90 %`, `85 to 100 %`, `180 days`, `0.5`, or "none"."""
    if indicator.target is None:
        return "none"
    is_percent = indicator.unit in (Unit.SHARE, Unit.PERCENT)
    ends = [end for end in (indicator.target, indicator.target_most) if end is not None]
    said = " to ".join(f"{end * PERCENT if is_percent else end:g}" for end in ends)
    return f"{said} %" if is_percent else f"{said} {_SAID_AFTER.get(indicator.unit, '')}".strip()


def _rows(indicator: Indicator) -> Iterable[tuple[str, str]]:
    yield "Key", f"`{indicator.key}`"
    yield "Numerator", indicator.numerator
    yield "Denominator", indicator.denominator
    yield "Period key", indicator.period_key
    yield "Unit, direction", f"{indicator.unit}, {indicator.direction}"
    yield "Closes", _closes(indicator)
    if left_out := _left_out(indicator):
        yield "Left out, and counted", left_out
    yield "Small numbers", _small_numbers(indicator)
    yield "Months make a quarter", _OVER_TIME[indicator.over_time]
    yield "Partners make a programme", str(indicator.over_partners)
    yield "Broken down by", f"partner, unit, {indicator.topic_is}"
    if indicator.made_of:
        yield "Made of", ", ".join(indicator.made_of)
    yield "Target", f"{target_in_words(indicator)}. {indicator.target_source}"
    yield "Frequency", indicator.frequency
    yield "Answered for by", indicator.owner_role
    yield "Datasets", ", ".join(f"`{source}`" for source in indicator.sources)
    for rebase in indicator.rebases:
        yield "Chart starts afresh", f"{rebase.on}: {rebase.reason} ({rebase.author})"
    if indicator.baseline_points is not None:
        yield "Limits fixed on", f"the first {indicator.baseline_points} months"


def _closes(indicator: Indicator) -> str:
    """When a month's figure changes no more by the passing of time alone."""
    days, settles = (getattr(indicator.read, name, None) for name in ("matures_after", "settles_after"))
    if settles:
        return f"once every open case was followed for {settles} days; provisional until then"
    if days is not None:
        said = f"{days} days after the period key" if days else "when its day has come"
        return f"a case counts {said}; a month with cases that wait is provisional"
    if indicator.over_time is OverTime.LAST:
        return "with the last day of the month; before that it is judged on the edition's day and provisional"
    return "with the month; what is sent later restates it in a new edition"


def _left_out(indicator: Indicator) -> str:
    """What cases left out have in common; nothing where no fact leaves any out."""
    read = indicator.read
    said = [getattr(read, "left_out_because", "")] if getattr(read, "left_out_because", "") != Share.left_out_because else []
    said += [read.immature_because] if getattr(read, "matures_after", None) is not None else []
    return "; ".join(filter(None, said))


def _small_numbers(indicator: Indicator) -> str:
    if least := indicator.read.least_n:
        return f"a figure of fewer than {least} is hidden, and so is what would give it away by subtraction"
    is_share = indicator.read.is_share
    return "a share of fewer than five is said as x of n, without a percentage" if is_share else "shown as they are"


_SAID_AFTER = {Unit.DAYS: "days"}

_OVER_TIME = {
    OverTime.SUM: "their counts are added",
    OverTime.LAST: "the last month stands",
    OverTime.RECOMPUTE: "it is computed again from the days of all its cases",
}


def _heading(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.title}"


def _anchor(indicator: Indicator) -> str:
    kept = (letter for letter in _heading(indicator).lower() if letter.isalnum() or letter in " -")
    return "".join(kept).replace(" ", "-")
