"""People's accounts: signing up and in, their data, their second factor, their sessions.

django-allauth does the work; what stands here says how it behaves in this house. Accounts grant
nothing by themselves: roles and the rows of applications say who may do what.
"""
