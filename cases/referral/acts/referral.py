"""An aanmelding becomes a case (domain.md 3.1, move 1; 3.2, step 3)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cases.circle.acts.main_persons import MOST_MAIN_PERSONS
from cases.circle.acts.shared_homes import hide_shared_homes
from cases.circle.who_they_are import age_at, gender_of, kind_of
from cases.codes import (
    LAY_REFERRERS,
    CaseState,
    Channel,
    CircleSource,
    Position,
    QuestionAuthor,
    ReferrerDepartment,
    ReferrerRole,
    ReferrerType,
    Variant,
)
from cases.models import (
    Case,
    CaseMove,
    CirclePerson,
    ConferenceQuestion,
    MainPerson,
    Party,
    PartyMember,
    Preference,
    Referrer,
)
from cases.notices import tell_of_referral
from cases.preferences import WishData
from cases.privacy.acts.consents import write_consent_of_family
from cases.queries import FOREIGN
from cases.search import update_search
from cases.signals import case_moved
from cases.variants.acts.beginning import Named, begin_groups, begin_sides
from cases.variants.acts.parties import PartyText
from ekc.accounts.models import Organisation, Region, User
from ekc.accounts.organisations import organisation_named
from ekc.dates import local_today
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept
from ekc.names import same_name
from ekc.refusal import Refusal

from .case_numbers import next_case_numbers


@dataclass(frozen=True)
class Reach:
    """How to reach somebody, and what is not safe."""

    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    municipality: str = ""
    secret_address: bool = False
    no_voicemail: bool = False
    best_time: str = ""

    @property
    def is_contact_data(self) -> bool:
        """Something by which this person can be reached: what R-06 speaks of. A town alone is not."""
        return bool(self.phone or self.email or self.street or self.postcode)


@dataclass(frozen=True)
class PersonData:
    """A main person. `is_minor` counts only where there is no birth date and the person is born."""

    name: str
    birth_date: dt.date | None = None
    unborn: bool = False
    is_minor: bool = True
    is_female: bool | None = None
    residence: str = ""
    language: str = ""
    side: str = ""
    """Of a herstelconferentie: a PartyKind."""
    reach: Reach = field(default_factory=Reach)


@dataclass(frozen=True)
class RelativeData:
    """A parent, carer or other person close by whom the referrer names."""

    name: str
    relation: str = ""
    is_parent_or_carer: bool = False
    side: str = ""
    reach: Reach = field(default_factory=Reach)


@dataclass(frozen=True)
class PartyData:
    """A party of an Alle Hens: about how many they are, and who speaks for them."""

    name: str
    size: int | None = None
    spokesperson: str = ""
    is_professional: bool = False


@dataclass(frozen=True)
class GroupData:
    """Whom an Alle Hens is about."""

    name: str
    kind: str = ""
    place: str = ""
    topics: Sequence[str] = ()
    parties: Sequence[PartyData] = ()


@dataclass(frozen=True)
class Consent:
    """R-06: who consented to passing on the phone number, when and how."""

    by: str
    on: dt.date
    how: str


@dataclass(frozen=True)
class ReferrerData:
    type: str
    name: str
    user: User | None = None
    organisation: Organisation | None = None
    organisation_name: str = ""
    function: str = ""
    role_in_family: str = ""
    phone: str = ""
    email: str = ""
    no_voicemail: bool = False
    best_time: str = ""
    page_language: str = settings.LANGUAGE_CODE
    """In which the form was filled in."""
    interpreter: str = ""
    consent: Consent | None = None

    @property
    def is_professional(self) -> bool:
        return self.type not in LAY_REFERRERS


@dataclass(frozen=True)
class ReferralData:
    """Everything an aanmelding holds."""

    referrer: ReferrerData
    persons: Sequence[PersonData]
    region: Region
    relatives: Sequence[RelativeData] = ()
    situation: str = ""
    question: str = ""
    other_professionals: str = ""
    help_duration: str = ""
    wishes: Sequence[WishData] = ()
    safety_triggers: Sequence[str] = ()
    urgent_reason: str = ""
    earlier_conference: bool = False
    repeat_reason: str = ""
    # An Alle Hens-conferentie can be about nobody in particular (domain.md 3.6).
    variant: str = Variant.FAMILY
    group: GroupData | None = None


class Referred(NamedTuple):
    case: Case
    is_new: bool


class ConsentMissing(Refusal):
    """R-06: contact data of the family without a recorded consent."""


@transaction.atomic
def refer_case(
    data: ReferralData,
    *,
    by: User | None,
    channel: str = Channel.FORM,
    received_on: dt.date | None = None,
) -> Referred:
    """Make a case out of an aanmelding, in one transaction, and queue the mails that belong to it.

    `by` is None for a citizen without account. Raises ConsentMissing when a professional gives contact data
    of the family without consent (R-06), Refusal for an aanmelding about nobody or about more than six persons.
    """
    _refuse_impossible(data)
    return Referred(_make_case(data, by, channel, received_on or local_today()), is_new=True)


def needs_consent(data: ReferralData) -> bool:
    """R-06: a professional gives contact data of the family. Who applies for their own family consents by it."""
    people: Iterable[PersonData | RelativeData] = [*data.persons, *data.relatives]
    return data.referrer.is_professional and any(each.reach.is_contact_data for each in people)


def _refuse_impossible(data: ReferralData) -> None:
    if not data.persons and data.variant != Variant.COMMUNITY:
        raise Refusal(_("Schrijf op voor wie de conferentie is."))
    if data.referrer.type not in kept(KeptList.REFERRER).open:
        raise Refusal(_("Kies het soort organisatie uit de lijst."))
    if len(data.persons) > MOST_MAIN_PERSONS:
        raise Refusal(_("Een aanmelding is voor hoogstens zes mensen. Maak voor anderen een tweede aanmelding."))
    if needs_consent(data) and data.referrer.consent is None:
        raise ConsentMissing(
            _(
                "U geeft contactgegevens van de familie door. Vul eerst in wie daar toestemming voor gaf, "
                "wanneer en hoe. Of laat de contactgegevens leeg."
            )
        )


def _make_case(data: ReferralData, by: User | None, channel: str, received_on: dt.date) -> Case:
    case = Case.objects.create(
        number=next_case_numbers(1, years=[received_on.year])[0],
        state=CaseState.REFERRED,
        region=data.region,
        manager=by if by and by.is_regional_manager else None,
        received_on=received_on,
        channel=channel,
        variant=data.variant,
        **_group_columns(data),
        referrer_type=data.referrer.type,
        referrer_department=department_of(data.referrer),
        situation=data.situation,
        other_professionals=data.other_professionals,
        is_urgent=bool(data.urgent_reason),
        urgent_reason=data.urgent_reason,
        earlier_conference=data.earlier_conference,
        repeat_reason=data.repeat_reason if data.earlier_conference else "",
        help_duration=data.help_duration,
        safety_triggers=list(data.safety_triggers),
        safety_professional=data.referrer.user if data.safety_triggers else None,
    )
    _save_referrer(case, data.referrer)
    _save_parties(case, data, _save_people(case, data, received_on), by=by)
    if said := data.referrer.consent:
        write_consent_of_family(case, by=by, said_by=said.by, said_on=said.on, how=said.how)
    hide_shared_homes(case)
    Preference.objects.bulk_create(
        Preference(case=case, kind=each.kind, codes=list(each.codes), wish=each.words, rather_not=each.rather_not)
        for each in data.wishes
    )
    if data.question:
        ConferenceQuestion.objects.create(case=case, text=data.question, worded_by=_author(data.referrer))
    CaseMove.objects.create(case=case, action="refer", target=case.state, by=by, role=by.role if by else "")
    update_search(case)
    case_moved.send(sender=Case, case=case, action="refer", source="", by=by)
    tell_of_referral(case)
    return case


def _save_referrer(case: Case, referrer: ReferrerData) -> None:
    Referrer.objects.create(
        case=case,
        user=referrer.user,
        name=referrer.name,
        organisation=referrer.organisation or organisation_named(referrer.organisation_name),
        organisation_name=referrer.organisation_name,
        function=referrer.function,
        role_in_family=referrer.role_in_family,
        phone=referrer.phone,
        email=referrer.email,
        no_voicemail=referrer.no_voicemail,
        best_time=referrer.best_time,
        page_language=referrer.page_language,
        interpreter=referrer.interpreter,
    )
    if referrer.page_language != settings.LANGUAGE_CODE:
        FOREIGN.changed()


def _group_columns(data: ReferralData) -> dict[str, Any]:
    if data.group is None or data.variant != Variant.COMMUNITY:
        return {}
    names = ("name", "kind", "place")
    return {
        **{f"group_{name}": getattr(data.group, name) for name in names},
        "group_topics": list(data.group.topics),
    }


def _save_people(case: Case, data: ReferralData, received_on: dt.date) -> Named:
    """Who was named, each with the side that was said."""
    named = Named()
    for person in data.persons:
        kind = kind_of(person, received_on)
        made = MainPerson.objects.create(
            case=case,
            kind=kind,
            name=person.name,
            birth_date=None if person.unborn else person.birth_date,
            unborn=person.unborn,
            age_at_referral=age_at(person, received_on),
            gender=gender_of(person.is_female, kind),
            residence=person.residence,
            language=person.language,
            **vars(person.reach),
        )
        named.main_people.append((made, person.side))
    for relative in data.relatives:
        close = CirclePerson.objects.create(
            case=case,
            name=relative.name,
            relation=relative.relation,
            position=Position.PARENT if relative.is_parent_or_carer else Position.UNKNOWN,
            is_parent_or_carer=relative.is_parent_or_carer,
            closeness=1,
            suggested_by=CircleSource.REFERRAL,
            **vars(relative.reach),
        )
        named.people.append((close, relative.side))
    return named


def _save_parties(case: Case, data: ReferralData, named: Named, *, by: User | None) -> None:
    if data.variant == Variant.RESTORATIVE:
        begin_sides(case, named, by=by)
    if data.variant == Variant.COMMUNITY and data.group is not None:
        parties = data.group.parties
        texts = [PartyText(each.name, size=each.size, is_professional=each.is_professional) for each in parties]
        groups = begin_groups(case, texts, by=by)
        for party in parties:
            if party.spokesperson.strip() and party.name.strip():
                _seat_spokesperson(case, groups[same_name(party.name)], party)


def _seat_spokesperson(case: Case, group: Party, party: PartyData) -> None:
    """The one of this name who was named already, or somebody new in the circle."""
    person = next((each for each in case.circle.all() if same_name(each.name) == same_name(party.spokesperson)), None)
    person = person or CirclePerson.objects.create(
        case=case,
        name=party.spokesperson.strip(),
        suggested_by=CircleSource.REFERRAL,
        relation=party.name,
        position=group.position,
    )
    if not person.memberships.exists():
        PartyMember.objects.create(party=group, person=person, speaks_for=True)


def department_of(referrer: ReferrerData) -> str:
    """The department that table 4.1 splits Bureau Jeugdzorg by; empty for everybody else."""
    if referrer.type != ReferrerType.YOUTH_CARE_OFFICE:
        return ""
    departments = {
        ReferrerRole.CHILD_PROTECTION.value: ReferrerDepartment.CHILD_PROTECTION,
        ReferrerRole.YOUTH_HELP.value: ReferrerDepartment.YOUTH_HELP,
    }
    return departments.get(referrer.role_in_family, "")


def _author(referrer: ReferrerData) -> str:
    if referrer.is_professional:
        return QuestionAuthor.PROFESSIONAL
    return QuestionAuthor.MAIN_PERSON if referrer.type == ReferrerType.MAIN_PERSON else QuestionAuthor.FAMILY
