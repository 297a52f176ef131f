"""Kept file to sheets of text, in a short-lived process with limits."""

from etl.reading.how import Limits, Reading
from etl.reading.parent import peek, read
from etl.reading.sheet import Note, RawSheet

__all__ = ["Limits", "Note", "RawSheet", "Reading", "peek", "read"]
