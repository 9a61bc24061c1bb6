"""What the accounts tell the floors above, inside the transaction of the act."""

from django.dispatch import Signal

left_regions = Signal()
"""A regional manager works no longer in some regions: carries `person` and `regions`."""

account_readdressed = Signal()
"""Somebody logs in, and reads mail, at another address: carries `user` (saved) and `old`."""
