"""The exchange format of registrations: reading, checking, saving, gathering and writing it.

The way in: `reading` (bytes to typed rows), `checks` (what a row may say), `assembling` (rows to cases),
`comparing` (what is new here), `saving`. The way out: `gathering` (database to cases), `writing`.
Reading, checking and assembling touch no database: data in, faults out.
"""
