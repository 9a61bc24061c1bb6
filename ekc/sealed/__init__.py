"""Text that the database holds sealed (docs/adr/0052): the keys, the columns, and bringing rows to another key."""
