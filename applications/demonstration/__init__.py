"""A call for trying, with a file begun and a file submitted, on a developer's machine only."""
