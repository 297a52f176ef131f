from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for _, answer in _reactions(rows, asked):
        if answer is None:
            result.left_out += 1
        else:
            result.add(answer >= 4)
    return result


def respondents(rows: Rows, asked: Asked) -> int:
    """Persons who gave at least one valid answer."""
    return len({sheet for sheet, answer in _reactions(rows, asked) if answer is not None})


def _reactions(rows: Rows, asked: Asked) -> list[tuple[tuple[str, str, str], int | None]]:
    runs = by_key(rows("course_run"), "run")
    items = {(item["survey"], item["form_version"], item["item_code"]): item for item in rows("survey_item")}
    found = []
    for given in rows("survey_response"):
        item = items.get((given["survey"], given["form_version"] or "1", given["item_code"]))
        run = runs.get(given["linked_run"])
        if given["status"] != "REAL" or run is None or item is None:
            continue
        if item["measures"] != "REACTION" or item["scale"] != "LIKERT5":
            continue
        if asked.covers(given["programme"], given["partner"], run["end_on"]):
            found.append(((given["survey"], given["wave"], given["response"]), _answer(given, item)))
    return found


def _answer(given: Record, item: Record) -> int | None:
    if given["value_num"] not in (1, 2, 3, 4, 5):
        return None
    return int(6 - given["value_num"]) if item["is_reversed"] else int(given["value_num"])
