"""Loops: from what was noted to what was changed and taught, one chain for each thing noted."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from expectations.corrective_action_facts import SOURCES
from metrics.loops.breaks import Breaks, in_order
from metrics.loops.line import ACTION, CHANGE, Line, first_change, leading, needs_change, rank, steps
from metrics.loops.links import COLUMNS, Links, Row, is_ended, listed, records
from metrics.loops.parts import Break, Broken, Chain, Loops, LoopStep, Origin, Step, StepState
from metrics.loops.stand import ended, recurrence, returned, stands_at, waits
from metrics.loops.taught import Trained, courses_of, teaching
from vocabulary.scope import Scope
from warehouse.edition import Edition


class RowStore(Protocol):
    """What this module asks of the warehouse."""

    def edition(self, number: int | None = None) -> Edition: ...

    def rows(
        self, dataset: str, scope: Scope, edition: int | None = None, column: str = "", values: Iterable[str] = ()
    ) -> pd.DataFrame: ...


def read_loops(store: RowStore, scope: Scope, edition: int | None = None) -> Loops:
    """The loops of an edition (None: the newest), as a reader may see them: eight reads, whatever the number of loops.

    Of course runs and rosters only those are read that may teach what changed.
    """
    known = store.edition(edition)
    whole = ("observation", "finding", "review", "corrective_action", "change_log", "course")
    frames = {name: store.rows(name, scope, known.number) for name in whole}
    courses = {course for change in records(frames["change_log"], CHANGE) for course in courses_of(change)}
    frames["course_run"] = store.rows("course_run", scope, known.number, "course", sorted(courses))
    held = frames["course_run"].loc[frames["course_run"]["status"] == "HELD", "run"]
    frames["training_roster"] = store.rows("training_roster", scope, known.number, "run", held.tolist())
    return loops(frames, known.as_of, sees_all=scope.partner is None)


def loops(frames: Mapping[str, pd.DataFrame], as_of: dt.date, sees_all: bool = True) -> Loops:
    """One chain for each observation, each finding, and each action that neither of them leads to.

    Args:
        frames: by dataset, rows as `Warehouse.rows` gives them; the datasets are those of `links.COLUMNS`.
        as_of: the day to which what is open is followed.
        sees_all: False for a reader to whom some rows are not released. A row that is named and not there is then "not
            shown", its code is said nowhere, and nothing is called broken or late because something is absent.
    """
    tables = {dataset: records(frames[dataset], dataset) for dataset in COLUMNS}
    links = Links(tables)
    maker = _Maker(
        links,
        Breaks(links, tables["course"]),
        teaching(tables["change_log"], tables["course"], tables["course_run"]),
        Trained(tables["training_roster"]),
        as_of,
        sees_all,
    )
    chains = (*maker.of_observations(), *maker.of_findings(), *maker.of_actions())
    return Loops(chains, maker.breaks.loose(_used(links)) if sees_all else (), as_of, sees_all)


@dataclass(frozen=True, eq=False)
class _Maker:
    links: Links
    breaks: Breaks
    taught: Mapping[str, list[Row]]
    trained: Trained
    as_of: dt.date
    sees_all: bool

    def of_observations(self) -> Iterable[Chain]:
        for code, row in sorted(self.links.observations.items()):
            origin = Origin("observation", row["row_id"], code, row["programme"], row["title"] or "",
                            row["originator_unit"] or "")  # fmt: skip
            yield self._chain(origin, row, None, self.links.actions_of("observation", code))

    def of_findings(self) -> Iterable[Chain]:
        for code, row in sorted(self.links.findings.items()):
            review, actions = self.links.reviews.get(row["review"]), self.links.actions_of("finding", code)
            programme = review["programme"] if review else next((a["programme"] for a in actions), "")
            origin = Origin("finding", row["row_id"], code, programme, row["finding_text"] or "",
                            recommends=row["recommended_change"] or "")  # fmt: skip
            yield self._chain(origin, row, review, actions)

    def of_actions(self) -> Iterable[Chain]:
        for code, row in sorted(self.links.actions.items()):
            source = self.links.source_of(row)
            if source is not None and row["source_kind"] != "AUDIT":
                continue
            origin = Origin("action", row["row_id"], code, row["programme"], row["action_text"] or "",
                            asked_by=row["source_kind"])  # fmt: skip
            from_outside = row if row["source_kind"] not in SOURCES else None
            yield self._chain(origin, source or from_outside, source, [row])

    def _chain(self, origin: Origin, row: Row | None, review: Row | None, own: list[Row]) -> Chain:
        actions = _each_once(self.links.merged(action)[0] for action in own)
        action = leading(actions)
        changes = self.links.changes_of(_causes(origin, (*own, *actions)), (*own, *actions))
        change = first_change(changes, action)
        is_due = change is not None or needs_change(origin.recommends, action)
        taught = self.trained.by(self.taught.get(change["change"], [])) if change else None
        dataset = {"action": "review" if row is review else ACTION}.get(origin.kind, origin.kind)
        absent = StepState.MISSING if self.sees_all else StepState.NOT_SHOWN
        line = steps(Line(dataset, row, review, absent, action, change, is_due, taught))
        returns = returned(self.links, origin, (*own, *actions), action)
        over, over_on = ended(origin, row, action, own)
        stand = stands_at(line, action, returns, over)
        return Chain(
            origin=origin,
            steps=line,
            stands_at=stand,
            broken=self._broken(origin, row, own, changes, action) if self.sees_all else (),
            recurrence=recurrence(action, returns, self.as_of),
            returns=returns,
            beside=_beside(actions, changes, action, change),
            waits=waits(stand, line, (origin, row, action), self.as_of, self.sees_all),
            ended=over if stand is Step.ENDED else "",
            ended_on=over_on if stand is Step.ENDED else None,
            taught=taught,
            partner=_partner(origin, row, action),
            is_partly_hidden=not self.sees_all and self._names_hidden(origin, row, own, changes),
        )

    def _broken(
        self, origin: Origin, row: Row | None, own: list[Row], changes: list[Row], action: Row | None
    ) -> tuple[Broken, ...]:
        found: list[Broken] = []
        if origin.kind == "observation":
            found += self.breaks.of_observation(row)
        elif origin.kind == "finding":
            found += self.breaks.of_finding(row)
        else:
            found += self.breaks.of_source(own[0])
        found += [each for one in own for each in self.breaks.of_action(one)]
        found += [each for change in changes for each in self.breaks.of_change(change)]
        if not changes and needs_change(origin.recommends, action):
            found += self.breaks.without_change(action)
        return in_order(found)

    def _names_hidden(self, origin: Origin, row: Row | None, own: list[Row], changes: list[Row]) -> bool:
        """Whether a row that is shown names one that is not: the same look-ups that find missing links."""
        found = self._broken(origin, row, own, changes, None)
        return any(each.named and each.kind is not Break.MERGED_IN_A_CIRCLE for each in found)


def _each_once(actions: Iterable[Row]) -> list[Row]:
    return list({action["action"]: action for action in actions}.values())


def _causes(origin: Origin, actions: Iterable[Row]) -> tuple[str, ...]:
    """The codes by which a change names this loop as its cause."""
    own = (origin.code,) if origin.kind == "finding" else ()
    return tuple(dict.fromkeys((*own, *(action["action"] for action in actions))))


def _beside(
    actions: Iterable[Row], changes: Iterable[Row], leader: Row | None, first: Row | None
) -> tuple[LoopStep, ...]:
    """The other actions and changes, each at the furthest step that it took."""
    kinds = (Step.PROPOSED, Step.ENDORSED, Step.IMPLEMENTED, Step.VALIDATED)
    days = ("proposed_on", "endorsed_on", "implemented_on", "validated_on")
    found = []
    for action in actions:
        if action is not leader:
            at = 0 if is_ended(action) else rank(action)
            on = action["ended_on"] if is_ended(action) else action[days[at]]
            kind = Step.ENDED if is_ended(action) else kinds[at]
            found.append(_at(kind, ACTION, action, action["action"], on))
    for change in changes:
        if change is not first:
            found.append(_at(Step.CHANGED, CHANGE, change, change["change"], change["published_on"]))
    return tuple(found)


def _at(kind: Step, dataset: str, row: Row, code: str, on: dt.date | None) -> LoopStep:
    is_open = dataset == CHANGE and on is None
    state = StepState.OPEN if is_open else StepState.UNDATED if on is None else StepState.DONE
    return LoopStep(kind, state, dataset, row["row_id"], code, on, word=row.get("state") or "")


def _partner(origin: Origin, row: Row | None, action: Row | None) -> str:
    """Who has to act, or else who noted it."""
    if action is not None and action["responsible_partner"]:
        return action["responsible_partner"]
    return row["originator_partner"] or "" if origin.kind == "observation" and row else ""


def _used(links: Links) -> set[str]:
    """The changes that some loop leads to: those that name a cause that is there, or that an action names."""
    named = {action["change_ref"] for action in links.actions.values()}
    return {
        code for code, change in links.changes.items()
        if code in named or any(links.is_cause(cause) for cause in listed(change["caused_by"]))
    }  # fmt: skip
