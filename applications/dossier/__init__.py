"""What was handed in, as a document and an archive that anyone who holds them can verify."""
