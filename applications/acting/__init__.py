"""Pages on which something is done: they say what would follow, do it once, and lead on."""
