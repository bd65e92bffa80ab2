"""Tasks that need reading and writing."""
