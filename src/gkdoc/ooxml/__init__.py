"""Word's file format: packages, markup, templates. Knows Word, knows no law."""
