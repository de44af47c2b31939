"""What those who run the portal see of it: probes, one line for each request, figures.

`ProbesMiddleware` answers a load balancer, `ObservationMiddleware` gives each request a number and
tells what became of it. Both stand before everything else. None of it holds an address of the
network, a question, or a name: a person who is signed in appears by the number of their account.
"""
