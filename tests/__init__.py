"""The promises of gkdoc, and the judges outside it that hold it to them."""
