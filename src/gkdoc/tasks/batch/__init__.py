"""Many reports at once: which files, and what became of them."""
