"""The panel of a call: who evaluates which file, what is in the way, and what comes of the scores.

Verbs and what they compute; staff's pages and the evaluators' desk stand above.
"""
