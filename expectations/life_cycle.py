"""The states of observations and corrective actions, and the moves between them that are allowed.

One life-cycle for registers that name their states differently: NATO's lessons process, HSEEP and FEMA
corrective-action programmes, auditors' recommendations. Two levels of closure are kept apart: *done* is
IMPLEMENTED, *closed* is VALIDATED. *Open* is neither implemented nor at an end.
"""

from collections.abc import Mapping

OBSERVATION_PATH = ("SUBMITTED", "ACCEPTED", "IN_ANALYSIS", "LESSON_IDENTIFIED")
OBSERVATION_ENDS = ("REJECTED", "NOTED", "BEST_PRACTICE")
OBSERVATION_STATES = (*OBSERVATION_PATH, *OBSERVATION_ENDS)
OBSERVATION_FINAL = ("REJECTED", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED")

ACTION_PATH = ("PROPOSED", "ENDORSED", "TASKED", "PLANNED", "IN_IMPLEMENTATION", "IMPLEMENTED", "VALIDATED")
ACTION_ENDS = ("NON_CONCURRED", "MERGED", "CANCELLED", "RISK_ACCEPTED")
ACTION_STATES = (*ACTION_PATH, *ACTION_ENDS, "REOPENED")
ACTION_OPEN = (*ACTION_PATH[:5], "REOPENED")
ACTION_DONE = ("IMPLEMENTED", "VALIDATED")
ACTION_TASKED_OR_LATER = (*ACTION_PATH[2:], "REOPENED")
