"""One screen a file; the file's name is the screen's key."""
