"""Which selects are plain joins: what is joined in brackets is joined all the same."""

from sqlalchemy import func, select

from tests.warehouse.small import DATASETS
from warehouse.plain_join import plain_join, sources
from warehouse.rows_at import RowsAt
from warehouse.tables import Catalogue


def _rows() -> RowsAt:
    return RowsAt(Catalogue.of(DATASETS).tables)


def test_a_join_in_brackets_joined_outer_is_plain():
    rows = _rows()
    run, place, other = rows.of("course_run"), rows.of("training_roster"), rows.of("course_run")
    both = place.join(other, other.c.run == place.c.run)
    found = plain_join(select(run.c.run).select_from(run.outerjoin(both, place.c.run == run.c.run)), rows.given)
    assert found.anchor is run
    assert {dataset for dataset, _ in found.others} == {"training_roster", "course_run"}


def test_what_groups_or_nests_is_not():
    rows = _rows()
    run, place = rows.of("course_run"), rows.of("training_roster")
    counts = select(place.c.run, func.count().label("n")).group_by(place.c.run).subquery()
    nested = select(run.c.run).select_from(run.join(counts, counts.c.run == run.c.run))
    assert plain_join(nested, rows.given) is None
    assert plain_join(select(run.c.run).group_by(run.c.run), rows.given) is None


def test_the_way_to_rows_leaves_aside_what_else_is_joined():
    rows = _rows()
    run, place, other, later = (
        rows.of(key) for key in ("course_run", "training_roster", "course_run", "training_roster")
    )
    both = place.join(other, other.c.run == place.c.run)
    source = run.outerjoin(both, (place.c.run == run.c.run) & (other.c.partner == run.c.partner))
    source = source.outerjoin(later, later.c.run == run.c.run)
    found = plain_join(select(run.c.run).select_from(source), rows.given)
    assert list(sources([found.way_to(later)])) == [run, later]
    assert list(sources([found.way_to(place)])) == [run, place, other], "the condition speaks of the other row too"
    assert not found.way_to(later).isouter, "it leads to rows that are there"
