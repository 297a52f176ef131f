"""Rules of one dataset that are asked while its file is read: they speak of a column, a row of text or a whole extract."""

from expectations.datasets import corrective_action, info_exchange
from expectations.file_rules import FileRule

WHILE_READING = {module.DATASET.key: module.CHECKED_WHILE_READING for module in (corrective_action, info_exchange)}
"""Of each dataset that has any, by its key."""


def reading_rule(dataset: str, rule_id: str) -> FileRule:
    """The rule of that id that is asked while a file of *dataset* is read; raises KeyError, naming those there are."""
    rules = WHILE_READING.get(dataset, ())
    for rule in rules:
        if rule.id == rule_id:
            return rule
    raise KeyError(f"{dataset} has no rule {rule_id!r} while reading; it has {', '.join(rule.id for rule in rules)}")
