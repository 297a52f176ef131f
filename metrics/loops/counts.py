"""Where all loops of a selection stand, how long each step took, and what is broken: counts that add up."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from metrics.loops.parts import LINE, SINCE, Break, Chain, Step, StepState
from metrics.statistics.survival import Curve, kaplan_meier


@dataclass(frozen=True)
class StepTime:
    """How long a step took.

    Args:
        step, since: the days from *since* to *step*.
        curve: Kaplan-Meier; the loops that wait for it are followed to the day of the edition, those that ended to that
            day. None where no loop was followed.
        left_out: loops that took the step, or wait for it, and whose days are not both stated.
        out_of_order: loops in which the step is dated before the one it follows: they are in no median.
    """

    step: Step
    since: Step
    curve: Curve | None
    left_out: int
    out_of_order: int

    @property
    def median(self) -> float | None:
        """First day by which half had taken the step; None where half never did, or none was followed."""
        return None if self.curve is None else self.curve.median


@dataclass(frozen=True)
class Counted:
    """The loops of a selection, counted.

    Args:
        total: how many there are. The counts of `stands` add up to it; so do `whole` and those of `broken`.
        stands: how many stand at each step.
        reached: how many took each step of the line, or came back.
        broken: how many are broken, each by the first link that is missing in it.
        whole: how many are not broken.
        late: how many are past the day by which the next step was due, by the step at which they stand.
        closed: how many are closed.
        times: each step's days.
    """

    total: int
    stands: Mapping[Step, int]
    reached: Mapping[Step, int]
    broken: Mapping[Break, int]
    whole: int
    late: Mapping[Step, int]
    closed: int
    times: Mapping[Step, StepTime]


def counted(chains: Collection[Chain], as_of: dt.date) -> Counted:
    """Count loops; *as_of* is the day to which the open ones are followed."""
    stands = Counter(chain.stands_at for chain in chains)
    reached = Counter(step.kind for chain in chains for step in chain.steps if step.state.is_done)
    reached[Step.RECURRED] = sum(bool(chain.returns) for chain in chains)
    reached[Step.ENDED] = stands[Step.ENDED]
    broken = Counter(chain.broken[0].kind for chain in chains if chain.broken)
    late = Counter(chain.stands_at for chain in chains if chain.is_late)
    return Counted(
        total=len(chains),
        stands={step: stands[step] for step in Step},
        reached={step: reached[step] for step in Step},
        broken={kind: broken[kind] for kind in Break if broken[kind]},
        whole=len(chains) - sum(broken.values()),
        late={step: late[step] for step in Step},
        closed=sum(chain.is_closed for chain in chains),
        times={step: _time(chains, step, as_of) for step in LINE[1:]},
    )


def _time(chains: Collection[Chain], step: Step, as_of: dt.date) -> StepTime:
    closed: list[int] = []
    waiting: list[int] = []
    left_out = out_of_order = 0
    for chain in chains:
        days, is_taken = _days(chain, step, as_of)
        if is_taken is None:
            continue
        if days is None:
            left_out += 1
        elif days < 0:
            out_of_order += 1
        else:
            (closed if is_taken else waiting).append(days)
    return StepTime(step, SINCE[step], _curve(closed, waiting), left_out, out_of_order)


def _days(chain: Chain, step: Step, as_of: dt.date) -> tuple[int | None, bool | None]:
    """Days from the step before, and whether the step was taken; (..., None) for a loop that never came so far.

    A step whose day counts from one further back, because the one between is not dated, is left out.
    """
    taken, before = chain.step(step), chain.step(SINCE[step])
    if taken.state.is_done:
        if before.state is StepState.NOT_NEEDED:
            return None, None
        return (taken.days if taken.since is SINCE[step] else None), True
    if taken.state is not StepState.OPEN or not before.state.is_done:
        return None, None
    if chain.stands_at is Step.ENDED and chain.ended_on is None:
        return None, False
    until = chain.ended_on or as_of
    return (None if before.on is None else (until - before.on).days), False


def _curve(closed: Sequence[int], waiting: Sequence[int]) -> Curve | None:
    if not closed and not waiting:
        return None
    events, open_ = Counter(closed), Counter(waiting)
    return kaplan_meier(list(events), list(events.values()), list(open_), list(open_.values()))
