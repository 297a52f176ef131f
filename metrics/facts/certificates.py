"""Certificates that persons hold for what is required of them, each until the next one takes its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

from metrics.facts.fact import Place
from warehouse.facts import Rows

COMPLETED = ("COMPLETED_PASS", "COMPLETED_UNGRADED")
SOURCES = ("training_requirement", "membership", "training_roster", "course_run")


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
class Required:
    """Requirements of partners while they are members: both sides of a rate are counted in these days and no others.

    Args:
        required, member: the rows; one of a requirement for each membership of its partner.
    """

    required: FromClause
    member: FromClause

    @classmethod
    def of(cls, rows: Rows) -> "Required":
        return cls(rows.of("training_requirement"), rows.of("membership"))

    @property
    def both(self) -> FromClause:
        required, member = self.required.c, self.member.c
        is_its = (member.programme == required.programme) & (member.partner == required.partner)
        return self.required.join(self.member, is_its)

    @property
    def first(self) -> ColumnElement:
        """The first day; both always say theirs."""
        return _later(self.required.c.required_from, self.member.c.valid_from)

    @property
    def last(self) -> ColumnElement:
        """The last day; NULL where it goes on."""
        return _earlier(self.required.c.required_to, self.member.c.valid_to)

    @property
    def is_dated(self) -> ColumnElement:
        """It says its first day, and the person was required anything on some day of the membership."""
        is_some = self.last.is_(None) | (self.last >= self.first)
        return self.required.c.required_from.is_not(None) & self.member.c.valid_from.is_not(None) & is_some

    def place(self, rows: Rows, source: FromClause, day: ColumnElement, *markings: ColumnElement) -> Place:
        """The month of *day*, and the requirement's programme, partner, unit and course."""
        required = self.required.c
        return Place(
            source=source,
            month=rows.month(day),
            programme=required.programme,
            partner=required.partner,
            marking=rows.narrowest(required.marking, self.member.c.marking, *markings),
            unit=required.unit,
            topic=required.course,
        )


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
    asked, one, later = Required.of(rows), _Certificate.of(rows), _Certificate.of(rows)
    source = asked.both.join(one.both, one.meets(asked.required))
    source = source.outerjoin(later.both, later.meets(asked.required) & later.follows(one))
    return _held(rows, asked, one, source, None, later.roster.c.run.is_(None))


def _by_earlier(rows: Rows) -> Held:
    """Each certificate with the one right after it: no third one lies between the two."""
    asked, one, following, between = (
        Required.of(rows), _Certificate.of(rows), _Certificate.of(rows), _Certificate.of(rows),
    )  # fmt: skip
    required = asked.required
    source = asked.both.join(one.both, one.meets(required))
    source = source.join(following.both, following.meets(required) & following.follows(one))
    is_between = and_(between.meets(required), between.follows(one), following.follows(between))
    source = source.outerjoin(between.both, is_between)
    return _held(rows, asked, one, source, following, between.roster.c.run.is_(None))


def _held(
    rows: Rows,
    asked: Required,
    one: _Certificate,
    source: FromClause,
    following: _Certificate | None,
    condition: ColumnElement,
) -> Held:
    certificate = one.roster.c
    begins = _later(certificate.completed_on, asked.first)
    last = _earlier(asked.last, certificate.cert_expires_on)
    came_on, went_on, went_in = rows.day_number(begins), rows.day_number(last) + 1, last
    markings = [certificate.marking, one.run.c.marking]
    if following is not None:
        next_on = following.roster.c.completed_on
        went_on, went_in = _earlier(went_on, rows.day_number(next_on)), _earlier(last, next_on)
        markings += [following.roster.c.marking, following.run.c.marking]
    lasts = went_on.is_(None) | (went_on > came_on)
    return Held(
        came=asked.place(rows, source, begins, *markings),
        went=asked.place(rows, source, went_in, *markings),
        came_on=came_on,
        went_on=went_on,
        is_held=condition & lasts & asked.is_dated,
    )


def _later(one: ColumnElement, other: ColumnElement) -> ColumnElement:
    """The later of two days that are both there."""
    return case((one > other, one), else_=other)


def _earlier(one: ColumnElement, other: ColumnElement) -> ColumnElement:
    """The earlier of two days, or the one there is."""
    return case((other.is_(None), one), (one.is_(None), other), (one <= other, one), else_=other)
