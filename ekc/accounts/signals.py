"""What the accounts tell the floors above, inside the transaction of the act."""

from django.dispatch import Signal

left_regions = Signal()
"""A regional manager works no longer in some regions: carries `person` and `regions`."""
