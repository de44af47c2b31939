"""The way to a deadline, planned from its end: meetings, letters, signatures."""
