"""The Secretariat's desk: what came in, what the check finds in it, and what becomes of it."""
