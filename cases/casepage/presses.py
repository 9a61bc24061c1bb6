"""What can be said of a step with one press, where it stands under Vandaag."""

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.codes import Callee
from cases.models import Case
from cases.queries import main_persons_in
from cases.workflow import WORKFLOW
from ekc.accounts.models import User

from .next_step import Press


def called_referrer(case: Case, user: User) -> Press | None:
    if not WORKFLOW.allows(case.state, "start_screening", by=user):
        return None
    not_reached = f"{reverse('cases:triage_call', args=[case.number])}?van=vandaag"
    return Press(
        reverse("cases:start_screening", args=[case.number]),
        _("Gebeld: in behandeling nemen"),
        other_label=_("Niet bereikt"),
        other_name="reached",
        other_value="nee",
        other_url=not_reached,
        hidden=(("callee", Callee.REFERRER),),
    )


def spoke_to_family(case: Case, user: User) -> Press | None:
    """One press logs a call with the main person; there is none where nobody has a name."""
    person = next((each for each in main_persons_in(case) if not each.unborn and each.name), None)
    if person is None or not rules.has_perm("contacts.change", user, case):
        return None
    url = reverse("cases:contact_add", args=[case.number])
    key = f"h{person.pk}"
    return Press(f"{url}?van=vandaag", _("Gesproken"), "met", key, _("Niet bereikt"), "niet", key)
