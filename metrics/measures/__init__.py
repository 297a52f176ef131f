"""How cells become figures: one file for each way of reading."""
