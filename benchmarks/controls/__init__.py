"""What the portal is compared with, served by the same process through the same middleware.

Their addresses begin with `/account/`, which delivery takes for pages of a person: it neither keeps
nor shortens what is answered there, and does not ask for the revision either. So the control is the
cheapest answer that the stack can give.
"""
