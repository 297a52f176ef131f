"""Knowledge time: what was known when, and the bridge between two editions."""
