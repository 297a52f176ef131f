"""What programmes and partners are called."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """What codes are called in one edition.

    Args:
        programmes, partners: code to name, in code order.
    """

    programmes: Mapping[str, str]
    partners: Mapping[str, str]

    def programme(self, code: str) -> str:
        return self.programmes.get(code, code)

    def partner(self, code: str) -> str:
        return self.partners.get(code, code)
