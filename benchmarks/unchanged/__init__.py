"""Whether two commits do the same: `python -m benchmarks.unchanged BEFORE AFTER`."""
