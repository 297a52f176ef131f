"""Every indicator once, with few rows in sight and the answer worked out by hand: one file each, `answer(shelf)`."""
