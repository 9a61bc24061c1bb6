"""What a case tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

case_moved = Signal()
"""Carries `case` (saved), `action`, `source` (the state it left) and `by` (a user, or None for the program)."""

left_the_conference = Signal()
"""Whole sides, or main persons, take no part any more: carries `case`, `people` and `main_people`, rows of both."""

person_returns = Signal()
"""Somebody who was set aside takes part again: carries `person`; a receiver may raise Refusal."""

who_takes_part = Signal()
"""Somebody of the circle, or a main person, was set aside or takes part again: carries `case`."""

safety_professional_named = Signal()
"""Somebody answers for the veiligheidskader from now on: carries `case`."""

access_ended = Signal()
"""A professional reads a case no more: carries `case`, `user` and `by`."""

people_merged = Signal()
"""Two rows are one person: carries `keep` (of the circle, or a main person) and `double`, of which all that hung on it
moved to `keep`, and the `ledger` that must see every row before a receiver changes it (`Ledger.watch`)."""

cases_merged = Signal()
"""Two cases are one: carries `keep`, with all that came along, `double` and `by`."""

earlier_case_linked = Signal()
"""A file turned out to be a later one of the family of another: carries `case`, the later one, and `by`."""

programme_changed = Signal()
"""What these cases are due by their programme may be something else now: carries `cases`, a queryset."""

consent_given = Signal()
"""Somebody of a family gave consent, and nobody who has a say withholds it now: carries `consent` (a saved `Consent`)
and `by` (a user, or None for who did it by an own link)."""

consent_withdrawn = Signal()
"""Somebody of a family withdrew consent: carries `consent` (a saved `Consent`) and `by`, as above."""

right_granted = Signal()
"""Somebody's request about their own data was granted, wholly or in part: carries `request` (a saved `PrivacyRequest`)
and `by`; a receiver may raise Refusal."""
