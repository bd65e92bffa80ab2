"""Rules about sections, their contents, names and dates, numbers of headings."""
