"""Floor 0: the words every floor shares. Standard library only."""
