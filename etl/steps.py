"""The steps that a column's texts take, in their order, as one function of one text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.dates import day_of
from etl.headers import folded
from etl.profile_parts import Maker, Profile
from etl.transforms import code_of, is_pseudonym, number_of, pseudonym_of
from vocabulary.errors import Refused


@dataclass
class Making:
    """What making columns may know, and what it has to tell.

    Args:
        profile: recodings, how values are written.
        manifest: what the sender claims, and `salt`.
        unknown: column to the texts that no recoding knows.
        unmatched: column to the texts that no pattern fits.
        merged: column to several texts that became one id.
    """

    profile: Profile
    manifest: dict
    unknown: dict[str, set[str]] = field(default_factory=dict)
    unmatched: dict[str, set[str]] = field(default_factory=dict)
    merged: dict[str, dict[str, set[str]]] = field(default_factory=dict)


def steps(name: str, maker: Maker, making: Making) -> Callable[[str], str | None] | None:
    """All steps on one text, in their order; None where there are none."""
    values = making.profile.values
    steps: list[Callable[[str], str]] = []
    if maker.pattern:
        steps.append(_pattern(name, re.compile(maker.pattern), making))
    if maker.date:
        steps.append(lambda text: day_of(text, values) or text)
    if maker.number:
        steps.append(lambda text: number_of(text, values.decimal, values.thousands))
    inner = []
    if maker.recode:
        inner.append(_recode(name, making.profile.recode[maker.recode], making))
    if maker.code or maker.prefix:
        inner.append(_code(name, maker, making))
    if maker.pseudonym:
        inner.append(_pseudonym(making))
    steps += [_split(maker.split, inner)] if maker.split else inner
    if not steps:
        return None
    change = _one_after_another(steps)
    return (lambda text: text if is_pseudonym(text) else change(text)) if maker.pseudonym else change


def _one_after_another(steps: list[Callable[[str], str]]) -> Callable[[str], str | None]:
    def change(text: str) -> str | None:
        for step in steps:
            text = step(text)
        return text or None

    return change


def _pattern(name: str, pattern: re.Pattern, making: Making) -> Callable[[str], str]:
    def change(text: str) -> str:
        if match := pattern.search(text):
            return (match[1] if match.re.groups else match[0]) or ""
        making.unmatched.setdefault(name, set()).add(text)
        return text

    return change


def _recode(name: str, table: dict[str, str], making: Making) -> Callable[[str], str]:
    known = {folded(label): value for label, value in table.items()}
    if any(known[folded(label)] != value for label, value in table.items()):
        why = f"it recodes two texts of {name} that differ only in blanks, lines or capitals to different values"
        raise Refused(making.profile.key, why, "Leave one of them out of the profile")

    def change(text: str) -> str:
        if (value := known.get(folded(text))) is not None:
            return value
        making.unknown.setdefault(name, set()).add(text)
        return text

    return change


def _code(name: str, maker: Maker, making: Making) -> Callable[[str], str]:
    def change(text: str) -> str:
        code = code_of(text, maker.prefix, maker.distinct)
        making.merged.setdefault(name, {}).setdefault(code, set()).add(" ".join(text.split()))
        return code

    return change


def _pseudonym(making: Making) -> Callable[[str], str]:
    salt = making.manifest.get("salt")
    if not salt:
        raise Refused(making.profile.key, "it makes pseudonyms, and there is no salt", "Keep one in the home folder")
    return lambda text: pseudonym_of(text, salt)


def _split(by: str, steps: list[Callable[[str], str]]) -> Callable[[str], str]:
    def change(text: str) -> str:
        answers = [answer.strip() for answer in text.split(by) if answer.strip()]
        for step in steps:
            answers = [step(answer) for answer in answers]
        return ";".join(dict.fromkeys(answers))

    return change
