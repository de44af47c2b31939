"""The evaluation: the Secretariat's pages of a call's panel, and the evaluators' own desk."""
