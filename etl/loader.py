"""The parts that loading needs, joined once: warehouse, archive, datasets, profiles and cell statements."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from etl import profile
from etl.profile_parts import Profile
from etl.reading import Limits, peek
from etl.salt import salt
from expectations.catalogue import datasets, load_order
from expectations.dataset import Dataset
from vocabulary.errors import Refused
from vocabulary.kept import Kept
from warehouse.archive import Archive
from warehouse.edition import Submission
from warehouse.facts import CellStatement
from warehouse.home import made_ready
from warehouse.store import Warehouse

FILES_PEEKED = 8


@dataclass(frozen=True)
class Loader:
    """Everything that a submission meets on its way from file to edition.

    Args:
        warehouse, archive: where rows and files are kept.
        datasets: every declared dataset, by key.
        statements: how cells are made; the metrics floor's, handed through.
        salt: the secret with which person keys are made pseudonyms.
        limits: what reading one file may cost.
    """

    warehouse: Warehouse
    archive: Archive
    datasets: Mapping[str, Dataset]
    statements: Sequence[CellStatement]
    salt: str
    limits: Limits = field(default_factory=Limits)
    _peeked: Kept = field(default_factory=lambda: Kept(FILES_PEEKED), repr=False)

    @classmethod
    def open(
        cls, database_url: str, home: Path, statements: Sequence[CellStatement], opening: Callable = Warehouse.open
    ) -> "Loader":
        """Open, and where needed make, the warehouse at *database_url* and the archive in *home*.

        Args:
            opening: `Warehouse.open`, or `Warehouse.open_for_rebuild`.

        Raises:
            Refused: as `made_ready` and *opening* do.
        """
        made_ready(home)
        catalogue = datasets()
        return cls(opening(database_url, catalogue), Archive(home), catalogue, statements, salt(home))

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """Every profile for files that are not our own templates."""
        return {key: profile.load(key) for key in profile.keys()}  # noqa: SIM118 (a module, not a mapping)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Dataset keys, what is named before what names it."""
        return load_order(self.datasets)

    def first_rows(self, submission: Submission) -> list[tuple[str, list[list[str]]]]:
        """Name and first rows of every sheet; a workbook is asked for them four times and read for them once.

        Raises:
            Refused: as `reading.peek` does.
        """
        place = submission.sha256, submission.file_name  # a kept file never changes
        return self._peeked.get(place, lambda: peek(self.archive.path(place[0]), place[1], self.limits))

    def profile(self, key: str) -> Profile:
        """The profile of that key; a dataset's key is the profile of its own template."""
        if key in self.datasets:
            return profile.for_datasets({key: self.datasets[key]})
        if key == profile.TEMPLATE:
            return profile.for_datasets(self.datasets)
        if key not in (known := profile.keys()):
            near = difflib.get_close_matches(key, [*known, *self.datasets], 1)
            mend = f"Did you mean {near[0]}?" if near else f"They are {', '.join([*self.datasets, *known])}"
            raise Refused(key, "no dataset and no profile has this key (MF-02)", mend)
        return profile.load(key)
