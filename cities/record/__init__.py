"""The record's own work: reading source files, resolving names, loading, and its revision."""
