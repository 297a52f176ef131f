"""The evidence of any figure: its counts are the figure's, its rows are rows of the edition that the reader may see."""

from collections.abc import Iterator
from random import Random

import pytest

from expectations.catalogue import datasets
from metrics.catalogue import indicator, indicators
from metrics.cube import Cubes
from metrics.evidence.behind import NO_MEMBER, OUTSIDE
from metrics.evidence.evidence import ROWS_OF_PERSONS, Evidence, Sought, evidence, rows_of_persons
from metrics.series import Point
from tests.metrics.lines import action, owed, places, reaction_item, run, sheets
from tests.metrics.shelf import day, publish
from tests.metrics.world import PARTNERS, PROGRAMMES, World
from vocabulary.errors import BrokenPromise, Unavailable
from vocabulary.period import Month
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.evidence import sides
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

STEWARD = Scope.steward()
MARKINGS = ("ALL", "ALL", "ALL", "AAA", "AAA BBB", "NONE")
SCOPES = (STEWARD, Scope.of_partner("AAA"), Scope.of_partner("CCC"))


def marked(tables: dict, seed: int) -> dict:
    """The same rows, some of them releasable to some only."""
    pick = Random(seed)
    return {name: [{**row, "marking": pick.choice(MARKINGS)} for row in rows] for name, rows in tables.items()}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request, lender) -> Iterator[Warehouse]:
    """Random rows with random markings, and half of them corrected in a second edition. It is only read."""
    made = World(11)
    with lender.lent(request.param, datasets()) as warehouse:
        publish(warehouse, "2026-01-10", **marked(made.tables(), 1))
        publish(warehouse, "2026-05-20", **marked(made.changed(), 2))
        yield warehouse


def selections(pick: Random, count: int):
    for _ in range(count):
        partners = tuple(pick.sample(PARTNERS, k=pick.choice((0, 0, 1, 2))))
        last = Month(2025, 3) + pick.randint(0, 14)
        chosen = Selection(pick.choice(PROGRAMMES), last + -5, last, partners, pick.choice((1, 2)))
        yield chosen, pick.choice((None, last))


def counts(found: Evidence) -> tuple[int, ...]:
    return tuple(int(found.rows[name].sum()) + found.withheld[name] for name in ("numerator", "n", "left_out"))


def of(point: Point) -> tuple[int, ...]:
    return point.numerator, point.n, point.left_out


def test_a_run_of_months_and_each_named_count_beside_a_figure_have_their_own_rows(world):
    cubes, met = Cubes(world), 0
    chosen = Selection(PROGRAMMES[0], Month(2025, 5), Month(2026, 4), (), 2)
    compared = ("implemented_on_time", "time_to_implementation", "course_completion", "participation")
    for each in map(indicator, compared):
        for whose in (chosen, chosen.narrowed(PARTNERS[0])):
            run = evidence(world, cubes, Sought(each, whose, is_run=True), STEWARD)
            assert counts(run) == of(run.figure)
            assert run.window.first == whose.since
    for each in map(indicator, ("overdue_actions", "course_completion")):
        figure = evidence(world, cubes, Sought(each, chosen), STEWARD).figure
        for part, count in figure.parts.items():
            found = evidence(world, cubes, Sought(each, chosen, part=part), STEWARD)
            assert counts(found) == (count, figure.n, figure.left_out), (each.code, part)
            met += bool(count)
    assert met > 3
    with pytest.raises(Unavailable, match="no count 'made up'"):
        evidence(world, cubes, Sought(indicator("overdue_actions"), chosen, part="made up"), STEWARD)


def test_the_counts_of_every_indicator_are_the_figures_for_every_reader_in_both_editions(world):
    cubes, pick, met = Cubes(world), Random(3), 0
    visible = {
        (scope.partner, edition, key): set(world.rows(key, scope, edition)["row_id"])
        for scope in SCOPES for edition in (1, 2) for key in World(11).tables()
    }  # fmt: skip
    for each in indicators().values():
        for chosen, month in selections(pick, 1):
            for scope in (STEWARD, pick.choice(SCOPES[1:])):
                try:
                    found = evidence(world, cubes, Sought(each, chosen, month), scope)
                except Unavailable:
                    assert each.read.least_n
                    continue
                assert counts(found) == of(found.figure)
                assert not found.rows.duplicated(["dataset", "row_id"]).any() or (found.rows["row_id"] == 0).any()
                named = zip(found.rows["dataset"], found.rows["row_id"], found.rows["others"], strict=True)
                for dataset, row_id, others in named:
                    rows = [*sides(others), *([(dataset, row_id)] if row_id else [])]
                    for its, number in rows:
                        assert number in visible[scope.partner, chosen.edition, its]
                passed = set(zip(found.passed_over["dataset"], found.passed_over["row_id"], strict=True))
                assert not passed & set(zip(found.rows["dataset"], found.rows["row_id"], strict=True))
                assert all(number in visible[scope.partner, chosen.edition, its] for its, number in passed)
                met += found.figure.n > 0
    assert met > 12, "too few figures had any evidence to judge"


def test_the_evidence_of_topics_adds_up_too(world):
    from metrics import read

    cubes, met = Cubes(world), 0
    for each in indicators().values():
        chosen = Selection("G1", Month(2025, 7), Month(2025, 9), edition=2)
        for point in read.by_topic(cubes, each, chosen, STEWARD):
            topic = "" if point.label == "not stated" else point.label
            if point.state is State.SUPPRESSED:
                with pytest.raises(Unavailable, match="hidden"):
                    evidence(world, cubes, Sought(each, chosen, topic=topic), STEWARD)
                continue
            assert counts(evidence(world, cubes, Sought(each, chosen, topic=topic), STEWARD)) == of(point)
            met += 1
    assert met > 8


def test_numerator_denominator_and_rows_left_out_are_told_apart_with_the_reason(shelf):
    shelf.fill(
        "2026-03-20",
        corrective_action=[
            action("DONE", due_original_on="2026-03-10", implemented_on="2026-03-09", state="IMPLEMENTED"),
            action("LATE", due_original_on="2026-03-10"),
            action("COMING", due_original_on="2026-03-25"),
            action("OTHER", due_original_on="2026-06-25"),
        ],
    )
    found = evidence(
        shelf.warehouse, shelf.cubes, Sought(indicator("implemented_on_time"), shelf.selection("2026-03")), STEWARD
    )
    keys = {
        part: [shelf.warehouse.rows_named("corrective_action", rows["row_id"], STEWARD)[row].row_key for row in rows["row_id"]]
        for part, rows in (("yes", found.in_numerator), ("no", found.in_denominator_only), ("out", found.left_out))
    }  # fmt: skip
    assert keys == {"yes": ["DONE"], "no": ["LATE"], "out": ["COMING"]}
    assert list(found.left_out["why"]) == ["not due yet"]


def test_a_row_that_stands_for_a_group_adds_its_headcount_and_names_its_run(shelf):
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[{**row, "headcount": 12} for row in places("R1", "AAA", 1)],
    )
    chosen = Sought(indicator("course_completion"), shelf.selection("2026-02"), Month(2026, 2))
    rows = evidence(shelf.warehouse, shelf.cubes, chosen, STEWARD).rows
    assert (rows["numerator"].item(), rows["n"].item()) == (12, 12)
    assert [dataset for dataset, _ in sides(rows["others"].item())] == ["course_run"]


def test_of_a_hidden_figure_there_is_no_evidence_and_of_the_total_no_row_of_the_hidden(shelf):
    shelf.fill(
        "2026-06-01",
        survey_item=[reaction_item()],
        course_run=[run("R1", "2026-02-10")],
        survey_response=[
            *sheets("R1", "AAA", 40),
            *sheets("R1", "BBB", 30),
            *sheets("R1", "CCC", 4),
            *sheets("R1", "DDD", 20),
        ],
    )
    reaction = indicator("course_reaction")
    with pytest.raises(Unavailable, match="hidden"):
        evidence(shelf.warehouse, shelf.cubes, Sought(reaction, shelf.selection("2026-03", partners=("CCC",))), STEWARD)
    found = evidence(shelf.warehouse, shelf.cubes, Sought(reaction, shelf.selection("2026-03")), STEWARD)
    assert set(found.rows["partner"]) == {"AAA", "BBB"}
    assert found.withheld == {"numerator": 24, "n": 24, "left_out": 0}
    assert "counted and not listed" in found.withheld_why
    shelf.fill("2026-07-01", engagement=[])  # the quarter came to rest: partners see it
    seen = evidence(shelf.warehouse, shelf.cubes, Sought(reaction, shelf.selection("2026-03")), Scope.of_partner("AAA"))
    assert (len(seen.rows), seen.withheld["n"], seen.withheld_why) == (0, 94, ROWS_OF_PERSONS)
    assert "survey_response" in rows_of_persons(shelf.warehouse)
    # A cell of few persons gives away what its rows would: neither of the hidden partner, nor to another's eyes.
    assert set(found.cells["partner"]) == {"AAA", "BBB"}
    assert int(found.cells["adds_n"].sum()) + found.withheld["n"] == found.figure.n
    assert seen.cells.empty


def test_an_earlier_edition_keeps_its_own_rows(shelf):
    roster = places("R1", "AAA", 10, "NOT_COMPLETED")
    shelf.fill("2026-06-01", course_run=[run("R1", "2026-02-10")], training_roster=roster)
    shelf.fill("2026-06-10", training_roster=[{**row, "outcome": "COMPLETED_PASS"} for row in roster[:7]])
    completion = indicator("course_completion")
    then, now = (
        evidence(shelf.warehouse, shelf.cubes, Sought(completion, shelf.selection("2026-02", edition=number)), STEWARD)
        for number in (1, 2)
    )
    assert (len(then.in_numerator), len(now.in_numerator)) == (0, 7)
    assert len(set(then.rows["row_id"]) & set(now.rows["row_id"])) == 3


def test_counts_that_are_not_the_figures_are_a_broken_promise(shelf):
    from dataclasses import replace

    shelf.fill(
        "2026-06-01",
        corrective_action=[action("A", due_original_on="2026-03-10"), action("B", due_original_on="2026-03-11")],
    )
    each = indicator("implemented_on_time")
    half = replace(each, facts=lambda rows: each.facts(rows)[1:])
    with pytest.raises((BrokenPromise, Unavailable), match=r"not its cells|earlier definition"):
        evidence(shelf.warehouse, shelf.cubes, Sought(half, shelf.selection("2026-03")), STEWARD)


def test_reports_owed_name_the_membership_that_made_them_owed(shelf):
    from tests.metrics.lines import member, month

    shelf.fill(
        "2026-06-01",
        membership=[member("AAA")],
        period=[month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[owed("AAA", "202602", "2026-03-15")],
    )
    chosen = Sought(indicator("reporting_completeness"), shelf.selection("2026-02"), Month(2026, 2))
    rows = evidence(shelf.warehouse, shelf.cubes, chosen, STEWARD).rows
    assert rows["dataset"].item() == "expected_submission"
    assert {dataset for dataset, _ in sides(rows["others"].item())} == {"period", "membership"}


def test_what_is_passed_over_is_said_with_its_reason(shelf):
    from tests.metrics.lines import member, month

    shelf.fill(
        "2026-06-01",
        membership=[member("AAA"), member("BBB", valid_to="2026-02-14")],
        period=[month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[
            owed("AAA", "202602", "2026-03-15"),
            owed("BBB", "202602", "2026-03-15"),
            owed("AAA", "202602", "2026-03-16", dataset="unit", is_in_force=False),
        ],
    )
    chosen = Sought(indicator("reporting_completeness"), shelf.selection("2026-02"), Month(2026, 2))
    found = evidence(shelf.warehouse, shelf.cubes, chosen, STEWARD)
    assert len(found.rows) == 1
    told = dict(zip(found.passed_over["partner"], found.passed_over["why"], strict=True))
    assert told == {"BBB": NO_MEMBER, "AAA": OUTSIDE}


def test_nothing_counted_has_nothing_behind_it(shelf):
    shelf.fill("2026-06-01", corrective_action=[action("A")])
    found = evidence(shelf.warehouse, shelf.cubes, Sought(indicator("no_show"), shelf.selection("2026-03")), STEWARD)
    assert (found.figure.state, len(found.rows), len(found.cells)) == (State.NOT_REPORTED, 0, 0)
    assert day("2026-06-01") == found.edition.as_of
