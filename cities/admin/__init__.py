"""The record for the staff who keep it."""
