"""Sheets that fit on the screen, and records made of them by the text of a profile."""

import numpy as np
import pyarrow as pa
import pytest

from etl import profile as profiles
from etl.mapping import Mapped, map_parts
from etl.reading.sheet import RawSheet
from expectations.catalogue import datasets

DATASETS = datasets()
HEAD = 'key = "school"\ntitle = "School"\n'


def sheet(*rows: list[str], name: str = "roster", **more) -> RawSheet:
    header, body = rows[0], rows[1:]
    cells = pa.table({f"c{at}": pa.array([row[at] for row in body], pa.string()) for at in range(len(header))})
    return RawSheet(name, tuple(header), cells, np.arange(2, len(body) + 2), label=1, **more)


@pytest.fixture
def mapping(tmp_path):
    """Map a sheet by the text of a profile; the last part is given back."""

    def by(text: str, raw: RawSheet, **manifest) -> Mapped:
        (tmp_path / "school.toml").write_text(HEAD + text)
        return map_parts([raw], profiles.load("school", tmp_path), {"salt": "salt", **manifest}, DATASETS)[-1]

    return by


def column(mapped: Mapped, name: str) -> list[str | None]:
    return [text if isinstance(text, str) else None for text in mapped.frame[name]]


def course(title: str) -> str:
    return f'[[part]]\ndataset = "course"\n[part.columns]\ncourse = {{ constant = "C-1" }}\ntitle = {title}\n'
