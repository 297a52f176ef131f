"""Chance with a name: every part of the simulation draws from a stream of its own."""

import datetime as dt
import zlib

import numpy as np


def stream(seed: int, *names: object) -> np.random.Generator:
    """A generator that depends on the seed and on its names alone, so that one part's draws never move another's."""
    return np.random.default_rng([seed, *(zlib.crc32(str(name).encode()) for name in names)])


def days(count: float) -> dt.timedelta:
    """A whole number of days."""
    return dt.timedelta(days=round(float(count)))


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Monday after a weekend."""
    return day + days({5: 2, 6: 1}.get(day.weekday(), 0))


def skewed_days(rng: np.random.Generator, median: float, spread: float = 0.5) -> int:
    """Days that something took: log-normal, at least one."""
    return max(1, round(float(rng.lognormal(np.log(median), spread))))


def moment(day: dt.date, rng: np.random.Generator) -> dt.datetime:
    """A moment in office hours of that day, UTC."""
    minute = int(rng.integers(7 * 60, 16 * 60))
    return dt.datetime(day.year, day.month, day.day, minute // 60, minute % 60, int(rng.integers(0, 60)), tzinfo=dt.UTC)
