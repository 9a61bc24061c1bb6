"""What was heard wrong about who applied, put right."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES, ConsentPurpose
from cases.consented import is_refused, may_be_called
from cases.locks import lock_case
from cases.models import Consent, Referrer
from cases.notices import referrer_address
from cases.privacy.acts.consents import write_consent_of_family
from cases.search import update_search
from ekc.accounts.acts import find_organisation
from ekc.accounts.models import Organisation, User
from ekc.accounts.organisations import organisation_named
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
def correct_referrer(
    referrer: Referrer, *, by: User, organisation: Organisation | None = None, **fields: Any
) -> Referrer:
    """Change the given `fields`, of REFERRER_FIELDS; what the family
    consented to stands in a register (`record_consent`).

    The organisation that is meant by the typed name is linked, so that its ties and employees count (R-02): the
    `organisation` given, or the one of that name; without one it is still to be checked. Who has an account keeps the
    organisation of the account. Raises Refusal for a finished case and for an empty name.
    """
    if unknown := set(fields) - set(REFERRER_FIELDS):
        raise TypeError(f"No fields of a referrer: {sorted(unknown)}")
    case = lock_case(referrer.case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. De gegevens van de aanmelder veranderen niet meer."))
    if not str(fields.get("name", referrer.name)).strip():
        raise Refusal(_("Schrijf op wie de aanmelding deed."), at="name")
    locked: Referrer = Referrer.objects.select_for_update(of=("self",)).select_related("user").get(pk=referrer.pk)
    case.referrer = locked
    former = referrer_address(case)
    for name, value in fields.items():
        setattr(locked, name, value)
    changed = [*fields]
    if "organisation_name" in fields and locked.user_id is None:
        locked.organisation = organisation or organisation_named(locked.organisation_name)
        changed.append("organisation")
    locked.save(update_fields=changed)
    follow_address(locked, case_number=case.number, old=former, new=referrer_address(case))
    update_search(case)
    return locked


@transaction.atomic
def record_consent(referrer: Referrer, *, by: User, consent_by: str, consent_on: dt.date, consent_how: str) -> Consent:
    """The family consented to a call after the aanmelding: by whom, when and how (R-06).

    Raises Refusal when there is consent already, when it was withdrawn, for a day to come, and for a finished case.
    """
    case = lock_case(referrer.case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. Toestemming om te bellen is niet meer nodig."))
    if may_be_called(case):
        raise Refusal(_("De toestemming is al vastgelegd."))
    if not consent_by.strip() or not consent_how.strip():
        raise Refusal(_("Schrijf op wie toestemming gaf, en hoe."), at=("consent_by", "consent_how"))
    if consent_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."), at="consent_on")
    if is_refused(case, ConsentPurpose.CALLING):
        raise Refusal(_("De familie trok dit in. Schrijf het op bij Toestemming, van wie het nu weer goed vindt."))
    return write_consent_of_family(case, by=by, said_by=consent_by, said_on=consent_on, how=consent_how)


@transaction.atomic
def link_organisation(
    referrer: Referrer,
    *,
    by: User,
    organisation: Organisation | None = None,
    name: str = "",
    is_care_or_deciding: bool = False,
    is_another: bool = False,
) -> Referrer:
    """Say for which organisation the referrer works: one that is known, or a new one for the list (R-02).

    What the referrer wrote stays beside it. Raises Refusal for a finished case, and as `find_organisation` does.
    """
    case = lock_case(referrer.case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. De gegevens van de aanmelder veranderen niet meer."))
    locked: Referrer = Referrer.objects.select_for_update().get(pk=referrer.pk)
    locked.organisation = find_organisation(
        by=by,
        organisation=organisation,
        name=name,
        is_care_or_deciding=is_care_or_deciding,
        referrer_type=case.referrer_type if case.is_referred_by_professional else "",
        is_another=is_another,
    )
    locked.save(update_fields=["organisation"])
    update_search(case)
    return locked
