"""What the register of breaches tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

breach_recorded = Signal()
"""A breach was written down, and its 72 hours run: carries `breach` and `by`."""
