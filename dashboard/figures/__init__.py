"""Figures as plain dicts and inline SVG, drawn from series; nothing here reads a warehouse."""
