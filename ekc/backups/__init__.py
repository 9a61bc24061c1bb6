"""A copy of the database that is a minute old at most, elsewhere and sealed; and the proof that it comes back.

The engine's own tools do the work (a base backup, and all that was written since); age seals it with a public key, so
that whoever takes the copies reads nothing. docs/adr/0053, docs/deploy.md.
"""
