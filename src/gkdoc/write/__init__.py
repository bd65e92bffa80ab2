"""Writers, one module a format. They do not know each other."""
