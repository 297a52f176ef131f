"""What is asked of theme summaries, in the order of the field's rule list (IT-01 to IT-11)."""

from expectations.dataset import Effect
from expectations.rules import between, empty, filled, listed, none_of, true, unique
from expectations.texts import screened_texts
from expectations.theme_summary_facts import MOST_OTHER, MOST_SCORE

KEYS = ("period", "programme", "reporting_partner", "theme")

RULES = (
    unique(
        "IT-01a", Effect.REFUSE_ROW, KEYS,
        reason="A theme stands once in a partner's summary of a period.", hint="Keep the row that is right.",
    ),
    true(
        "IT-01b", Effect.REFUSE_ROW, "theme.was_in_use", shows=("theme", "period"),
        reason="The theme is in the list, and in use at the end of the period.",
        hint="Mend the theme, or its days in the list of themes.",
    ),
    listed("IT-01c", "reporting_partner", "partner"),
    listed("IT-01d", "programme", "programme"),
    listed("IT-01e", "period", "period"),
    true(
        "IT-01f", Effect.REFUSE_ROW, "partner.was_member", shows=("reporting_partner", "programme", "period"),
        reason="The partner was a member of the programme in the period.",
        hint="Mend the partner or the period, or send the membership first.",
    ),
    between(
        "IT-02", Effect.REFUSE_ROW, "summary_count", 0, None,
        reason="Summaries are counted from 0.", hint="Write how many; leave it empty where nothing was reported.",
    ),
    empty(
        "IT-03a", Effect.REFUSE_ROW, "summary_count", when="coverage.is_none", shows=("summary_count", "coverage"),
        reason="Where nothing was covered there is no count, not even 0.",
        hint="Empty the count, or mend the coverage.",
    ),
    filled(
        "IT-03b", Effect.REFUSE_ROW, "summary_count", when="coverage.is_full", shows=("summary_count", "coverage"),
        reason="Where all was covered there is a count, 0 where there was none.",
        hint="Write 0, or mend the coverage.",
    ),
    true(
        "IT-03c", Effect.REFUSE_ROW, "summary.names_every_theme", when="coverage.is_full",
        shows=("coverage", "theme", "reporting_partner", "period"),
        reason="Where all was covered every theme in use has a row, 0 where there was none.",
        hint="Add a row with 0 for each missing theme to these, or say that the coverage was PARTIAL.",
    ),
    true(
        "IT-04", Effect.WARN, "summary.names_every_theme", shows=("theme", "reporting_partner", "period"),
        reason="A partner's summary names every theme, or says of it what was covered.",
        hint="Add a row for each missing theme: 0, or the coverage NONE.",
    ),
    between(
        "IT-05", Effect.WARN, "summary_count.score", None, MOST_SCORE,
        shows=("summary_count", "theme", "reporting_partner", "period"), needs=("summary_count",),
        reason="The count is in line with the partner's own eight periods before.",
        hint="See whether it was counted in another way.",
    ),
    between(
        "IT-06", Effect.WARN, "summary.share_of_other", None, MOST_OTHER,
        shows=("theme", "summary_count", "reporting_partner"), needs=("summary_count",),
        reason="Less than a third of a partner's summaries fit no theme.",
        hint="Sort them under themes, or ask for a theme that is missing.",
    ),
    true(
        "IT-07", Effect.REFUSE_SUBMISSION, "stated_total.agrees", shows=("stated_total", "reporting_partner", "period"),
        reason="The counts of all themes add up to the partner's own total.",
        hint="Ask the partner which is right; nothing loads until then.",
    ),
    true(
        "IT-08", Effect.NOTE, "summary_count.is_plain",
        reason="A count from 1 to 4 could point at a case.", hint="Nothing to mend; shared screens hide it.",
    ),
    true(
        "IT-09", Effect.WARN, "theme.is_taught", when="is_training_relevant", shows=("theme", "is_training_relevant"),
        reason="A theme that training could help with is taught in some course.",
        hint="Add the course to the map of courses and themes, or plan one.",
    ),
    true(
        "IT-10", Effect.WARN, "summary_count.is_explained", shows=("summary_count", "change_reason", "period"),
        reason="A count of a closed period is not changed without a reason.", hint="Write it into change_reason.",
    ),
    none_of(
        "IT-11", Effect.NOTE, "coverage", ("PARTIAL",), when="coverage.was_partial_before",
        shows=("coverage", "theme", "period"),
        reason="No theme is covered in part in two periods running.",
        hint="Nothing to mend; the line is broken there, because the counts cannot be compared.",
    ),
    true(
        "XD-11", Effect.NOTE, "theme.is_taught", when="theme.recurs", shows=("theme", "period"),
        reason="A theme that recurs is taught in some course.",
        hint="Nothing to mend; it counts as a gap until a course is mapped to it.",
    ),
    *screened_texts("SG-02", ("change_reason",)),
)  # fmt: skip
