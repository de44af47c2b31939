"""The journey of a candidate city in the browser, from its first question to its receipt."""
