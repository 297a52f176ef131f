"""The parts of the quarterly review: what each panel reads and how it is drawn, as HTML and inline SVG."""
