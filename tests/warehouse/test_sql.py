"""The marking of a fact that is made of several rows: the quick way says what the spelled-out one says."""

from itertools import product

import pytest
from sqlalchemy import Text, cast, literal, null, select

from warehouse import sql
from warehouse.connection import Engines

MARKINGS = ("ALL", "VEL", "NOR", "NONE", None)


def _as_column(marking):
    return null().cast(Text) if marking is None else cast(literal(marking), Text)


def _by_hand(*markings):
    told = {marking for marking in markings if marking not in ("ALL", None)}
    return "ALL" if not told else told.pop() if len(told) == 1 else "NONE"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_narrowest_marking_is_that_of_all_rows_however_it_is_asked_for(url, count):
    engines = Engines.of(url)
    every = list(product(MARKINGS, repeat=count))
    with engines.writing() as connection:
        for ask in (sql.narrowest, sql.narrowest_of_any):
            found = [connection.scalar(select(ask(*map(_as_column, markings)))) for markings in every]
            assert found == [_by_hand(*markings) for markings in every]
    engines.close()
