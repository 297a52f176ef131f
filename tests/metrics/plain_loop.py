"""Loops computed slowly and plainly, from dictionaries, one question at a time: what `metrics.loops.chains` must agree with."""

import datetime as dt
from collections.abc import Iterator

Row = dict
Tables = dict[str, list[Row]]
ENDS = ("MERGED", "CANCELLED", "NON_CONCURRED", "RISK_ACCEPTED")
ORDER = ["proposed", "endorsed", "implemented", "validated"]
KEYS = {"OBSERVATION": ("observation", "observation"), "FINDING": ("finding", "finding"), "AUDIT": ("review", "review")}


def plain_loops(tables: Tables) -> dict[tuple[str, str], dict]:
    """By kind and code of where a loop starts: stand, days by step, broken kinds, how it came back."""
    return {(kind, row[key]): _one(tables, kind, row) for kind, key, row in _origins(tables)}


def _origins(tables: Tables) -> Iterator[tuple[str, str, Row]]:
    for row in tables["observation"]:
        yield "observation", "observation", row
    for row in tables["finding"]:
        yield "finding", "finding", row
    for row in tables["corrective_action"]:
        if row["source_kind"] in ("REQUEST", "AUDIT") or _source(tables, row) is None:
            yield "action", "action", row


def _source(tables: Tables, action: Row) -> Row | None:
    if action["source_kind"] not in KEYS:
        return None
    dataset, key = KEYS[action["source_kind"]]
    return next((row for row in tables[dataset] if row[key] == action.get("source")), None)


def _one(tables: Tables, kind: str, row: Row) -> dict:
    own = [row] if kind == "action" else [
        a for a in tables["corrective_action"]
        if a["source_kind"] == kind.upper() and a.get("source") == row[kind]
    ]  # fmt: skip
    followed = []
    for action in sorted(own, key=lambda a: a["action"]):
        last, _ = _follow(tables, action)
        if last not in followed:
            followed.append(last)
    leader = _leader(followed)
    every = own + followed
    changes = [c for c in tables["change_log"] if _belongs(c, kind, row, every)]
    change = _first(changes, leader)
    taught_on = _taught_on(tables, change)
    returns = _returns(tables, kind, row, every)
    days = _days(tables, kind, row, leader, change, taught_on)
    stand = _stand(kind, row, own, leader, change, taught_on, returns, days)
    return {"stand": stand, "days": days, "broken": _broken(tables, kind, row, own, changes, leader),
            "returns": sorted(returns)}  # fmt: skip


def _follow(tables: Tables, action: Row) -> tuple[Row, str]:
    path = [action]
    while path[-1]["state"] == "MERGED" and path[-1].get("merged_into"):
        following = [a for a in tables["corrective_action"] if a["action"] == path[-1]["merged_into"]]
        if not following:
            return path[-1], "away"
        if following[0] in path:
            return path[-1], "circle"
        path.append(following[0])
    return path[-1], ""


def _level(action: Row) -> int:
    return {"PROPOSED": 0, "IMPLEMENTED": 2, "VALIDATED": 3}.get(action["state"], 1)


def _leader(actions: list[Row]) -> Row | None:
    alive = [a for a in actions if a["state"] not in ENDS]
    if not alive:
        return max(actions, key=lambda a: (a.get("ended_on") or dt.date.min, a["action"])) if actions else None
    lowest = [a for a in alive if _level(a) == min(map(_level, alive))]
    day = f"{ORDER[_level(lowest[0])]}_on"
    newest = max(a.get(day) or dt.date.min for a in lowest)
    return min((a for a in lowest if (a.get(day) or dt.date.min) == newest), key=lambda a: a["action"])


def _belongs(change: Row, kind: str, row: Row, actions: list[Row]) -> bool:
    causes = (change.get("caused_by") or "").split(";")
    if kind == "finding" and row["finding"] in causes:
        return True
    return any(a["action"] in causes or a.get("change_ref") == change["change"] for a in actions)


def _first(changes: list[Row], leader: Row | None) -> Row | None:
    own = [c for c in changes if leader and _belongs(c, "action", {}, [leader])]
    for found in (own, changes):
        published = sorted((c["published_on"], c["approved_on"], c["change"]) for c in found if c.get("published_on"))
        approved = sorted((c["approved_on"], c["change"]) for c in found)
        if found:
            wanted = published[0][-1] if published else approved[0][-1]
            return next(c for c in found if c["change"] == wanted)
    return None


def _taught_on(tables: Tables, change: Row | None) -> dt.date | None:
    if not change or not change.get("published_on"):
        return None
    versions = {(c["course"], c["course_version"]): c.get("valid_from") for c in tables["course"]}
    courses = [c for c in (change.get("affects_courses") or "").split(";") if c]
    found = []
    for run in tables["course_run"]:
        if run["status"] != "HELD" or run["programme"] != change["programme"]:
            continue
        version = versions.get((run["course"], run["course_version"]))
        if change["kind"] == "COURSE" and run["course"] == change["object_ref"]:
            first = versions.get((run["course"], change["to_version"]))
            if run["course_version"] == change["to_version"] or (version and first and version >= first):
                found.append(run["end_on"])
        elif run["course"] in courses:
            again = change.get("course_reissued_on")
            if (again and run["start_on"] >= again) or (version and version >= change["published_on"]):
                found.append(run["end_on"])
    return min(found, default=None)


def _returns(tables: Tables, kind: str, row: Row, actions: list[Row]) -> set[tuple[dt.date, str]]:
    named = {a["action"] for a in actions} | ({row[kind]} if kind != "action" else set())
    found = {(a["reopened_on"], a["action"]) for a in actions if a.get("reopened_on")}
    for again in tables["observation"]:
        is_own = kind == "observation" and again is row
        names_itself = is_own and again["recurs_from"] == row["observation"]
        if again.get("recurs_from") in named and again["state"] not in ("SUBMITTED", "REJECTED") and not names_itself:
            found.add((again["submitted_on"], again["observation"]))
    return found


def _days(tables: Tables, kind: str, row: Row, leader: Row | None, change: Row | None, taught: dt.date | None) -> dict:
    source = row if kind != "action" else _source(tables, row)
    review = source if source and "held_on" in source else None
    if kind == "finding":
        review = next((r for r in tables["review"] if r["review"] == row["review"]), None)
    noted = row["submitted_on"] if kind == "observation" else review and review.get("held_on")
    lesson = review and review.get("finalised_on") if kind != "observation" else None
    if kind == "finding" and row["kind"] == "STRENGTH":
        lesson = None
    if kind == "observation" and row["state"] == "LESSON_IDENTIFIED":
        lesson = row.get("finalised_on") or row.get("analysed_on")
    day = {"noted": noted, "lesson": lesson}
    for at, name in enumerate(ORDER):
        on = leader and (leader.get(f"{name}_on") or (leader.get("tasked_on") if name == "endorsed" else None))
        is_reached = leader and (leader["state"] in ENDS or _level(leader) >= at)
        day[name] = on if is_reached else None
    day |= {"changed": change and change.get("published_on"), "taught": taught}
    before = {"lesson": "noted", "proposed": "lesson", "endorsed": "proposed", "implemented": "endorsed",
              "validated": "implemented", "changed": "implemented", "taught": "changed"}  # fmt: skip
    found = {}
    for name, parent in before.items():
        nearest = parent
        while nearest and not day[nearest]:
            nearest = before.get(nearest)
        found[name] = (day[name] - day[nearest]).days if nearest and day[name] else None
    return found | {"reached": {name for name, on in day.items() if on}}


def _stand(kind, row, own, leader, change, taught, returns, days) -> str:  # noqa: C901  (plain on purpose)
    if leader and leader["state"] in ENDS:
        return "ended"
    published = "taught" if taught else "changed" if change and change.get("published_on") else ""
    if not leader:
        if published:
            return published
        if kind == "observation" and row["state"] in ("REJECTED", "NOTED", "BEST_PRACTICE"):
            return "ended"
        if kind == "finding" and (row["kind"] == "STRENGTH" or row.get("no_action_reason")):
            return "ended"
        return "lesson" if _is_lesson(kind, row, days) else "noted"
    if _level(leader) > 1 and returns:
        mended = leader.get("validated_on") or leader.get("implemented_on")
        if not mended or max(returns)[0] >= mended:
            return "recurred"
    if leader["state"] == "VALIDATED":
        return published or "validated"
    return ORDER[_level(leader)]


def _is_lesson(kind: str, row: Row, days: dict) -> bool:
    return row["state"] == "LESSON_IDENTIFIED" if kind == "observation" else "lesson" in days["reached"]


def _broken(tables: Tables, kind: str, row: Row, own: list[Row], changes: list[Row], leader) -> set[str]:  # noqa: C901
    codes = {a["action"] for a in tables["corrective_action"]} | {f["finding"] for f in tables["finding"]}
    found = set()
    known = codes | {o["observation"] for o in tables["observation"]} | {None}
    if kind == "observation" and row.get("recurs_from") not in known:
        found.add("recurs from what is not there")
    if kind == "finding" and row["review"] not in {r["review"] for r in tables["review"]}:
        found.add("review not there")
    if kind == "action" and row["source_kind"] in KEYS and _source(tables, row) is None:
        found.add("origin not there" if row.get("source") else "origin not named")
    for action in own:
        _, why = _follow(tables, action)
        found |= {"merged into what is not there"} if why == "away" else {"merged in a circle"} if why else set()
        if action.get("change_ref") and action["change_ref"] not in {c["change"] for c in tables["change_log"]}:
            found.add("change not there")
    for change in changes:
        causes = [c for c in (change.get("caused_by") or "").split(";") if c]
        courses = [c for c in (change.get("affects_courses") or "").split(";") if c]
        courses += [change["object_ref"]] if change["kind"] == "COURSE" else []
        found |= {"cause not there"} if set(causes) - codes else set()
        found |= {"course not there"} if set(courses) - {c["course"] for c in tables["course"]} else set()
        if change["kind"] in ("PROTOCOL", "SOP") and not courses and not change.get("no_course_reason"):
            found.add("no course")
    is_due = kind == "finding" and row.get("recommended_change") in ("PROTOCOL", "TRAINING")
    is_due = is_due or (leader is not None and leader.get("capability_element") == "TRAINING")
    if not changes and is_due and leader and leader["state"] in ("IMPLEMENTED", "VALIDATED"):
        found |= set() if leader.get("change_ref") else {"no change"}
    return found
