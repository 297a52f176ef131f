"""Ask a question of some of the cells only."""

from dataclasses import replace

import numpy as np

from metrics.measures.tally import Asked


def narrowed(asked: Asked, keep: np.ndarray) -> Asked:
    """The same question of the cells for which *keep* is true."""
    places = np.flatnonzero(keep)
    parts = None if asked.parts is None else asked.parts[places]
    return replace(asked, cells=asked.cells.where(places), parts=parts)
