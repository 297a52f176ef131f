"""Indicators of one's own, beside those of the field: one file each, as docs/own_indicator.md shows."""
