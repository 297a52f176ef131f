"""What a roster says of whole runs and whole persons, with what was loaded before: one file rarely holds all of either."""

import pandas as pd

from expectations.facts import say
from expectations.known import Known

KEYS = ["run", "participant_key", "attempt_no"]
_SAID = [*KEYS, "headcount", "unit", "attendance", "outcome"]
_OF_RUN = ["run.start_on", "run.end_on", "run.modality"]
ABSENT = ("NO_SHOW",)
WITHDRAWN = "WITHDRAWN"


@say("unit.is_the_only_one", "the person is in one unit on the day the run starts, in all that is known")
def unit_is_the_only_one(frame: pd.DataFrame, known: Known) -> pd.Series:
    every = _of_persons(frame, known)
    places = _numbered(every, "participant_key", "unit").assign(day=every["run.start_on"])[every["headcount"] == 1]
    places = places[places["participant_key"].duplicated(keep=False)].dropna()
    units = places.drop_duplicates()
    doubtful = units.loc[units.duplicated(["participant_key", "day"], keep=False), ["participant_key", "day"]]
    found = places.merge(doubtful.drop_duplicates().assign(is_doubtful=True), how="left")["is_doubtful"]
    return _all_but(places.index[found.notna()], frame)


@say("run.is_the_only_one", "the person is in no other run in person at the same time, in all that is known")
def run_is_the_only_one(frame: pd.DataFrame, known: Known) -> pd.Series:
    every = _of_persons(frame, known)
    here = (every["headcount"] == 1) & (every["run.modality"] == "IN_PERSON") & ~every["attendance"].isin(ABSENT)
    here &= every["outcome"] != WITHDRAWN
    stays = _numbered(every, "participant_key", "run").assign(start=every["run.start_on"], end=every["run.end_on"])
    stays = stays[here].dropna().drop_duplicates(["participant_key", "run"])
    stays = stays[stays.duplicated("participant_key", keep=False)].sort_values(["participant_key", "start"])
    by_person = stays["participant_key"]
    left = stays.groupby(by_person)["end"].cummax().groupby(by_person).shift()
    comes = stays.groupby(by_person)["start"].shift(-1)
    return _all_but(stays.index[(stays["start"] <= left) | (comes <= stays["end"])], frame)


@say("run.occupied_seats", "persons who have a place in the run and did not withdraw, in all that is known")
def occupied_seats(frame: pd.DataFrame, known: Known) -> pd.Series:
    return _persons_in_run(frame, known, only_stayed=True)


@say("run.total_agrees", "the persons of the run, in all that is known, are as many as the course office counted")
def total_agrees(frame: pd.DataFrame, known: Known) -> pd.Series:
    counted = _persons_in_run(frame, known, only_stayed=False)
    return (counted == frame["run.trainee_count"]).astype("boolean").mask(frame["run.trainee_count"].isna())


def _persons_in_run(frame: pd.DataFrame, known: Known, only_stayed: bool) -> pd.Series:
    """For each row the persons of its run; of several attempts of one place the last one says what became of it."""
    every = _with_earlier(frame, known, "run", frame["run"])
    if (every["attempt_no"] > 1).any():
        every = every.sort_values("attempt_no", kind="stable").drop_duplicates(["run", "participant_key"], keep="last")
    counts = every["headcount"].fillna(1.0)
    if only_stayed:
        counts = counts.where(every["outcome"] != WITHDRAWN, 0.0)
    sums = counts.groupby(every["run"]).sum()
    return frame["run"].map(sums).astype("float64")


def _of_persons(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The rows judged, and those loaded before of the same persons, each with the days and the modality of its run."""
    persons = frame.loc[frame["headcount"] == 1, "participant_key"]
    every = _with_earlier(frame, known, "participant_key", persons)
    if len(every) == len(frame):
        return pd.concat([every, frame[_OF_RUN]], axis=1)
    names = [name.removeprefix("run.") for name in _OF_RUN]
    earlier = every.iloc[len(frame) :]
    runs = known.rows("course_run", "run", earlier["run"].dropna().unique()).drop_duplicates("run", keep="last")
    found = earlier[["run"]].merge(runs[["run", *names]], how="left", on="run")[names].set_axis(_OF_RUN, axis=1)
    return pd.concat([every, pd.concat([frame[_OF_RUN], found], ignore_index=True)], axis=1)


def _with_earlier(frame: pd.DataFrame, known: Known, column: str, values: pd.Series) -> pd.DataFrame:
    """The rows judged, as they are numbered, and after them those loaded before that they do not send again."""
    earlier = known.before("training_roster", column, values.dropna().unique())[_SAID]
    if earlier.empty:
        return frame[_SAID]
    sent = pd.MultiIndex.from_frame(frame[KEYS])
    kept = earlier[~pd.MultiIndex.from_frame(earlier[KEYS]).isin(sent)]
    return pd.concat([frame[_SAID], kept], ignore_index=True)


def _all_but(broken: pd.Index, frame: pd.DataFrame) -> pd.Series:
    answers = pd.Series(True, index=frame.index, dtype="boolean")
    answers[broken[broken < len(frame)]] = False
    return answers


def _numbered(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """*columns* with a number for each text, missing as NaN: numbers are sorted and compared many times faster."""
    numbers = {column: pd.Series(pd.factorize(frame[column])[0], index=frame.index) for column in columns}
    return pd.DataFrame({column: codes.where(codes >= 0) for column, codes in numbers.items()})
