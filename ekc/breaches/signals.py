"""What the register of breaches tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

breach_recorded = Signal()
"""A breach was written down, and its 72 hours run: carries `breach` and `by`."""

breach_term_comes = Signal()
"""Nobody decided yet whether the AP is told, and the 72 hours end in a day, or ended: carries `breach`, `is_over`."""
