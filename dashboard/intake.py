"""What taking files in needs besides the warehouse and the archive."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Intake:
    """What the entry point knows and no floor may ask for itself.

    Args:
        now: the clock, in UTC.
        profiles: title of each way to read a file that is not our own template, by key.
    """

    now: Callable[[], dt.datetime]
    profiles: Mapping[str, str] = field(default_factory=dict)
