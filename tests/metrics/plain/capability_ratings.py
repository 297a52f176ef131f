from tests.metrics.plain.asked import Asked, Counted, Rows, by_key
from tests.metrics.plain.reviews_as_planned import host


def counted(rows: Rows, asked: Asked) -> Counted:
    reviews, result = by_key(rows("review"), "review"), Counted()
    for rated in rows("review_rating"):
        review = reviews.get(rated["review"])
        if review is None or rated["rating"] == "NE":
            continue
        if asked.covers(review["programme"], host(rows, review), review["held_on"]):
            result.add(rated["rating"] in ("P", "S"))
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Ratings from P to U, and what was not evaluated."""
    reviews = by_key(rows("review"), "review")
    given = [
        rated["rating"]
        for rated in rows("review_rating")
        for review in [reviews.get(rated["review"])]
        if review and asked.covers(review["programme"], host(rows, review), review["held_on"])
    ]
    return [given.count(rating) for rating in ("P", "S", "M", "U", "NE")]
