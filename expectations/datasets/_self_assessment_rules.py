"""What is asked of self-assessments, in the order of the field's rule list (SA-01 to SA-12)."""

from expectations import assessment_facts as facts
from expectations.dataset import Effect
from expectations.rules import between, filled, in_order, listed, true, unique
from expectations.texts import screened_texts

KEYS = ("partner", "unit", "domain", "item_code", "assessed_on", "source")

RULES = (
    unique(
        "SA-01", Effect.REFUSE_ROW, KEYS,
        reason="An item is rated once on a day by one kind of assessor.", hint="Keep the row that is right.",
    ),
    between(
        "SA-02a", Effect.REFUSE_ROW, "level", 0, 3,
        reason="A level is 0, 1, 2 or 3.", hint="Mend the level; leave it empty where it was not evaluated.",
    ),
    true(
        "SA-02b", Effect.REFUSE_ROW, "level.agrees", shows=("level", "rating"), needs=("level",),
        reason="What was evaluated has a level; what was not has none, and the rating NOT_EVALUATED.",
        hint="Empty the level and write NOT_EVALUATED, or give the level. Not evaluated is never 0.",
    ),
    true(
        "SA-03", Effect.WARN, "domain.is_complete", shows=("domain", "assessment", "item_code"),
        reason="An assessment answers every item of its domain, or says that it was not evaluated.",
        hint="Add the missing items with the rating NOT_EVALUATED.",
    ),
    between(
        "SA-04", Effect.WARN, "level.leap", None, facts.A_LEAP - 1, shows=("level", "item_code", "evidence_ref"),
        needs=("level",),
        reason="A level that moved by two or more since the last assessment names its evidence.",
        hint="Write into evidence_ref where the evidence is, or mend the level.",
    ),
    true(
        "SA-05", Effect.NOTE, "assessment.is_fresh", shows=("assessed_on", "partner"),
        reason="An assessment is not older than 18 months.", hint="Assess anew; until then the levels count as stale.",
    ),
    filled(
        "SA-06a", Effect.WARN, "target_level", when="level.is_given", shows=("target_level", "level"),
        reason="An item that is rated has a level agreed to be reached.", hint="Agree one with the programme.",
    ),
    between(
        "SA-06b", Effect.REFUSE_ROW, "target_level", 0, 3,
        reason="A level to be reached is 0, 1, 2 or 3.", hint="Mend the level.",
    ),
    in_order(
        "SA-06c", Effect.WARN, "level", "target_level", shows=("target_level", "level"), needs=("target_level",),
        reason="A level below the one reached is no target any more.", hint="It counts as met; agree the next one.",
    ),
    true(
        "SA-07a", Effect.REFUSE_ROW, "item.is_listed", shows=("item_code", "domain", "instrument_version"),
        reason="The item belongs to the instrument's version and domain.",
        hint="Mend the item, or add the version to the list of items first.",
    ),
    true(
        "SA-07b", Effect.REFUSE_ROW, "version.is_the_only_one", shows=("instrument_version", "assessment"),
        reason="An assessment follows one version of the instrument.",
        hint="Give each version an assessment of its own.",
    ),
    between(
        "SA-08", Effect.WARN, "assessment.share_above", None, 0.5, when="assessment.is_own",
        shows=("level", "assessment", "source"), needs=("level",),
        reason="A partner does not rate more than half of the items above the last external rating.",
        hint="Talk the items over with the external assessor; both ratings stay.",
    ),
    between(
        "SA-09", Effect.WARN, "assessment.levels", 2, None, shows=("level", "assessment"), needs=("level",),
        reason="Not all items of an assessment have the same level.",
        hint="See whether the form was filled in earnest.",
    ),
    listed("SA-11a", "partner", "partner"),
    listed("SA-11b", "unit", "unit"),
    listed("SA-11c", "programme", "programme"),
    true(
        "SA-11d", Effect.REFUSE_ROW, "partner.was_member", shows=("partner", "programme", "assessed_on"),
        reason="The partner was a member of the programme on the day of the assessment.",
        hint="Mend the partner or the day, or send the membership first.",
    ),
    true(
        "SA-11e", Effect.REFUSE_ROW, "unit.is_of_partner", shows=("unit", "partner"),
        reason="The unit belongs to the partner.", hint="Mend the unit or the partner.",
    ),
    true(
        "SA-11f", Effect.REFUSE_ROW, "unit.was_open", shows=("unit", "assessed_on"),
        reason="The unit was open on the day of the assessment.", hint="Mend the unit, or its days in the list.",
    ),
    true(
        "SA-12", Effect.REFUSE_SUBMISSION, "marking.is_narrow", shows=("releasability", "partner"), needs=(),
        reason="A partner's levels are not for everybody: the row is marked for the partner, and for whom it names.",
        hint="Empty releasability, which marks the row for the partner itself, or name partners.",
    ),
    *screened_texts("SG-02", ("evidence_ref",)),
)  # fmt: skip
