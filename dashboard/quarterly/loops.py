"""From what was noted to units taught what changed: how far the programme's loops came, in one line of steps."""

from collections.abc import Iterable

from markupsafe import Markup

from dashboard import words
from dashboard.loop import stages
from dashboard.loop.chosen import list_link
from dashboard.loop.home import Standing, finding
from dashboard.markup import tag
from dashboard.screen import Drawn
from metrics.loops.counts import Counted
from metrics.loops.parts import LINE, Step
from metrics.loops.said import MAY_GO_ON, STEP_WORDS


def draw(found: Standing) -> Drawn:
    """One column a step: how many loops came so far, half of them within how many days, and how many wait there."""
    counts = found.counts
    note = (
        f"Loops from an observation or finding to units taught what changed, {found.whose}, as known on "
        f"{words.short_day(found.chosen.found.as_of)}. Days are medians from the step before, open loops followed (Kaplan-Meier)."
    )
    if not found.chosen.found.sees_all:
        note += f" {MAY_GO_ON}"
    body = tag("ol", list(_steps(found)), class_="loop-line")
    links = (("Every loop", list_link(found.asked, "").partition("#")[0]),)
    return Drawn(finding(counts), note, body, stages.table(counts), stages.aloud(counts), links)


def _steps(found: Standing) -> Iterable[Markup]:
    counts = found.counts
    most = max(1, *(counts.reached[step] for step in LINE))
    for step in LINE:
        reached, here, late = counts.reached[step], counts.stands[step], counts.late[step]
        bar = tag("span", tag("i", style=f"width:{reached / most:.1%}"), class_="came")
        said = [tag("span", STEP_WORDS[step], class_="step"), tag("b", f"{reached:,}"), bar, tag("span", _days(counts, step))]
        if here:
            said.append(tag("a", f"{here:,} stand here", href=list_link(found.asked, step.value)))
        if late:
            said.append(tag("span", f"{late:,} late", class_="late"))
        yield tag("li", said)


def _days(counts: Counted, step: Step) -> str:
    """Half took the step within so many days of the one before; nothing for the first."""
    time = counts.times.get(step)
    return "" if time is None else f"median {stages.median(time)}"
