"""The line of one loop: a station a step. A list of words first; the style sheet draws the line through it."""

from markupsafe import Markup

from dashboard import words
from dashboard.evidence.address import row_link
from dashboard.markup import tag
from metrics.loops.parts import Chain, LoopStep, Recurrence, Step, StepState
from metrics.loops.said import STEP_WORDS, days_said, state_said

_SHORT = {Step.LESSON: "lesson", Step.PROPOSED: "proposal", Step.ENDORSED: "endorsement",
          Step.IMPLEMENTED: "implementation", Step.CHANGED: "change", Step.VALIDATED: "validation",
          Step.NOTED: "noting"}  # fmt: skip


def line(chain: Chain, edition: int) -> Markup:
    """The stations from left to right; on a narrow page from top to bottom."""
    stations = [_station(chain, step, edition) for step in chain.steps]
    return tag("ol", stations, _return(chain, edition), class_="line", aria_label="The steps of the loop")


def _station(chain: Chain, step: LoopStep, edition: int) -> Markup:
    is_next = chain.waits is not None and chain.waits.step is step.kind
    state = "taken" if step.state.is_done else "next" if is_next else "none" if step.state.is_settled else "ahead"
    if step.state is StepState.MISSING:
        state = "missing"
    is_late = is_next and chain.waits.late > 0
    not_taken = f"{chain.waits.late:,} days late" if is_late else "waited for" if is_next else state_said(step)
    when = words.short_day(step.on) if step.on else not_taken
    return tag(
        "li", _gap(step), tag("i", aria_hidden="true", class_="dot"), tag("b", STEP_WORDS[step.kind]),
        tag("span", when, class_="when worse" if is_late else "when"),
        _row(step, edition) if step.code else None,
        class_=f"{state} late" if is_late else state, aria_current="step" if step.kind is chain.stands_at else None,
    )  # fmt: skip


def _gap(step: LoopStep) -> Markup:
    """The days since the step that it follows, as a label on the line before the station."""
    if step.days is None or step.since is None:
        return tag("span", class_="gap")
    out = step.days < 0
    short = f"{words.MINUS if out else ''}{abs(step.days):,}{words.SPACE}d"
    after = tag("span", f"{'before' if out else 'after'} {_SHORT[step.since]}", class_="after")
    return tag(
        "span", tag("span", tag("em", short), " ", after, aria_hidden="true"),
        tag("span", f" {days_said(step)} ", class_="visually-hidden"), class_="gap worse" if out else "gap",
    )  # fmt: skip


def _return(chain: Chain, edition: int) -> Markup:
    if not chain.returns:
        said = {
            Recurrence.NOT_FOLLOWED: "not followed yet", Recurrence.FOLLOWED: "not so far",
            Recurrence.NONE: "not within a year",
        }[chain.recurrence]  # fmt: skip
        state = "none" if chain.recurrence is Recurrence.NONE else "ahead"
        return tag("li", tag("span", class_="gap"), tag("i", aria_hidden="true", class_="dot"),
                   tag("b", STEP_WORDS[Step.RECURRED]), tag("span", said, class_="when"), class_=f"{state} return")  # fmt: skip
    first = chain.returns[0]
    more = len(chain.returns) - 1
    return tag(
        "li", _gap(first), tag("i", aria_hidden="true", class_="dot"), tag("b", STEP_WORDS[Step.RECURRED]),
        tag("span", words.short_day(first.on) if first.on else "day not stated", class_="when"), _row(first, edition),
        tag("span", f"and {words.counted(more, 'time')} more", class_="when") if more else None,
        class_="back return", aria_current="step" if chain.stands_at is Step.RECURRED else None,
    )  # fmt: skip


def _row(step: LoopStep, edition: int) -> Markup:
    return tag("a", step.code, href=row_link(step.dataset, step.row_id, edition), class_="row-of")
