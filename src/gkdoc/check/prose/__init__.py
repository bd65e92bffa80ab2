"""Rules about the prose: what it says beside the tables, and how it is written."""
