"""What a page shows, put together from the models for one reader: no rights are given and nothing is written here."""
