"""How public answers reach readers: made once for each moment of the record, and never stale.

A public answer depends on the record, the clock, the release and the request, and on nothing of
the person who asks. The first three are the *moment*, learnt by one query at the beginning of each
request, outside of transactions and before anything else is read. The first layer of the stack,
`PublicAnswersMiddleware`, answers from what this process keeps of the same moment; further inside,
`RevisionETagMiddleware` answers 304 to whoever has the answer of the moment, without running the
view. Nothing is ever good for a while: every change is seen by the next request, and nothing has to
be forgotten.
"""
