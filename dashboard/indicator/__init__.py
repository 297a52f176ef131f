"""One indicator in full, and the list of them all: HTML and inline SVG, no script needed."""
