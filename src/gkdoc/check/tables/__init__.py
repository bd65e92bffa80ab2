"""Rules about the three tables, cell by cell and year by year."""
