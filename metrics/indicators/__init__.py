"""One indicator a file; the file's name is the indicator's key."""
