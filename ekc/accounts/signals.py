"""What the accounts tell the floors above, inside the transaction of the act."""

from django.dispatch import Signal

left_regions = Signal()
"""A regional manager works no longer in some regions: carries `person` and `regions`."""

organisation_changed = Signal()
"""Somebody works for another organisation: carries `person` (saved), `former` (or None) and `by`. A receiver returns
the numbers of the cases in which somebody else must take their place."""

account_readdressed = Signal()
"""Somebody logs in, and reads mail, at another address: carries `user` (saved) and `old`."""
