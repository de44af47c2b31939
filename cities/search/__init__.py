"""Finding a city by any spelling that the record holds."""
