"""What the coordinator writes down with a main person, and what was wrong about who the main persons are, put right."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES, PersonChange, Variant
from cases.contact import safe_contact
from cases.locks import lock_case, lock_writable, refuse_taken_out
from cases.models import Case, MainPerson, MainPersonChange
from cases.places import municipalities_of, municipality_of
from cases.search import update_search
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.merging.one import two_are_one
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

from ..who_they_are import age_at, gender_of, is_female, kind_of
from .circle import CONTACT_FIELDS
from .shared_homes import hide_shared_homes

MOST_MAIN_PERSONS = 6
OLDEST = 120
MAIN_PERSON_FIELDS = (
    "own_wish",
    "own_wish_reason",
    "support_person",
    "language",
    "residence",
    *CONTACT_FIELDS,
)


@dataclass(frozen=True)
class Identity:
    """Who a main person is. `is_minor` counts only where there is no birth date and the person is born."""

    name: str
    birth_date: dt.date | None = None
    unborn: bool = False
    is_minor: bool = True
    is_female: bool | None = None


@transaction.atomic
def change_main_person(person: MainPerson, *, by: User, **fields: Any) -> MainPerson:
    """Change the given `fields`, of MAIN_PERSON_FIELDS, of a main person. The municipality follows from the place.

    Raises Refusal when the case is done.
    """
    if unknown := set(fields) - set(MAIN_PERSON_FIELDS):
        raise TypeError(f"No main person fields: {sorted(unknown)}")
    case = lock_writable(person.case)
    locked: MainPerson = MainPerson.objects.select_for_update().get(pk=person.pk)
    refuse_taken_out(locked)
    former = locked.email
    for name, value in fields.items():
        setattr(locked, name, value)
    changed = [*fields]
    if "place" in fields and locked.municipality not in municipalities_of(locked.place):
        locked.municipality = municipality_of(locked.place)
        changed.append("municipality")
    locked.save(update_fields=changed)
    follow_address(locked, case_number=locked.case_number, old=former, new=safe_contact(locked).email)
    hide_shared_homes(case)
    update_search(Case.objects.get(pk=locked.case_id))
    return locked


@transaction.atomic
def add_main_person(case: Case, identity: Identity, *, by: User, reason: str) -> MainPerson:
    """Somebody who was forgotten in the aanmelding, such as a brother. Raises Refusal; the reason is kept."""
    case = _lock(case, reason)
    _refuse_impossible(identity)
    if case.main_persons.count() >= MOST_MAIN_PERSONS:
        raise Refusal(_("Een zaak is voor hoogstens zes mensen. Maak voor anderen een tweede aanmelding."))
    made: MainPerson = MainPerson.objects.create(case=case, **_columns(identity, case))
    _write_down(case, PersonChange.ADDED, made, _in_words(made), by=by, reason=reason)
    return made


@transaction.atomic
def correct_main_person(person: MainPerson, identity: Identity, *, by: User, reason: str) -> MainPerson:
    """Put right who a main person is; age and minor or adult follow. Raises Refusal; what stood there is kept.

    An age without a birth date, as it was read in with other registrations, stays where it still fits.
    """
    case = _lock(person.case, reason)
    _refuse_impossible(identity)
    locked: MainPerson = MainPerson.objects.select_for_update().get(pk=person.pk)
    refuse_taken_out(locked)
    before, had = _in_words(locked), locked.name
    columns = _columns(identity, case)
    is_same_kind = not identity.unborn and columns["kind"] == locked.kind
    if identity.birth_date is None and is_same_kind and locked.birth_date is None:
        columns["age_at_referral"] = locked.age_at_referral
    for name, value in columns.items():
        setattr(locked, name, value)
    after = _in_words(locked)
    if after == before and had == locked.name:
        raise Refusal(_("Er is niets veranderd."))
    locked.save(update_fields=list(columns))
    details = "; ".join(
        f"{label}: {before[label]} → {after[label]}" for label in after if after[label] != before[label]
    )
    _write_down(case, PersonChange.CORRECTED, locked, details, by=by, reason=reason)
    return locked


@transaction.atomic
def take_off_main_person(
    person: MainPerson, *, by: User, reason: str, same_as: MainPerson | None = None
) -> MainPersonChange:
    """Take off somebody who was entered by mistake. What hangs on the row goes to `same_as`, of the same case.

    Raises Refusal when something hangs on it and it is not said whose that is, and for the last main person.
    """
    case = _lock(person.case, reason)
    locked: MainPerson = MainPerson.objects.select_for_update().get(pk=person.pk)
    refuse_taken_out(locked)
    others = case.main_persons.exclude(pk=locked.pk)
    if not others.exists() and case.variant != Variant.COMMUNITY:
        raise Refusal(_("Een zaak gaat altijd over iemand. Verbeter de gegevens, of trek de aanmelding in."))
    if same_as is not None and not others.filter(pk=same_as.pk).exists():
        raise Refusal(_("Kies iemand anders uit deze zaak."), at="same_as")
    _move_what_hangs_on(locked, same_as)
    line = _write_down(case, PersonChange.TAKEN_OFF, locked, _in_words(locked), by=by, reason=reason)
    locked.delete()
    update_search(Case.objects.get(pk=case.pk))
    return line


def _move_what_hangs_on(person: MainPerson, same_as: MainPerson | None) -> None:
    """Contacts, invitations, attendance and whatever a floor above hangs on a main person."""
    for model, name in _rows_about_main_persons():
        rows = model._base_manager.filter(**{name: person})
        if not rows.exists():
            continue
        if same_as is None:
            raise Refusal(
                _("Bij %(name)s ligt al iets vast: %(what)s. Kies van wie dat is, dan gaat het mee.")
                % {"name": person, "what": model._meta.verbose_name_plural},
                at="same_as",
            )
        try:
            with transaction.atomic(), two_are_one():
                rows.update(**{name: same_as})
        except IntegrityError:
            raise Refusal(
                _("Bij %(name)s en bij %(other)s liggen allebei %(what)s vast. Haal die eerst bij een van beiden weg.")
                % {"name": person, "other": same_as, "what": model._meta.verbose_name_plural}
            ) from None


def _rows_about_main_persons() -> Iterator[tuple[Any, str]]:
    """Every model with the name of its column that points to a main person; the history of a row stays its own."""
    relations: list[Any] = [*MainPerson._meta.get_fields(include_hidden=True)]
    for relation in relations:
        model = relation.related_model
        if relation.one_to_many and not hasattr(model, "pgh_tracked_model"):
            yield model, relation.field.name


def _lock(case: Case, reason: str) -> Case:
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom u dit verandert."), at="reason")
    locked = lock_case(case)
    if locked.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. De hoofdpersonen veranderen niet meer."))
    return locked


def _refuse_impossible(identity: Identity) -> None:
    if not identity.name.strip():
        raise Refusal(_("Vul de naam in."), at="name")
    born = identity.birth_date
    if born is None:
        return
    if identity.unborn:
        raise Refusal(_("Een kind dat nog niet geboren is, heeft nog geen geboortedatum."))
    if born > local_today():
        raise Refusal(_("De geboortedatum ligt in de toekomst. Kijk hem na."))
    if local_today().year - born.year > OLDEST:
        raise Refusal(_("Deze geboortedatum is te lang geleden. Kijk het jaar na."))


def _columns(identity: Identity, case: Case) -> dict[str, Any]:
    day = case.age_reference_date
    kind = kind_of(identity, day)
    return {
        "name": " ".join(identity.name.split()),
        "birth_date": identity.birth_date,
        "unborn": identity.unborn,
        "kind": kind,
        "age_at_referral": age_at(identity, day),
        "gender": gender_of(identity.is_female, kind),
    }


def _in_words(person: MainPerson) -> dict[str, str]:
    """What the history says of somebody, by label."""
    nothing = _("niet ingevuld")
    born = _("nog niet geboren") if person.unborn else nothing
    return {
        _("Naam"): person.name or nothing,
        _("Geboren"): dutch.long_date(person.birth_date) if person.birth_date else born,
        _("Leeftijd bij de aanmelding"): nothing if person.age_at_referral is None else str(person.age_at_referral),
        _("Minder- of meerderjarig"): str(person.get_kind_display()),
        _("Geslacht"): str(person.get_gender_display()),
    }


def _write_down(
    case: Case, what: PersonChange, person: MainPerson, details: dict[str, str] | str, *, by: User, reason: str
) -> MainPersonChange:
    told = details if isinstance(details, str) else "; ".join(f"{label}: {value}" for label, value in details.items())
    line: MainPersonChange = MainPersonChange.objects.create(
        case=case, what=what, name=str(person), details=told, reason=reason.strip(), by=by, role=by.role
    )
    update_search(Case.objects.get(pk=case.pk))
    return line


def identity_of(person: MainPerson) -> Identity:
    """Who somebody is now, for a form."""
    return Identity(
        name=person.name,
        birth_date=person.birth_date,
        unborn=person.unborn,
        is_minor=person.is_minor,
        is_female=is_female(person.gender),
    )
