"""The templates that come with gkdoc, and the program that writes them."""
