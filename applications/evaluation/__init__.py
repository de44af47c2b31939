"""The evaluator's own desk: declaring, reading, scoring, and then what the others gave."""
