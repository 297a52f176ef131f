from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    runs, result = by_key(rows("course_run"), "run"), Counted()
    items = {(item["survey"], item["form_version"], item["item_code"]): item for item in rows("survey_item")}
    sheets: dict[tuple[str, str, str], list] = {}
    for given in rows("survey_response"):
        item = items.get((given["survey"], given["form_version"] or "1", given["item_code"]))
        if item and given["status"] == "REAL" and (item["measures"], item["scale"]) == ("APPLICATION", "YESNO"):
            says_yes = given["value_num"] == 1 or given["value_code"] == "YES"
            if says_yes or given["value_num"] == 0 or given["value_code"] == "NO":
                sheets.setdefault((given["survey"], given["wave"], given["response"]), []).append((given, says_yes))
    for answers in sheets.values():
        given, run = answers[0][0], runs.get(answers[0][0]["linked_run"])
        day = given["submitted_at"].date()
        if run is None or not asked.covers(given["programme"], given["partner"], day):
            continue
        if 89 <= (day - run["end_on"]).days <= 184:
            result.add(any(says_yes for _, says_yes in answers))
        else:
            result.left_out += 1
    return result
