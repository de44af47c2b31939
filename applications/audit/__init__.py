"""The whole record of one file for an auditor: an archive that can be verified without the portal.

Whoever hands it out decides nothing: it holds what is there, as far as the parts of that person
allow, and that it was handed out is an act of its own in the log.
"""
