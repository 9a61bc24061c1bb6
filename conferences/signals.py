"""What a meeting tells the floors above. Each carries `conference`; sent inside the act's transaction."""

from django.dispatch import Signal

conference_planned = Signal()
"""A date was set or moved: `conference.planned_start` is the new moment; `moved` says whether it differs.

A receiver may return what moved along, each in Dutch with its new date ("gesprek na één maand: 3 mei 2026"), and
whole sentences, which end in a full stop; the coordinator reads them.
"""

conference_postponed = Signal()
"""There is no date any more. A receiver may return what lapsed with it, in the same way."""

conference_starting = Signal()
"""Part 1 is about to begin. A receiver that knows why it may not raises Refusal."""

conference_start_taken_back = Signal()
"""The first meeting did not begin after all: the button was pressed by mistake."""

conference_held = Signal()
"""The meeting that ended the preparation took place, or was broken off for good: `conference.held_on` is its date."""

meets_again = Signal()
"""The last meeting was not the end after all: carries `case`. A receiver that knows why it was raises Refusal."""

outcome_changing = Signal()
"""Whether there is a plan turns out otherwise: carries `case` and `with_plan`; a receiver that knows why not raises
Refusal."""
