"""The file's own totals against the rows that they total."""

from typing import Any

import pandas as pd

from etl.profile_parts import Profile
from etl.transforms import each, number_of


def reconcile(profile: Profile, control: pd.DataFrame, detail: pd.DataFrame) -> dict[str, Any]:
    """`{"groups", "agree", "differ": [{"group", "printed", "added"}], ...}`, as in `PartAccount`.

    Args:
        control: group columns and `count` of the control rows (`Mapped.control`).
        detail: the same of the rows they total (`Mapped.detail`).

    A printed total that stands twice for a group is added up. Rows whose count is no number add nothing and
    are counted. An empty dict where the profile has no control rows, or the file holds none.
    """
    if profile.control is None or control.empty:
        return {}
    group = [name for name in profile.control.group if name in control]
    printed, added = _summed(control, group, profile), _summed(detail, group, profile)
    both = pd.DataFrame({"printed": printed, "added": added.reindex(printed.index)}).fillna({"added": 0})
    differ = both[both["printed"] != both["added"]]
    return {
        "groups": len(both),
        "agree": len(both) - len(differ),
        "differ": [
            {
                "group": " / ".join(map(str, key if isinstance(key, tuple) else (key,))),
                "printed": _plain(row.printed),
                "added": _plain(row.added),
            }
            for key, row in zip(differ.index, differ.itertuples(index=False), strict=True)
        ],
        "not_numbers": int(_numbers(detail, profile).isna().sum()),
        "without_total": int((~added.index.isin(printed.index)).sum()),
    }


def _summed(frame: pd.DataFrame, group: list[str], profile: Profile) -> pd.Series:
    return frame.assign(count=_numbers(frame, profile)).groupby(group, dropna=False)["count"].sum()


def _numbers(frame: pd.DataFrame, profile: Profile) -> pd.Series:
    values = profile.values
    return pd.to_numeric(
        each(frame["count"], lambda text: number_of(text, values.decimal, values.thousands)), errors="coerce"
    )


def _plain(number: float) -> int | float | None:
    if pd.isna(number):
        return None
    return int(number) if float(number).is_integer() else float(number)
