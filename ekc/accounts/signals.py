"""What an account tells the floors above."""

from django.dispatch import Signal

account_readdressed = Signal()
"""Somebody logs in, and reads mail, at another address: carries `user` (saved) and `old`; sent inside the act."""
