"""The pages behind a figure: the rows that make it, and the line that each was read from. They need no script."""
