"""The close of a quarter and its sign-off, verified at any later time."""
