"""How fast the portal is, as ratios to controls that are measured in the same run.

`make benchmark` runs it; README.md says what it does and what it needs.
"""
