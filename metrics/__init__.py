"""Floor 3, towards the reader: indicators, series and verdicts."""
