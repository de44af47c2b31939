"""The panel: who evaluates which file, what they declare, and what they give it."""
