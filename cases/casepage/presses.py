"""What can be said of a step with one press, where it stands under Vandaag."""

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from cases.workflow import WORKFLOW
from ekc.accounts.models import User

from .next_step import Press


def called_referrer(case: Case, user: User) -> Press | None:
    if not WORKFLOW.allows(case.state, "start_screening", by=user):
        return None
    return Press(reverse("cases:start_screening", args=[case.number]), _("Gebeld: in behandeling nemen"))


def spoke_to_family(case: Case, user: User) -> Press | None:
    """One press logs a call with the main person; there is none where nobody has a name."""
    person = next((each for each in case.main_persons.all() if not each.unborn and each.name), None)
    if person is None or not rules.has_perm("contacts.change", user, case):
        return None
    url = reverse("cases:contact_add", args=[case.number])
    return Press(f"{url}?van=vandaag", _("Gesproken"), "met", f"h{person.pk}", _("Niet bereikt"), "niet")
