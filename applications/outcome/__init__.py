"""What comes of an evaluation: decisions, their announcement, feedback, reviews."""
