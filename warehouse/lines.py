"""The lines of a file as they were written, kept beside it when it is loaded: for who asks where a record comes from.

The kept file is the evidence, and whoever serves screens must never parse it: so the loader, which has parsed it in a
process with limits, leaves the texts of its cells here.
"""

import bisect
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from vocabulary.errors import Unavailable
from warehouse.archive import Archive

BATCH = 4_096
"""Lines that are compressed together: what is unpacked to show one of them."""
_ROW = "source_row"
_ABOUT = b"full circle"


@dataclass(frozen=True)
class Line:
    """One line of a sheet.

    Args:
        cells: header and text, exactly as written, in the order of the file.
        withheld: headers of columns whose texts are not kept here: personal, left out by the profile, or unknown to it.
    """

    sheet: str
    source_row: int
    cells: tuple[tuple[str, str], ...]
    withheld: tuple[str, ...]


def lines_name(sheet: str) -> str:
    """Name of the lines of a sheet, among what was made from a submission."""
    return f"lines-{hashlib.sha256(sheet.encode()).hexdigest()[:16]}.arrow"


def keep_lines(archive: Archive, submission: str, sheet: str, lines: pa.Table, about: Mapping[str, Sequence]) -> None:
    """Keep the lines of a sheet.

    Args:
        lines: one column of texts for each of `about["headers"]`.
        about: `headers`; `withheld`, headers that are left out; `source_rows`, rising, one a line.
    """
    rows = np.asarray(about["source_rows"], dtype=np.int64)
    told = {
        "headers": list(about["headers"]),
        "withheld": list(about["withheld"]),
        "firsts": rows[::BATCH].tolist(),
    }
    table = lines.append_column(_ROW, pa.array(rows)).replace_schema_metadata({_ABOUT: json.dumps(told)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        for batch in table.combine_chunks().to_batches(max_chunksize=BATCH):
            writer.write_batch(batch)
    archive.keep_derived(submission, lines_name(sheet), sink.getvalue())


def line(archive: Archive, submission: str, sheet: str, source_row: int) -> Line:
    """The line of a sheet that a spreadsheet shows under that number.

    Raises:
        Unavailable: the lines were not kept (`python -m etl rebuild` keeps them), or there is no such line.
    """
    try:
        path = archive.derived(submission, lines_name(sheet))
    except Unavailable:
        why = "Its lines were not kept when it was loaded; “python -m etl rebuild” keeps them. The file itself is kept."
        raise Unavailable(why) from None
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        about = json.loads(reader.schema.metadata[_ABOUT])
        place = bisect.bisect_right(about["firsts"], source_row) - 1
        batch = reader.get_batch(place) if place >= 0 else None
        at = _position(batch, source_row)
        texts = [batch.column(column)[at].as_py() for column in range(len(about["headers"]))]
    cells = tuple(zip(about["headers"], texts, strict=True))
    return Line(sheet, source_row, cells, tuple(about["withheld"]))


def _position(batch: pa.RecordBatch | None, source_row: int) -> int:
    rows = batch.column(_ROW).to_numpy() if batch is not None else np.empty(0, dtype=np.int64)
    at = int(np.searchsorted(rows, source_row))
    if at == len(rows) or rows[at] != source_row:
        raise Unavailable(f"The file has no line {source_row}.")
    return at
