"""What the team writes: saved with revisions, merged where two wrote, never lost."""
