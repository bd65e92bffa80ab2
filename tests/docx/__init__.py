"""Reports within documents and templates of others."""
