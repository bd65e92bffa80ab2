"""Chinese numerals, ordinals and outlines: what the text of a report is made of."""
