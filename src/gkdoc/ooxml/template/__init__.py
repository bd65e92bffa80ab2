"""Templates: Word files with tags, compiled to segments of markup."""
