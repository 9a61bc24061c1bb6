"""Planning: finding a day with the family, choosing it, moving it."""
