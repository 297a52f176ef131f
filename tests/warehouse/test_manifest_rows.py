"""Submissions leave their row in the manifest, with the real catalogue of datasets and indicators."""

import pandas as pd
import pytest

from expectations.catalogue import datasets
from metrics.catalogue import indicators
from tests.warehouse.small import NOON, sent, table_rows, typed
from vocabulary.scope import Scope
from warehouse.publication import REFUSED_COLUMNS, Publication, TableRows

STEWARD = Scope.steward()
STATEMENTS = tuple(indicator.statement() for indicator in indicators().values())
SAID = ["batch", "dataset", "partner", "outcome", "file_rows", "loaded_rows", "refused_rows"]


def partners(*codes: str) -> TableRows:
    dataset = datasets()["partner"]
    frame = pd.DataFrame({name: [None] * len(codes) for name in [*dataset.column_names, "marking"]})
    return table_rows("partner", typed(dataset, frame.assign(partner=list(codes), marking="ALL")), refused=1)


def manifest(warehouse, edition=None) -> list[list]:
    return warehouse.rows("submission_manifest", STEWARD, edition)[SAID].values.tolist()


def test_a_published_submission_is_in_the_manifest_of_its_own_edition(warehouse):
    warehouse.publish(Publication(sent(warehouse, "a"), [partners("VEL", "NOR")]), STATEMENTS, NOON)
    assert manifest(warehouse) == [["S000001", "partner", "VEL", "ACCEPTED", 3.0, 2.0, 1.0]]
    row = warehouse.rows("submission_manifest", STEWARD).iloc[0]
    assert (row["received_on"], row["accepted_on"], row["submission"]) == (
        pd.Timestamp("2026-01-01"), pd.Timestamp("2026-01-01"), "S000001",
    )  # fmt: skip


def test_two_parts_of_one_dataset_make_one_row(warehouse):
    warehouse.publish(Publication(sent(warehouse, "a"), [partners("VEL"), partners("NOR")]), STATEMENTS, NOON)
    assert manifest(warehouse) == [["S000001", "partner", "VEL", "ACCEPTED", 4.0, 2.0, 2.0]]


def test_a_refused_submission_is_in_the_next_edition_once(warehouse):
    refused = pd.DataFrame(columns=list(REFUSED_COLUMNS))
    warehouse.refuse(sent(warehouse, "a"), [], refused, [], "no header was found", NOON)
    for content in ("b", "c"):
        warehouse.publish(Publication(sent(warehouse, content), [partners(content.upper())]), STATEMENTS, NOON)
    assert manifest(warehouse, 1) == [
        ["S000001", "template", "VEL", "REFUSED", 0.0, 0.0, 0.0],
        ["S000002", "partner", "VEL", "ACCEPTED", 2.0, 1.0, 1.0],
    ]
    assert len(manifest(warehouse)) == 3


def test_a_withdrawn_submission_leaves_the_manifest(warehouse):
    warehouse.publish(Publication(sent(warehouse, "a"), [partners("VEL")]), STATEMENTS, NOON)
    warehouse.withdraw("S000001", STATEMENTS, NOON, "sent by mistake")
    assert (manifest(warehouse), len(manifest(warehouse, 1))) == ([], 1)


@pytest.mark.parametrize("indicator", sorted(indicators()))
def test_every_indicator_reads_an_empty_warehouse(warehouse, indicator):
    assert warehouse.cells(indicator, STEWARD).empty
