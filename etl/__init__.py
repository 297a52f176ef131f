"""Floor 3, towards the files: receive, read, check and publish what partners send."""
