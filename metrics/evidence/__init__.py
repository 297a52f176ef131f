"""From a figure to its cells, its rows, and the line of a row, with what it passed."""
