"""What sources say, answered by the record with the intervals in which it is true."""
