"""Rows that must not be there are asked for as such, wherever that says the same."""

from sqlalchemy import Join, and_, or_, select
from sqlalchemy.event import listen

from expectations.catalogue import datasets
from metrics.catalogue import indicators
from tests.warehouse.small import DATASETS, STATEMENTS, load, places, runs, table_rows
from vocabulary.scope import Scope
from warehouse.absent import by_absence
from warehouse.asked import ask_at
from warehouse.plain_join import sources
from warehouse.rows_at import RowsAt
from warehouse.stages import Stage
from warehouse.tables import Catalogue

TABLES = Catalogue.of(DATASETS).tables


def _joined(facts) -> list:
    return list(sources(facts.get_final_froms()))


def _three():
    rows = RowsAt(TABLES)
    return rows.of("training_roster"), rows.of("training_roster"), rows.of("course_run")


def test_what_is_joined_only_to_say_that_it_is_not_there_is_joined_no_more():
    place, later, run = _three()
    same = (later.c.run == place.c.run) & (later.c.person > place.c.person)
    source = place.join(run, run.c.run == place.c.run).outerjoin(later, same)
    facts = select(place.c.run.label("run")).select_from(source)
    asked = by_absence(facts.where(and_(run.c.partner == "VEL", and_(later.c.run.is_(None), place.c.score > 1))))
    assert _joined(asked) == [place, run]
    spelled = str(asked)
    assert "NOT (EXISTS" in spelled
    assert "IS NULL" not in spelled
    assert spelled.count("partner = ") == spelled.count("score > ") == 1, "every other condition stands as it was"


def test_of_several_all_are_asked_for_as_such():
    place, later, run = _three()
    source = place.outerjoin(later, later.c.run == place.c.run).outerjoin(run, run.c.run == place.c.run)
    asked = by_absence(select(place.c.run).select_from(source).where(later.c.run.is_(None), run.c.run.is_(None)))
    assert _joined(asked) == [place]


def test_what_is_spoken_of_elsewhere_stays_joined():
    place, later, run = _three()
    on = later.c.run == place.c.run
    joined = place.outerjoin(later, on)
    is_missing = later.c.run.is_(None)
    in_columns = select(later.c.score).select_from(joined).where(is_missing)
    in_conditions = select(place.c.run).select_from(joined).where(is_missing, later.c.score.is_(None))
    in_a_later_join = (
        select(place.c.run)
        .select_from(joined.outerjoin(run, (run.c.run == place.c.run) & (run.c.course == later.c.status)))
        .where(is_missing, run.c.run.is_(None))
    )
    either = select(place.c.run).select_from(joined).where(or_(is_missing, place.c.score > 1))
    inner = select(place.c.run).select_from(place.join(later, on)).where(is_missing)
    for facts in (in_columns, in_conditions, either, inner):
        assert isinstance(by_absence(facts).get_final_froms()[0], Join), str(facts)
    assert by_absence(in_a_later_join) is not in_a_later_join
    assert _joined(by_absence(in_a_later_join)) == [place, later], "what the absent row is told by stays"


def test_a_column_that_may_be_empty_where_rows_are_joined_says_nothing():
    place, later, _ = _three()
    source = place.outerjoin(later, later.c.run == place.c.run)
    facts = select(place.c.run).select_from(source).where(later.c.status.is_(None))
    assert by_absence(facts) is facts


def test_places_that_must_not_be_there_are_asked_for_so_by_the_indicators_of_training():
    tables = Catalogue.of(datasets()).tables
    for key in ("seat_fill", "course_completion", "first_attempt_pass", "learning_gain"):
        for facts in ask_at(tables, indicators()[key].statement(), Stage.NOW).quick:
            outer = [part for part in facts.get_final_froms() if isinstance(part, Join) and part.isouter]
            assert not outer, key


def test_a_fact_is_not_looked_for_where_a_dataset_that_it_needs_never_had_a_row(small):
    asked = []
    listen(small._engines.writer, "before_cursor_execute", lambda *told: asked.append(told[2]))
    load(small, "a", table_rows("course_run", runs(("R1", "VEL", "2026-01-31"))))
    sought = [text for text in asked if text.startswith("INSERT INTO cell ") and "training_roster" in text]
    assert len(sought) == len(STATEMENTS) - 1, (
        "of runs, which stand without places; not of places, of which there are none"
    )
    load(small, "b", table_rows("training_roster", places(("R1", "P1", "DONE"))))
    assert small.cells("completed", Scope.steward())[["numerator", "denominator"]].to_numpy().tolist() == [[1, 1]]
