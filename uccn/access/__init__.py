"""Who may ask the API how often: limits, the keys of partners, and pages of other sites.

Anonymous readers are told apart by their address, partners by their key. `AccessMiddleware` stands
before everything under /api/, and before every file, that is not answered from memory: it
recognises keys, counts, refuses what is too much, and says in the answers of the API what is left.
What a key may be used for is asked by a permission of the resources, and pages of other sites are
let in by `OpenToOtherSitesMiddleware`.
"""
