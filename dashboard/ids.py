"""Every component id. No id literal stands anywhere else, and no id is made from data."""

LOCATION = "location"
CONTENT = "shown"


def selection(screen: str) -> str:
    """The store that holds what the reader chose on a screen: URL fields, {"programme": "CRP", ...}."""
    return f"{screen}-selection"


def about(screen: str) -> str:
    """The store that tells the shell which edition is shown and how complete it is."""
    return f"{screen}-about"


def panel(screen: str, name: str) -> str:
    """A panel; its children change with the selection."""
    return f"{screen}-{name}"


def part(screen: str, panel_name: str, name: str) -> str:
    """Something inside a panel that a callback reads or writes."""
    return f"{screen}-{panel_name}-{name}"
