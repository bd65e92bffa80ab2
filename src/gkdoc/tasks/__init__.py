"""What needs both reading and writing."""
