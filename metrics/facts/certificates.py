"""Certificates that persons hold for what is required of them, each until the next one takes its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

from metrics.facts.fact import Place
from warehouse.facts import Rows

COMPLETED = ("COMPLETED_PASS", "COMPLETED_UNGRADED")
SOURCES = ("training_requirement", "training_roster", "course_run")


@dataclass(frozen=True)
class Held:
    """Times in which a requirement is met by one certificate; those of one requirement do not overlap.

    Args:
        came, went: for writing facts of the day on which it begins to be met, and of the day on which it no longer is.
        came_on, went_on: these days as numbers; `went_on` is NULL where it goes on.
        is_held: the condition every fact needs.
    """

    came: Place
    went: Place
    came_on: ColumnElement
    went_on: ColumnElement
    is_held: ColumnElement


@dataclass(frozen=True)
class _Certificate:
    """A completed place of a roster, with its run."""

    roster: FromClause
    run: FromClause

    @classmethod
    def of(cls, rows: Rows) -> "_Certificate":
        return cls(rows.of("training_roster"), rows.of("course_run"))

    @property
    def both(self) -> FromClause:
        return self.roster.join(self.run, self.run.c.run == self.roster.c.run)

    def meets(self, required: FromClause) -> ColumnElement:
        """It is the person's, for the course, in whatever programme it was held."""
        own = self.roster.c.participant_key == required.c.participant_key
        is_done = self.roster.c.outcome.in_(COMPLETED) & self.roster.c.completed_on.is_not(None)
        return own & (self.run.c.course == required.c.course) & is_done

    def follows(self, other: "_Certificate") -> ColumnElement:
        """An order of the certificates of a person."""
        mine, others = self.roster.c, other.roster.c
        is_same_run = (mine.run == others.run) & (mine.attempt_no > others.attempt_no)
        same_day = (mine.completed_on == others.completed_on) & or_(mine.run > others.run, is_same_run)
        return or_(mine.completed_on > others.completed_on, same_day)


def held(rows: Rows) -> Iterator[Held]:
    """Times in which requirements are met: by the latest certificate, and by those that another one followed.

    The latest certificate counts: who renews is judged by the new one, even where the old one lasted longer.
    """
    yield _by_latest(rows)
    yield _by_earlier(rows)


def _by_latest(rows: Rows) -> Held:
    required, one, later = rows.of("training_requirement"), _Certificate.of(rows), _Certificate.of(rows)
    source = required.join(one.both, one.meets(required))
    source = source.outerjoin(later.both, later.meets(required) & later.follows(one))
    return _held(rows, required, one, source, None, later.roster.c.run.is_(None))


def _by_earlier(rows: Rows) -> Held:
    """Each certificate with the one right after it: no third one lies between the two."""
    required, one, following, between = (
        rows.of("training_requirement"), _Certificate.of(rows), _Certificate.of(rows), _Certificate.of(rows),
    )  # fmt: skip
    source = required.join(one.both, one.meets(required))
    source = source.join(following.both, following.meets(required) & following.follows(one))
    is_between = and_(between.meets(required), between.follows(one), following.follows(between))
    source = source.outerjoin(between.both, is_between)
    return _held(rows, required, one, source, following, between.roster.c.run.is_(None))


def _held(
    rows: Rows,
    required: FromClause,
    one: _Certificate,
    source: FromClause,
    following: _Certificate | None,
    condition: ColumnElement,
) -> Held:
    certificate = one.roster.c
    begins = case(
        (certificate.completed_on > required.c.required_from, certificate.completed_on), else_=required.c.required_from
    )
    last = _earlier(required.c.required_to, certificate.cert_expires_on)
    came_on, went_on, went_in = rows.day_number(begins), rows.day_number(last) + 1, last
    markings = [required.c.marking, certificate.marking, one.run.c.marking]
    if following is not None:
        next_on = following.roster.c.completed_on
        went_on, went_in = _earlier(went_on, rows.day_number(next_on)), _earlier(last, next_on)
        markings += [following.roster.c.marking, following.run.c.marking]
    marking = rows.narrowest(*markings)
    lasts = went_on.is_(None) | (went_on > came_on)
    return Held(
        came=requirement_place(rows, required, source, begins, marking),
        went=requirement_place(rows, required, source, went_in, marking),
        came_on=came_on,
        went_on=went_on,
        is_held=condition & lasts & required.c.required_from.is_not(None),
    )


def requirement_place(
    rows: Rows, required: FromClause, source: FromClause, day: ColumnElement, marking: ColumnElement
) -> Place:
    """The month of *day*, and the requirement's programme, partner, unit and course."""
    return Place(
        source=source,
        month=rows.month(day),
        programme=required.c.programme,
        partner=required.c.partner,
        marking=marking,
        unit=required.c.unit,
        topic=required.c.course,
    )


def _earlier(one: ColumnElement, other: ColumnElement) -> ColumnElement:
    """The earlier of two days, or the one there is."""
    return case((other.is_(None), one), (one.is_(None), other), (one <= other, one), else_=other)
