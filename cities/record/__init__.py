"""The record's own work: reading source files, resolving printed names, loading, and its revision."""
