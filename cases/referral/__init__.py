"""The aanmelding: its pages and answers, drafts, by telephone, and who applied."""
