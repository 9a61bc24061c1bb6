"""Two rows that are one thing: what hangs on both comes together, is previewed, and can be undone."""
