"""Word files as people and programs make them; nothing here knows the readers."""
