"""The pages on which visitors browse the record."""
