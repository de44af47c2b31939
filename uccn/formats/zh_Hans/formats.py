"""Chinese figures grouped by three, as statistics print them."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
