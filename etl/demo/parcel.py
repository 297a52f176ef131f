"""A file as it was sent, and the manifest that lists all of them in the order in which they were received."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.demo.cast import PROGRAMME
from etl.manifest import COLUMNS


@dataclass(frozen=True)
class Parcel:
    """One file and what its sender says of it.

    Args:
        name: file name; the year of receipt becomes its folder.
        content: its bytes.
        profile: key of the profile, or of the dataset for our own templates; "template" for a workbook of several.
        received_at: UTC.
        partner: who sent it; "" for the programme office.
        programme: the programme it is for; "" for reference lists, which come before the programme is known.
        period: the period it is for; "" for reference lists.
        declared_rows: how many rows the sender says it holds; None where nothing was said.
        releasability: who may see its rows, unless they say so themselves.
    """

    name: str
    content: bytes
    profile: str
    received_at: dt.datetime
    partner: str = ""
    programme: str = PROGRAMME
    period: str = ""
    declared_rows: int | None = None
    note: str = ""
    releasability: str = "ALL"

    @property
    def file(self) -> str:
        return f"{self.received_at:%Y}/{self.received_at:%m%d}_{self.name}"

    def line(self) -> dict[str, object]:
        """Its line in the manifest."""
        rows = "" if self.declared_rows is None else self.declared_rows
        return dict(
            zip(
                COLUMNS,
                (
                    self.file,
                    self.profile,
                    self.partner,
                    self.programme,
                    self.period,
                    self.received_at.isoformat(),
                    self.releasability,
                    "DELTA",
                    rows,
                    self.note,
                ),
                strict=True,
            )
        )


def post(parcels: Iterable[Parcel], out: Path) -> list[Parcel]:
    """Write every file and `manifest.csv`, in order of receipt.

    Raises:
        ValueError: two files would have the same name.
    """
    parcels = sorted(parcels, key=lambda parcel: (parcel.received_at, parcel.name))
    names = [parcel.file for parcel in parcels]
    if len(set(names)) != len(names):
        raise ValueError(f"two files of one name: {sorted({name for name in names if names.count(name) > 1})}")
    for parcel in parcels:
        path = out / parcel.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(parcel.content)
    with (out / "manifest.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(parcel.line() for parcel in parcels)
    return parcels
