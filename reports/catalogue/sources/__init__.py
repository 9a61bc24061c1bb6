"""The questions to the database: each function is one statement that groups in SQL."""
