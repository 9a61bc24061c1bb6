"""What was heard wrong about who applied, put right."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Referrer
from cases.notices import referrer_address
from cases.search import update_search
from ekc.accounts.models import Organisation, User
from ekc.dates import local_today
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

REFERRER_FIELDS = (
    "name",
    "organisation_name",
    "function",
    "phone",
    "email",
    "no_voicemail",
    "best_time",
    "page_language",
    "interpreter",
)


@transaction.atomic
def correct_referrer(referrer: Referrer, *, by: User, **fields: Any) -> Referrer:
    """Change the given `fields`, of REFERRER_FIELDS; the consent of R-06 stays as it was given (`record_consent`).

    An organisation that is known by the typed name is linked, so that its ties and employees count (R-02); who has an
    account keeps the organisation of the account. Raises Refusal for a finished case and for an empty name.
    """
    if unknown := set(fields) - set(REFERRER_FIELDS):
        raise TypeError(f"No fields of a referrer: {sorted(unknown)}")
    case = lock_case(referrer.case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. De gegevens van de aanmelder veranderen niet meer."))
    if not str(fields.get("name", referrer.name)).strip():
        raise Refusal(_("Schrijf op wie de aanmelding deed."))
    locked: Referrer = Referrer.objects.select_for_update(of=("self",)).select_related("user").get(pk=referrer.pk)
    case.referrer = locked
    former = referrer_address(case)
    for name, value in fields.items():
        setattr(locked, name, value)
    changed = [*fields]
    if "organisation_name" in fields and locked.user_id is None:
        locked.organisation = Organisation.objects.called(locked.organisation_name).first()
        changed.append("organisation")
    locked.save(update_fields=changed)
    follow_address(locked, case_number=case.number, old=former, new=referrer_address(case))
    update_search(case)
    return locked


@transaction.atomic
def record_consent(referrer: Referrer, *, by: User, consent_by: str, consent_on: dt.date, consent_how: str) -> Referrer:
    """The family consented to a call after the aanmelding: by whom, when and how (R-06).

    Raises Refusal when there is consent already, for a day to come, and for a finished case.
    """
    case = lock_case(referrer.case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. Toestemming om te bellen is niet meer nodig."))
    locked: Referrer = Referrer.objects.select_for_update().get(pk=referrer.pk)
    if locked.has_consent:
        raise Refusal(_("De toestemming is al vastgelegd."))
    if not consent_by.strip() or not consent_how.strip():
        raise Refusal(_("Vul in wie toestemming gaf, en hoe."))
    if consent_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."))
    locked.consent_by, locked.consent_on, locked.consent_how = consent_by.strip(), consent_on, consent_how.strip()
    locked.save(update_fields=["consent_by", "consent_on", "consent_how"])
    return locked
