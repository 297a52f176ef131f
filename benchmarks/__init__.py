"""How fast it is, against plain pandas and with many readers: `python -m benchmarks`."""
