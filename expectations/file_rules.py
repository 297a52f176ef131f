"""Rules that speak of a file as a whole. The loader asks them while it reads; here is what a steward is told.

A rule whose parts have different effects is listed once a part, with a letter.
"""

from dataclasses import dataclass

from expectations.dataset import Effect

B, W, I = Effect.REFUSE_SUBMISSION, Effect.WARN, Effect.NOTE  # noqa: E741 - the letters of the field's rule lists


@dataclass(frozen=True)
class FileRule:
    """What is asked of a file as a whole, why, and what a failure does."""

    id: str
    effect: Effect
    reason: str
    hint: str


FILE_RULES = (
    FileRule(
        "MF-01", B, "The file opens, is not empty, not locked by a password, and is what its name says it is.",
        "Open it yourself: an error page saved under the name of a table looks like one.",
    ),
    FileRule(
        "MF-02", B, "The dataset is known and the version of the template is supported.",
        "Use today's blank template, or name the profile of the system it was exported from.",
    ),
    FileRule(
        "MF-02b", W, "Every column of the file is known.",
        "Nothing, if they are not wanted; else rename them as the template does, or add them to the profile.",
    ),
    FileRule(
        "MF-02c", I, "Every sheet and row of the file holds records.",
        "Nothing to do, if what is named holds none; else say in the profile where the records stand.",
    ),
    FileRule(
        "MF-03", B, "Every required column is there, under its own name or a known other name.",
        "Add the column, or tell the steward's profile what it is called now.",
    ),
    FileRule(
        "MF-03b", W, "Every column that the profile makes use of is there.",
        "Nothing, if the source does not carry it; else export it too, or say in the profile what it is called now.",
    ),
    FileRule(
        "MF-03c", I, "Every column of the template is there.",
        "Nothing, if you do not have it: a column that need not be filled may be left out.",
    ),
    FileRule("MF-04", B, "No two columns have the same name.", "Rename or remove one of them."),
    FileRule("MF-05", I, "A file that was loaded before is not loaded again.", "Nothing to do: it is already there."),
    FileRule(
        "MF-08", W, "The file holds as many rows as its sender declared.",
        "Ask the sender whether rows were lost; a filtered export is the usual cause.",
    ),
    FileRule(
        "MF-10", B, "The text was decoded cleanly: no replacement characters, nothing decoded twice.",
        "Export it again as UTF-8, or say its encoding in the profile.",
    ),
    FileRule(
        "MF-10b", I, "Signs of a wrong decoding are known where the profile lets them pass.",
        "Nothing to do; ask the source to mend its texts.",
    ),
    FileRule(
        "MF-11", B, "No date contradicts the declared order of day and month.",
        "Export dates as 2026-01-31, or mend the date order in the profile.",
    ),
    FileRule(
        "MF-11b", I, "The share of dates that could be read in either order is known.",
        "Nothing to do; it says how much rests on the declared date order.",
    ),
    FileRule(
        "MF-12", W, "No row is already current from another sender.",
        "Agree who reports the row; the later file has replaced the earlier one's.",
    ),
    FileRule(
        "MF-14", B, "No name, e-mail, address, telephone or position column is left once the file has landed.",
        "Drop the column in the profile, or turn it into a pseudonym there.",
    ),
    FileRule(
        "MF-14b", I, "Personal columns stay outside the warehouse.",
        "Nothing to do; leave the column out of the next file, if you can.",
    ),
    FileRule(
        "MF-15", B, "Nothing in the file carries a marking above the agreed handling level.",
        "Send it the way such a marking asks for; it does not belong in this warehouse.",
    ),
    FileRule(
        "MF-16", B, "No more rows are refused than the dataset allows.",
        "Mend the refused rows; where a whole column went wrong, mend it at its source and export again.",
    ),
    FileRule(
        "MF-17", I, "A file that has its header and no rows says that there is nothing to report.",
        "If rows were meant to be in it, export it again and load that.",
    ),
    FileRule(
        "MF-18", W, "A full extract can be held against what its sender sent before.",
        "Mend it and send the whole extract again; the rows that could be read are loaded.",
    ),
    FileRule(
        "MF-19", B, "Nobody but the warehouse says which submissions there were.",
        "Leave that sheet or file out: each submission is listed when it is checked.",
    ),
    FileRule(
        "SG-01", B, "No column holds coordinates, places below country, movements, devices or persons of interest.",
        "Take the column out of the file, or ignore it in the profile: this warehouse is about how a programme works.",
    ),
    FileRule("SG-04", B, "The file brings no attachments, pictures or macros.", "Send the table alone."),
)  # fmt: skip


def file_rule(rule_id: str) -> FileRule:
    """The file rule of that id; raises KeyError, naming the ids there are."""
    for rule in FILE_RULES:
        if rule.id == rule_id:
            return rule
    raise KeyError(f"there is no file rule {rule_id!r}; there are {', '.join(rule.id for rule in FILE_RULES)}")
