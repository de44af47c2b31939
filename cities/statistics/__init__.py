"""Figures of the network, each a query on a date; no count is stored."""
