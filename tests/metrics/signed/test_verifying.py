"""A signed quarter can be computed again at any later time; whatever was changed since is named."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from typer.testing import CliRunner

from metrics.cube import Cubes
from metrics.signed import commands as review_commands
from metrics.signed.commands import verified_lines
from metrics.signed.signing import newest, sign, verify
from tests.metrics.shelf import day
from tests.metrics.signed.conftest import (
    AT,
    DIRECTOR,
    HELD,
    QUARTER,
    _places,
    verified,
)
from warehouse.minutes import Comment, Decision, SignOff
from warehouse.schema import cell, comment, decision, edition, sign_off


def test_a_signed_quarter_is_equal_whatever_is_published_later(shelf, signed: SignOff):
    assert verified(shelf, signed).is_equal
    shelf.fill("2026-05-10", training_roster=_places("COMPLETED_PASS", "COMPLETED_PASS", "NO_SHOW"))
    found = verified(shelf, signed)
    assert found.is_equal
    assert found.count > 100
    assert newest(shelf.warehouse, "G1", QUARTER) == signed
    assert newest(shelf.warehouse, "G1", QUARTER + 1) is None


def test_a_cell_changed_behind_our_back_is_named(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values(numerator=2))
    found = verified(shelf, signed)
    assert not found.is_equal
    assert found.is_untouched
    assert ("figures, TRN-01, quarter, numerator", "1", "2") in {(d.what, d.signed, d.found) for d in found.differences}


@pytest.mark.parametrize(
    ("name", "other"),
    [("topic", "C2"), ("unit", "U9"), ("partner", "BBB"), ("month", 202602), ("left_out", 1), ("marking", "AAA")],
)
def test_a_cell_is_named_whatever_of_it_was_changed(shelf, signed: SignOff, name, other):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values({name: other}))
    assert "cells, TRN-01" in {each.what for each in verified(shelf, signed).differences}


def test_an_edition_that_was_taken_out_is_named_and_stops_no_other_verification(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(delete(edition).where(edition.c.number == signed.edition))
    found = verify(shelf.warehouse, Cubes(shelf.warehouse), signed)
    assert {"definitions", "figures, TRN-01, cannot be counted"} <= {each.what for each in found.differences}


def test_what_an_earlier_program_did_not_sign_is_no_difference(shelf, signed: SignOff):
    earlier = json.loads(signed.document)
    for name in ("cells", "partner_targets", "commentary_at", "decisions_at"):
        del earlier[name]
    document = json.dumps(earlier, sort_keys=True, separators=(",", ":"))
    found = verified(shelf, shelf.warehouse.sign(replace(signed, document=document)))
    assert found.is_equal


def test_a_newest_sign_off_taken_out_is_found_by_the_seal_kept_elsewhere(shelf, signed: SignOff, monkeypatch):
    monkeypatch.setenv("FULL_CIRCLE_DATABASE", f"sqlite:///{shelf.warehouse._engines.file}")
    call = CliRunner().invoke
    assert call(review_commands.app, ["verify", "--seal", signed.sha256]).exit_code == 0
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(sign_off.delete())
    assert call(review_commands.app, ["verify"]).exit_code == 0
    said = call(review_commands.app, ["verify", "--seal", signed.sha256])
    assert (said.exit_code, "taken out" in said.output) == (1, True)


def test_a_cell_that_makes_no_figure_any_more_is_named_and_the_others_are_compared(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values(numerator=99))
    found = {each.what: each.found for each in verified(shelf, signed).differences}
    assert "between 0 and n" in found["figures, TRN-01, cannot be counted"]
    assert not any("TRN-04" in what for what in found)


@pytest.mark.parametrize(
    ("table", "name", "other", "where"),
    [
        (comment, "said", "All went well.", "commentary, course_completion"),
        (comment, "role", "Intern", "commentary_by, course_completion"),
        (comment, "written_at", AT + dt.timedelta(days=9), "commentary, course_completion"),
        (comment, "written_at", AT - dt.timedelta(days=9), "commentary_at, course_completion"),
        (decision, "written_at", AT - dt.timedelta(days=9), "decisions_at, 1"),
        (decision, "due_on", day("2027-06-30"), "decisions, 1, due_on"),
        (decision, "owner_role", "Nobody", "decisions, 1, owner_role"),
        (decision, "quarter", "2025Q4", "decisions, 1, said"),
    ],
)
def test_words_changed_behind_our_back_are_named(shelf, signed: SignOff, table, name, other, where):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(table).values({name: other}))
    found = verified(shelf, signed)
    assert found.is_untouched
    assert where in {each.what for each in found.differences}


def test_words_put_before_the_sign_off_afterwards_are_named(shelf, signed: SignOff):
    before = AT - dt.timedelta(days=1)
    shelf.warehouse.comment(Comment("G1", "2026Q1", "no_show", "Nobody stayed away.", "Intern", before))
    shelf.warehouse.decide(Decision(0, "G1", "2026Q1", "", "Stop it", "Intern", day("2026-06-30"), DIRECTOR, before))
    places = {each.what for each in verified(shelf, signed).differences}
    assert {"commentary, no_show", "decisions, 2, said"} <= places


def test_words_written_after_the_sign_off_are_no_difference(shelf, signed: SignOff):
    after = AT + dt.timedelta(seconds=1)
    shelf.warehouse.comment(Comment("G1", "2026Q1", "course_completion", "Corrected.", "Training manager", after))
    shelf.warehouse.decide(Decision(0, "G1", "2026Q1", "", "More", "Intern", day("2026-06-30"), DIRECTOR, after))
    assert verified(shelf, signed).is_equal


def test_a_changed_document_and_a_sign_off_taken_out_are_found(shelf, signed: SignOff):
    again = sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT + dt.timedelta(days=1), HELD)
    assert again.previous == signed.sha256
    document = json.loads(signed.document)
    document["commentary"]["course_completion"] = "All went well."
    with shelf.warehouse._engines.writing() as connection:
        changed = json.dumps(document, sort_keys=True, separators=(",", ":"))
        connection.execute(update(sign_off).where(sign_off.c.id == signed.id).values(document=changed))
    first, second = shelf.warehouse.sign_offs()
    assert not verified(shelf, first).is_untouched
    assert verified(shelf, second).is_equal
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(sign_off.delete().where(sign_off.c.id == signed.id))
    assert not verified(shelf, second).is_chained


@pytest.mark.parametrize(
    ("name", "other"), [("role", "Intern"), ("signed_at", AT + dt.timedelta(days=1)), ("quarter", "2025Q4"), ("edition", 2)]
)
def test_a_sign_off_handed_to_another_role_day_quarter_or_edition_is_found(shelf, signed: SignOff, name, other):
    shelf.fill("2026-05-10", engagement=[])
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(sign_off).where(sign_off.c.id == signed.id).values({name: other}))
    found = verified(shelf, shelf.warehouse.sign_offs()[0])
    assert not found.is_equal
    assert [each.what for each in found.differences] == [name]


def test_a_quarter_judged_by_other_methods_is_said_so(shelf, signed: SignOff, monkeypatch):
    monkeypatch.setattr("metrics.signed.signing.METHODS", "2031-01-01")  # a newer program opens the same warehouse
    found = verified(shelf, signed)
    assert found.is_judged_otherwise
    assert [each.what for each in found.differences] == ["methods"]
    assert any("charts are judged in another way" in line for line in verified_lines(found))
