"""What becomes of the tables of this app when two people, two cases or two organisations turn out to be one."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekc.dates import local_today
from ekc.merging.hangings import Hanging, How
from ekc.names import alike
from ekc.refusal import Refusal

from .codes import SIDES, ContactGroup
from .contact import safe_contact
from .models import (
    AccountInvitation,
    AddressCheck,
    Briefing,
    Case,
    CaseMove,
    ChecklistItem,
    CirclePerson,
    ConferenceQuestion,
    Consent,
    ConsentLink,
    Contact,
    ContactBan,
    ContactTotal,
    Coordinator,
    CoordinatorContract,
    CoordinatorRequest,
    CoordinatorTie,
    CurrentHelp,
    EarlierCase,
    EndedAccess,
    InformationWish,
    IntendedPlan,
    MainPerson,
    MainPersonChange,
    Offer,
    Party,
    PartyMember,
    Preference,
    PrivacyRequest,
    ReferralDraft,
    Referrer,
    ReferrerNews,
    ReferrerQuestion,
    SafetySignal,
    SearchRow,
    SuitabilityAdvice,
    TriageCall,
    VariantChange,
    WorkEntry,
)

# --- people ------------------------------------------------------------------------------------------------


def bans_of(person: CirclePerson) -> QuerySet[Any]:
    found: QuerySet[Any] = ContactBan.objects.filter(Q(person=person) | Q(other=person))
    return found


def bans_of_main_person(person: MainPerson) -> QuerySet[Any]:
    found: QuerySet[Any] = ContactBan.objects.filter(other_main=person)
    return found


def settle_bans(keep: CirclePerson | MainPerson, double: CirclePerson) -> None:
    """A ban of either holds for who is kept. Of two with the same person the strictest stands, for the longest time.

    Raises Refusal for a ban of the double with another main person, where a main person is kept: of two of those none
    can be written down.
    """
    for ban in bans_of(double).select_for_update(of=("self",)):
        same = _same_ban(keep, double, ban) if ban.lifted_on is None else None
        if same is not None:
            mild = _milder_of(same, ban)
            mild.lifted_on, mild.lifted_reason = local_today(), _("Samengevoegd: dit contactverbod stond er twee keer.")
            mild.save(update_fields=["lifted_on", "lifted_reason"])
        if isinstance(keep, MainPerson):
            _with_a_main_person(ban, keep, double)
        elif ban.person_id == double.pk:
            ban.person = keep
        elif ban.other_id == double.pk:
            ban.other = keep
        ban.save()


def _with_a_main_person(ban: ContactBan, keep: MainPerson, double: CirclePerson) -> None:
    if ban.other_main_id is not None:
        raise Refusal(
            _(
                "Tussen %(one)s en %(other)s staat een contactverbod. Tussen twee hoofdpersonen kan het zo niet "
                "blijven staan. Leg met de regiomanager eerst vast hoe het wordt geregeld, en hef dit verbod op."
            )
            % {"one": keep, "other": ban.other_main}
        )
    ban.person, ban.other, ban.other_main = ban.other if ban.person_id == double.pk else ban.person, None, keep


def _same_ban(keep: CirclePerson | MainPerson, double: CirclePerson, ban: ContactBan) -> ContactBan | None:
    other = ban.other_id if ban.person_id == double.pk else ban.person_id
    same = Q(person=other) | Q(other=other)
    if ban.other_main_id is not None:
        same = Q(other_main=ban.other_main_id)
    bans = bans_of_main_person(keep) if isinstance(keep, MainPerson) else bans_of(keep)
    found: ContactBan | None = bans.filter(same, lifted_on__isnull=True).first()
    return found


def _milder_of(of_keep: ContactBan, of_double: ContactBan) -> ContactBan:
    """The one that is lifted; the other one holds as long as either did, and says what both said."""
    strict, mild = of_keep, of_double
    if _strictness(of_double) > _strictness(of_keep):
        strict, mild = of_double, of_keep
    ends = [of_keep.until, of_double.until]
    strict.until = None if None in ends else max(ends)
    strict.note = "\n".join(dict.fromkeys(filter(None, [strict.note, mild.note])))
    strict.save(update_fields=["until", "note"])
    return mild


def _strictness(ban: ContactBan) -> int:
    """Not both, before what nobody decided yet, before both may come."""
    return {False: 2, None: 1, True: 0}[ban.may_both_come]


_BANS = gettext_lazy(
    "Een contactverbod van een van beiden geldt voor wie blijft. Van twee geldt het strengste, zo lang als een van "
    "beide gold."
)


def _sits(row: PartyMember) -> str:
    """Where somebody belongs, when they speak, and what they said of what they did."""
    turn = _("spreekt als nummer %(number)d") % {"number": row.speaks_at} if row.speaks_at else _("geen spreekbeurt")
    return ", ".join(filter(None, [str(row.party), turn, row.get_responsibility_display()]))


def _opposite_seats(mine: PartyMember, theirs: PartyMember) -> str:
    """Nobody is harmed by what they did themselves, and between the two stands a ban."""
    if _opposite_sides(mine.party, theirs.party):
        return _(
            "%(one)s zit aan de kant van wie het deed, en de ander aan de kant van wie het is overkomen, of andersom. "
            "Dat kan niet dezelfde persoon zijn. Leg eerst vast aan welke kant deze persoon hoort."
        ) % {"one": mine}
    return ""


def _opposite_sides(one: Party, other: Party) -> bool:
    return one.kind != other.kind and {one.kind, other.kind} <= set(SIDES)


MAIN = "main_person"
"""How a table calls the other one of the two that it may be about."""


def _spoken_to_as_main_person(contact: Contact, main_person: MainPerson) -> None:
    contact.group = ContactGroup.MINOR_MAIN_PERSON if main_person.is_minor else ContactGroup.ADULT_MAIN_PERSON


OF_A_PERSON = [
    Hanging(
        PartyMember,
        "person",
        title=gettext_lazy("plaatsen bij een partij"),
        told=_sits,
        fills=("speaks_at", "responsibility", "responsibility_on", "responsibility_by", "responsibility_note"),
        either=("is_central", "speaks_for"),
        clash=_opposite_seats,
        across=MAIN,
    ),
    Hanging(Contact, "person", title=gettext_lazy("contacten"), across=MAIN, crosses=_spoken_to_as_main_person),
    Hanging(ContactBan, "person", how=How.SETTLED, why=_BANS, settle=settle_bans, across="other_main"),
    Hanging(ContactBan, "other", how=How.SETTLED, why=_BANS, across="other_main"),
    Hanging(PrivacyRequest, "person", title=gettext_lazy("verzoeken over gegevens"), across=MAIN),
    Hanging(Consent, "person", title=gettext_lazy("toestemmingen die iemand voor een ander gaf")),
    Hanging(ConsentLink, "person", title=gettext_lazy("eigen links over toestemming"), last=("expires_on", "sent_on")),
    # Who was merged into somebody of the circle that is a main person, is that by way of it.
    Hanging(CirclePerson, "merged_into"),
]

# --- cases -------------------------------------------------------------------------------------------------

_OWN_ROAD = gettext_lazy("Dit zegt hoe de dubbele aanmelding zelf liep, en blijft daarbij staan.")
_OF_WHO_APPLIED = gettext_lazy(
    "Wie de dubbele aanmelding deed, blijft daarbij staan, en leest dat de aanmelding loopt."
)
_WITH_COORDINATOR = gettext_lazy(
    "Aan de dubbele zaak werkte al een coördinator. Voeg de zaken andersom samen: de zaak die het verst is, blijft "
    "staan."
)


def settle_earlier(keep: Case, double: Case) -> None:
    """What was judged of earlier cases holds for who is kept, but nothing is an earlier case of itself, or twice."""
    for side, opposite in (("case", "other"), ("other", "case")):
        for judged in EarlierCase.objects.filter(**{side: double}):
            its_opposite = getattr(judged, f"{opposite}_id")
            known = EarlierCase.objects.filter(**{side: keep, opposite: its_opposite}, undone_at=None).exists()
            linked = judged.repeat_reason and _links_of(keep).exists()
            if its_opposite == keep.pk or judged.undone_at is not None or known or (side == "case" and linked):
                continue
            setattr(judged, side, keep)
            judged.save(update_fields=[side])
    Case.objects.filter(previous_case=double).exclude(pk=keep.pk).update(previous_case=keep)


def _links_of(case: Case) -> QuerySet[Any]:
    found: QuerySet[Any] = EarlierCase.objects.filter(case=case, undone_at=None).exclude(repeat_reason="")
    return found


def _moves(model: type[models.Model], title: Any, told: Callable[[Any], str] = lambda _row: "") -> Hanging:
    return Hanging(model, "case", title=title, told=told)


def _stays(model: type[models.Model], why: Any, title: Any = "") -> Hanging:
    return Hanging(model, "case", how=How.STAYS, why=why, title=title)


def _briefed(row: Briefing) -> str:
    return ", ".join(str(row._meta.get_field(name).verbose_name) for name in _said_in(row)) or _("leeg")


def _said_in(row: models.Model) -> list[str]:
    names = [field.name for field in row._meta.concrete_fields if not field.primary_key and not field.is_relation]
    return [name for name in names if getattr(row, name) not in ("", None, [], False)]


_OF_A_MAIN_PERSON = (
    *("birth_date", "age_at_referral", "ethnicity", "residence", "language", "own_wish_reason", "support_person"),
    *("phone", "email", "street", "postcode", "place", "municipality", "best_time"),
)


def _is_same_child(one: MainPerson, other: MainPerson) -> bool:
    """The same name, and no other birth date."""
    known = {each.birth_date for each in (one, other)} - {None}
    return bool(one.name and other.name) and alike(one.name, other.name) and len(known) < 2


def _main_person(row: MainPerson) -> str:
    contact = safe_contact(row)
    return ", ".join(filter(None, [row.name, contact.phone, contact.email, contact.address]))


def _party(row: Party) -> str:
    return ", ".join(filter(None, [str(row), str(row.get_kind_display()), row.concern]))


def _same_name_other_side(mine: Party, theirs: Party) -> str:
    if _opposite_sides(mine, theirs):
        return _(
            "“%(party)s” is in de ene zaak de kant van wie het deed, en in de andere van wie het is overkomen. "
            "Verbeter dat eerst in een van beide zaken."
        ) % {"party": mine}
    return ""


OF_A_CASE = [
    Hanging(
        MainPerson,
        "case",
        title=gettext_lazy("hoofdpersonen"),
        told=_main_person,
        same=_is_same_child,
        fills=_OF_A_MAIN_PERSON,
        either=("secret_address", "no_voicemail", "no_call", "no_mail"),
        joins=("contact_wish", "own_wish"),
    ),
    _moves(CirclePerson, gettext_lazy("mensen in de kring")),
    _moves(Contact, gettext_lazy("contacten")),
    _moves(CurrentHelp, gettext_lazy("hulp die er nu is")),
    _moves(Preference, gettext_lazy("wensen over de coördinator")),
    _moves(ConferenceQuestion, gettext_lazy("vragen voor het plan")),
    _moves(InformationWish, gettext_lazy("wensen over informatie")),
    _moves(PrivacyRequest, gettext_lazy("verzoeken over gegevens")),
    _moves(Consent, gettext_lazy("toestemmingen")),
    Hanging(ConsentLink, "case", title=gettext_lazy("eigen links over toestemming"), last=("expires_on", "sent_on")),
    _moves(AddressCheck, ""),
    _moves(SafetySignal, gettext_lazy("signalen over veiligheid")),
    _moves(ContactBan, gettext_lazy("contactverboden")),
    _moves(TriageCall, gettext_lazy("telefoontjes over de aanmelding")),
    _moves(SuitabilityAdvice, gettext_lazy("adviezen")),
    _moves(MainPersonChange, gettext_lazy("verbeteringen van hoofdpersonen")),
    Hanging(
        Party,
        "case",
        title=gettext_lazy("partijen"),
        told=_party,
        fills=("size", "concern"),
        clash=_same_name_other_side,
    ),
    _moves(WorkEntry, gettext_lazy("uren en kosten")),
    _moves(SearchRow, gettext_lazy("regels van het werkblad")),
    _moves(ChecklistItem, gettext_lazy("punten van de controlelijst")),
    _moves(CoordinatorTie, gettext_lazy("banden van coördinatoren")),
    _moves(Briefing, gettext_lazy("informatie van de professional"), _briefed),
    _moves(IntendedPlan, gettext_lazy("hulp die was bedacht")),
    Hanging(
        EarlierCase,
        "case",
        how=How.SETTLED,
        why=gettext_lazy("Wat over eerdere zaken is besloten, geldt voor de zaak die blijft."),
        settle=settle_earlier,
    ),
    Hanging(EarlierCase, "other", how=How.SETTLED),
    Hanging(Case, "previous_case", how=How.SETTLED),
    Hanging(Case, "merged_into"),
    _stays(CaseMove, _OWN_ROAD),
    _stays(VariantChange, _OWN_ROAD),
    _stays(ContactTotal, gettext_lazy("Aantallen uit een eerdere registratie horen bij die registratie.")),
    _stays(ReferralDraft, _OWN_ROAD),
    _stays(Offer, _OWN_ROAD, gettext_lazy("aanbod aan de familie")),
    _stays(CoordinatorRequest, _OWN_ROAD, gettext_lazy("vragen aan coördinatoren")),
    _stays(Referrer, _OF_WHO_APPLIED, gettext_lazy("aanmelder")),
    _stays(ReferrerQuestion, _OF_WHO_APPLIED, gettext_lazy("vragen aan de aanmelder")),
    _stays(ReferrerNews, _OF_WHO_APPLIED, gettext_lazy("berichten aan de aanmelder")),
    _stays(AccountInvitation, _OF_WHO_APPLIED, gettext_lazy("uitnodigingen voor een account")),
    _stays(EndedAccess, _OF_WHO_APPLIED, gettext_lazy("toegang die eindigde")),
    Hanging(CoordinatorContract, "case", how=How.REFUSES, why=_WITH_COORDINATOR),
]

# --- organisations -----------------------------------------------------------------------------------------

OF_AN_ORGANISATION = [
    Hanging(AccountInvitation, "organisation", title=gettext_lazy("uitnodigingen voor een account")),
    Hanging(Coordinator.employers.through, "organisation", title=gettext_lazy("coördinatoren die er werken")),
    Hanging(
        CoordinatorTie,
        "organisation",
        title=gettext_lazy("coördinatoren met een band"),
        fills=("description",),
    ),
    Hanging(EndedAccess, "organisation", title=gettext_lazy("toegang die eindigde")),
    Hanging(Referrer, "organisation", title=gettext_lazy("aanmeldingen")),
    Hanging(Offer, "organisation", title=gettext_lazy("aanbiedingen aan families")),
]
