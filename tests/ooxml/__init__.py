"""Word's file format."""
