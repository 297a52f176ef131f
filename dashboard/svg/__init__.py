"""Small drawings as inline SVG: a series or a few points in, markup out. Colours come from the stylesheet."""
