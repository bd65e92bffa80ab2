"""What `benchmarks/run.py` measures, each in a process of its own."""
