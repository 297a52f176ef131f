"""The demonstration programme's files: the same bytes for the same seed, and read by profile alone."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from etl import profile as profiles
from etl.demo import write
from etl.demo.cast import PARTNERS, PROGRAMME, RELEASED_TO
from etl.demo.engagements import engagements
from etl.demo.mishaps import ERROR_PAGE
from etl.demo.observations import observations
from etl.demo.training import training
from etl.manifest import read_manifest
from etl.mapping import Mapped, map_parts
from etl.reading import Limits
from etl.reading.whole import sheets_in
from etl.typed import typed
from expectations.catalogue import datasets
from expectations.dataset import Effect

DATASETS = datasets()
FAULTY = {"VEL_roster_2025Q3.csv", "FEN_roster_2026Q2.csv", "improvement_plan_2026Q1.xlsx", "ALD_roster_202605.xlsx",
          "DRO_roster_202603.csv"}  # fmt: skip
"""Files with cells, labels or headers that cannot be read: each is sent again."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write(folder)
    return folder


def name_of(path: Path) -> str:
    """The file's name as its sender gave it, without the day of receipt."""
    return path.name.partition("_")[2]


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def mapped(path: Path, key: str, told: dict[str, str], folder: Path) -> list[Mapped]:
    if key == profiles.TEMPLATE or key in DATASETS:
        chosen = profiles.for_datasets(DATASETS if key == profiles.TEMPLATE else {key: DATASETS[key]})
    else:
        chosen = profiles.load(key)
    sheets = sheets_in(path, path.name, chosen.reading, Limits(), folder)
    return map_parts(sheets, chosen, {"salt": "salt", **told}, DATASETS)


def test_the_same_seed_gives_the_same_bytes(out: Path, tmp_path: Path):
    write(tmp_path / "again")
    assert digests(tmp_path / "again") == digests(out)


@pytest.mark.parametrize("happened", [training, engagements, observations])
def test_another_seed_is_another_programme(happened):
    assert happened(7) != happened(2026)


def test_the_manifest_lists_every_file_in_order_of_receipt(out: Path):
    listed = read_manifest(out / "manifest.csv")
    assert [one.received_at for one in listed] == sorted(one.received_at for one in listed)
    assert {one.path for one in listed} == {p for p in out.rglob("*") if p.is_file() and p.name != "manifest.csv"}
    assert {one.partner for one in listed} == {"", *(partner.code for partner in PARTNERS)}
    assert {one.programme for one in listed} == {"", PROGRAMME}
    assert 200 <= len(listed) <= 227


def test_some_files_and_some_rows_are_not_for_everybody(out: Path, tmp_path: Path):
    listed = read_manifest(out / "manifest.csv")
    narrow = {one.partner: one.releasability for one in listed if one.releasability != "ALL"}
    assert narrow == RELEASED_TO
    returned = next(one for one in listed if name_of(one.path) == "office_return_2026Q2.xlsx")
    parts = {part.dataset: part.frame for part in mapped(returned.path, returned.profile, {}, tmp_path)}
    exchanges = parts["info_exchange"]
    pairs = [" ".join(sorted(pair)) for pair in zip(exchanges["from_partner"], exchanges["to_partner"], strict=True)]
    assert exchanges["releasability"].tolist() == pairs
    assert 0.05 < (parts["observation"]["releasability"] != "ALL").mean() < 0.5


def test_self_assessments_are_marked_for_the_partner_that_they_are_about(out: Path, tmp_path: Path):
    path = next(out.rglob("*programme_registers_2026Q1.xlsx"))
    part = next(part for part in mapped(path, "template", {}, tmp_path) if part.dataset == "partner_self_assessment")
    frame, _ = typed(DATASETS[part.dataset], part.frame, part.part, "ALL")
    assert len(frame) > 100
    assert (frame["marking"] == frame["partner"]).all()


def test_what_other_rows_name_is_sent_first(out: Path):
    names = [name_of(one.path) for one in read_manifest(out / "manifest.csv")]
    assert names[0] == "reference_lists.xlsx"
    for period in ("2023Oct", "2025Q1", "2026Q2"):
        assert names.index(f"office_return_{period}.xlsx") < names.index(f"improvement_plan_{period}.xlsx")
        assert names.index(f"office_return_{period}.xlsx") < names.index(f"Course_reaction_{period}_qualtrics.csv")
    assert names.index("course_run_202604.csv") < names.index("ALD_roster_202604.xlsx")


def test_one_file_is_sent_twice_and_no_other(out: Path):
    times = Counter(digests(out).values())
    assert [n for n in times.values() if n > 1] == [2]


def test_every_kind_of_file_is_read_by_its_profile_alone_and_holds_the_rows_it_declares(out: Path, tmp_path: Path):
    sound = (one for one in read_manifest(out / "manifest.csv") if name_of(one.path) not in FAULTY)
    for one in {(one.profile, one.partner): one for one in sound}.values():
        told = {"partner": one.partner, "programme": one.programme, "period": one.period}
        parts = mapped(one.path, one.profile, told, tmp_path)
        cells = [f for part in parts for f in typed(DATASETS[part.dataset], part.frame, part.part, "ALL")[1]]
        refusing = [f.detail or f.reason for part in parts for f in part.findings if f.effect == Effect.REFUSE_ROW]
        assert not [f for f in cells if f.is_broken], one.path.name
        assert not refusing, one.path.name
        if one.declared_rows is not None:
            assert [part.counts["read"] for part in parts] == [one.declared_rows], one.path.name


def test_person_data_stays_outside(out: Path, tmp_path: Path):
    path = next(out.rglob("*BRE_roster_2025Q1.csv"))
    assert "@learning.example" in path.read_text(encoding="utf-8")
    (part,) = mapped(path, "moodle_completion", {}, tmp_path)
    assert not part.frame.astype("str").apply(lambda cells: cells.str.contains("@")).any(axis=None)
    assert not {"Email address", "[1]"} & set(part.verbatim(np.array([0]))[0])
    assert not any("Participant" in text for text in part.verbatim(np.array([0]))[0].values())


def test_moodle_is_written_in_both_of_its_variants(out: Path):
    plain = next(out.rglob("*BRE_roster_2025Q2.csv")).read_bytes()
    excel = next(out.rglob("*FEN_roster_2025Q2.csv")).read_bytes()
    assert plain.startswith(b'"","ID number"')
    assert excel.startswith(b"\xff\xfe")
    assert '""\t"ID number"'.encode("utf-16-le")[2:] in excel
    assert plain.splitlines()[0].count(b'""') == 3


def test_qualtrics_has_three_header_rows_and_kobo_quotes_every_cell(out: Path):
    with next(out.rglob("*2025Q1_qualtrics.csv")).open(encoding="utf-8", newline="") as lines:
        names, texts, imports, first = (row for row, _ in zip(csv.reader(lines), range(4), strict=False))
    assert (names[0], texts[0], imports[0]) == ("StartDate", "Anfangsdatum", '{"ImportId": "startDate"}')
    assert first[names.index("ResponseId")].startswith("R_")
    kobo = next(out.rglob("*all_versions_-_fr_-_2025Q1.csv")).read_bytes()
    assert kobo.startswith(b'"start";"end"')
    assert "Tout à fait d'accord".encode() in kobo
    assert all(line.startswith(b'"') and line.endswith(b'"') for line in kobo.rstrip(b"\r\n").split(b"\r\n"))


def test_faulty_files_are_as_faulty_as_the_readme_says(out: Path):
    assert next(out.rglob("*DRO_roster_202603.csv")).read_bytes() == ERROR_PAGE
    by_hand = next(out.rglob("*FEN_roster_2026Q2.csv")).read_bytes().decode("utf-16")
    assert by_hand.count("Completed (set by course office)") == 1
    months_first = next(out.rglob("*VEL_roster_2025Q3.csv")).read_text(encoding="utf-8")
    days_first = next(out.rglob("*VEL_roster_2025Q3_mended.csv")).read_text(encoding="utf-8")
    assert months_first != days_first
    assert len(months_first) == len(days_first)
