"""Floor 1: what stewards promise about the files they send, and how it is checked."""
