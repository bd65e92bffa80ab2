"""gkdoc as a service: JSON for other programs, and one page for people without a command line."""
