"""The table catalogue (design rule 7): each table is declared once, its figures come from the database in a
constant number of queries, and every rendering uses what is built here.

`selection` says which cases count, `sources` asks the database, `figures` holds the answers, `building` has the
kinds of tables, `chapter2` to `chapter6` declare them, and `report` puts them together.
"""
