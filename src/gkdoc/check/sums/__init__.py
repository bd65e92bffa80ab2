"""Sums that have to hold, and the cells that are likely causes where one does not."""
