"""Inviting: who is asked to come and how, links, letters, answers, reminders."""
