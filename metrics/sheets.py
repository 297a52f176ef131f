"""The reference sheets of the indicators, as one Markdown page made from the declarations."""

from collections.abc import Iterable

from metrics.indicator import Indicator, OverTime, Unit

PERCENT = 100
INTRODUCTION = """# Indicators

This page is made from `metrics/indicators/*.py` by `python -m metrics sheets docs/indicators.md`. Change the
declaration, not the page.

Common to all: shares are sums of numerators over sums of denominators, over months and over partners; their intervals
are Wilson's, 95 %. A figure is in one of five states: a value, zero, not reported (nothing came), not applicable (no
case), suppressed (hidden, because too few persons are behind it). A share of fewer than five cases is shown as
"x of n". What has not matured on the day of the edition is left out, counted, and makes the figure provisional.
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
