"""Writers of every format."""
