"""Statistics: the figures of the network on a day, each with its drawing, table and file."""
