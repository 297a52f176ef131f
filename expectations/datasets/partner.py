"""Nations and organisations that take part."""

from expectations.columns import day
from expectations.countries import ISO_3166_ALPHA_3
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import is_in
from expectations.reference_facts import names_one
from expectations.retirement import Use, free_to_retire
from expectations.rules import between, in_order, one_of, true, unique
from expectations.texts import screened_texts

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")

MEMBERSHIPS = Use("membership", ("partner",), "valid_to", goes_on=True)

DATASET = Dataset(
    key="partner",
    title="Partners",
    one_row_is="one nation or organisation",
    prefix="PA",
    columns=(
        Column("partner", "id", "code of the partner", aliases=("partner code", "partner id")),
        Column("name", "text", "its full name", longest=150),
        Column("short_name", "text", "its name for a narrow column", required=False, longest=40),
        Column("iso3", "code", "ISO 3166-1 alpha-3 code of a nation", required=False, aliases=("country code",)),
        Column("kind", "code", "nation or organisation", allowed=("NATION", "ORGANISATION")),
        Column("aliases", "list", "other names it is known by", required=False),
        Column("language_codes", "list", "languages it reports in (EN;FR)", required=False),
        Column("fiscal_start_month", "integer", "first month of its financial year", required=False),
        Column("weekend_days", "list", "days nobody works", required=False, allowed=WEEKDAYS),
        day("valid_from", "first day it can be used; empty is always"),
        day("valid_to", "last day it can be used; empty is still"),
    ),
    key_columns=("partner",),
    facts=(
        is_in("partner.is_nation", "kind", ("NATION",)),
        names_one("partner.is_named_once", "partner", "partner", ("partner", "name", "short_name", "aliases")),
        free_to_retire("partner.is_free_to_retire", ("partner",), "valid_to", [MEMBERSHIPS]),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["partner"],
            reason="A partner is listed once.", hint="Keep one row; put other spellings into aliases.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A partner's last day is not before its first.", hint="Mend valid_from or valid_to.",
        ),
        true(
            "RF-11", Effect.WARN, "partner.is_free_to_retire", shows=("valid_to", "partner"), needs=("valid_to",),
            reason="A retired partner has no membership that goes on.",
            hint="End its memberships on or before that day, or give the partner a later last day.",
        ),
        true(
            "RF-13", Effect.REFUSE_SUBMISSION, "partner.is_named_once", shows=("aliases", "partner", "name"),
            reason="A name or alias means one partner only.", hint="Take the shared name out of one of the two rows.",
        ),
        one_of(
            "RF-14", Effect.WARN, "iso3", ISO_3166_ALPHA_3, when="partner.is_nation",
            reason="A nation's code is one of ISO 3166-1 alpha-3.", hint="Look it up, or leave the cell empty.",
        ),
        between(
            "PA-01", Effect.REFUSE_ROW, "fiscal_start_month", 1, 12,
            reason="A financial year starts in month 1 to 12.", hint="Write the number of the month.",
        ),
        *screened_texts("SG-02", ("name", "short_name")),
    ),
    usage_warnings=("Partners are compared with themselves and with chance, never ranked.",),
    example={"partner": "ALD", "name": "Alderland", "kind": "NATION", "language_codes": "EN"},
)  # fmt: skip
