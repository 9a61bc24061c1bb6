"""Acts on the register of breaches. Each locks the breach; of one that is closed nothing changes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.dates import local_today
from ekc.languages import listed
from ekc.refusal import Refusal

from .clock import run_clock
from .codes import TellPeople, ToldAuthority
from .models import Breach, Concerned
from .signals import breach_recorded
from .whose_names import names_in


@transaction.atomic
def record_breach(
    *,
    by: User,
    title: str,
    what: str,
    found_at: dt.datetime,
    happened_at: dt.datetime | None = None,
    data: str = "",
    measures: str = "",
    case_numbers: Iterable[str] = (),
    accounts: Iterable[str] = (),
) -> Breach:
    """Write a breach down: its 72 hours run from the moment that it was found. The others of landelijk beheer get a
    mail that one waits, and nothing of it. Raises Refusal as `change_breach` does."""
    values = _facts(title, what, found_at, happened_at, data, measures, case_numbers)
    people = _accounts(accounts)
    made: Breach = Breach.objects.create(recorded_by=by, **values)
    made.accounts.set(people)
    run_clock(made)
    breach_recorded.send(sender=Breach, breach=made, by=by)
    return made


@transaction.atomic
def change_breach(
    breach: Breach,
    *,
    by: User,
    title: str,
    what: str,
    found_at: dt.datetime,
    happened_at: dt.datetime | None,
    data: str,
    measures: str,
    case_numbers: Iterable[str],
    accounts: Iterable[str] = (),
) -> Breach:
    """Say better what is known; `accounts` by their mail addresses. Raises Refusal without a name or what happened, for
    moments that cannot be, and for numbers of no case and addresses of no account."""
    locked = _lock(breach)
    people = _accounts(accounts)
    saved = _save(locked, **_facts(title, what, found_at, happened_at, data, measures, case_numbers))
    saved.accounts.set(people)
    run_clock(saved)
    return saved


@transaction.atomic
def decide_authority(
    breach: Breach,
    *,
    by: User,
    authority: str,
    authority_at: dt.datetime | None = None,
    authority_reference: str = "",
    authority_why: str = "",
) -> Breach:
    """Say whether the AP was told, and when; this stops the clock. Raises Refusal for not telling without saying why,
    and for telling without a moment or, after the 72 hours, without saying why so late (AVG 33 lid 1)."""
    locked = _lock(breach)
    if authority not in ToldAuthority.values:
        raise Refusal(_("Kies of het datalek is gemeld."), at="authority")
    is_told = authority == ToldAuthority.TOLD
    if is_told and authority_at is None:
        raise Refusal(_("Schrijf op wanneer het is gemeld."), at="authority_at")
    if is_told and authority_at is not None and not locked.found_at <= authority_at <= timezone.now():
        raise Refusal(_("Melden kan niet voor de ontdekking zijn, en niet in de toekomst."), at="authority_at")
    is_late = is_told and authority_at is not None and authority_at > locked.due_at
    if not authority_why.strip() and (is_late or not is_told):
        raise Refusal(
            _("Het is later dan 72 uur. Schrijf op waarom.") if is_late else _("Schrijf op waarom u niet meldt."),
            at="authority_why",
        )
    saved = _save(
        locked,
        authority=authority,
        authority_at=authority_at if is_told else None,
        authority_reference=authority_reference.strip() if is_told else "",
        authority_why=authority_why.strip(),
    )
    run_clock(saved)
    return saved


@transaction.atomic
def decide_people(breach: Breach, *, by: User, tell_people: str, people_why: str = "", **letter: str) -> Breach:
    """Say whether the people concerned are told, and in which words. Raises Refusal for not telling without saying why,
    and for telling without a whole letter."""
    locked = _lock(breach)
    if tell_people not in TellPeople.values:
        raise Refusal(_("Kies of de mensen bericht krijgen."), at="tell_people")
    if tell_people == TellPeople.NO and not people_why.strip():
        raise Refusal(_("Schrijf op waarom zij geen bericht krijgen."), at="people_why")
    if tell_people == TellPeople.YES:
        missing = next((name for name in LETTER if not letter.get(name, "").strip()), "")
        if missing:
            raise Refusal(NEEDED_IN_LETTER, at=missing)
    words = {name: letter.get(name, "").strip() for name in LETTER}
    return _save(locked, tell_people=tell_people, people_why=people_why.strip(), **words)


LETTER = ("letter_what", "letter_risk", "letter_done", "letter_advice", "letter_contact")
NEEDED_IN_LETTER = gettext_lazy("Schrijf dit op. Het komt in de brief.")


@transaction.atomic
def add_person(breach: Breach, *, by: User, name: str, case_number: str = "") -> Concerned:
    """Somebody who is concerned, in a file or not. Raises Refusal without a name, and for the number of no case."""
    locked = _lock(breach)
    if not name.strip():
        raise Refusal(_("Schrijf op over wie het gaat."), at="name")
    number = "".join(_known([case_number])) if case_number.strip() else ""
    made: Concerned = locked.people.create(name=name.strip(), case_number=number, added_by=by)
    return made


@transaction.atomic
def bring_people(breach: Breach, *, by: User) -> int:
    """Put the main persons of every file of this breach on the list who do not stand there yet: how many came."""
    locked = _lock(breach)
    there = {(each.case_number, str(each.name)) for each in locked.people.all()}
    count = 0
    for number in locked.case_numbers:
        for name in names_in(number) or []:
            if (number, name) not in there:
                there.add((number, name))
                locked.people.create(name=name, case_number=number, added_by=by)
                count += 1
    return count


@transaction.atomic
def drop_person(person: Concerned, *, by: User) -> None:
    """It is not about them. Raises Refusal for who has heard already."""
    locked = _lock_person(person)
    if locked.told_on is not None:
        raise Refusal(_("Deze persoon heeft al bericht gekregen, en blijft daarom staan."))
    locked.delete()


@transaction.atomic
def tell_person(person: Concerned, *, by: User, told_on: dt.date, told_how: str) -> Concerned:
    """Somebody heard of it. Raises Refusal for a day that cannot be, and without saying how."""
    locked = _lock_person(person)
    if not timezone.localdate(locked.breach.found_at) <= told_on <= local_today():
        raise Refusal(_("Kies een dag vanaf de ontdekking, en niet in de toekomst."), at="told_on")
    if not told_how.strip():
        raise Refusal(_("Schrijf op hoe, bijvoorbeeld: brief, of gebeld door de coördinator."), at="told_how")
    locked.told_on, locked.told_how, locked.told_by = told_on, told_how.strip(), by
    locked.save(update_fields=["told_on", "told_how", "told_by"])
    return locked


@transaction.atomic
def close_breach(breach: Breach, *, by: User) -> Breach:
    """All was done. Raises Refusal while something is not decided, not done, or somebody has not heard."""
    locked = _lock(breach)
    if left := left_to_do(locked):
        raise Refusal(left[0])
    return _save(locked, closed_at=timezone.now(), closed_by=by)


def left_to_do(breach: Breach) -> list[str]:
    """What must still happen before this breach can be closed, in the order in which it is done; empty when all is."""
    left = []
    if not breach.authority:
        left.append(_("Leg eerst vast of het datalek is gemeld bij de AP."))
    if not breach.measures:
        left.append(_("Schrijf eerst op wat er is gedaan."))
    if not breach.tell_people:
        left.append(_("Kies eerst of de mensen bericht krijgen."))
    elif breach.tell_people == TellPeople.YES and not breach.people.exists():
        left.append(_("Zet eerst op de lijst wie bericht krijgt."))
    elif breach.tell_people == TellPeople.YES and breach.people.filter(told_on=None).exists():
        left.append(_("Nog niet iedereen heeft bericht gekregen."))
    return left


def _facts(
    title: str,
    what: str,
    found_at: dt.datetime,
    happened_at: dt.datetime | None,
    data: str,
    measures: str,
    case_numbers: Iterable[str],
) -> dict[str, Any]:
    if not title.strip():
        raise Refusal(_("Geef het datalek een korte naam."), at="title")
    if not what.strip():
        raise Refusal(_("Schrijf op wat er is gebeurd."), at="what")
    if found_at > timezone.now():
        raise Refusal(_("Dit moment is nog niet geweest. Schrijf op wanneer het is ontdekt."), at="found_at")
    if happened_at is not None and happened_at > found_at:
        raise Refusal(_("Het kan niet na de ontdekking zijn gebeurd."), at="happened_at")
    return {
        "title": title.strip(),
        "what": what.strip(),
        "found_at": found_at,
        "happened_at": happened_at,
        "data": data.strip(),
        "measures": measures.strip(),
        "case_numbers": _known(case_numbers),
    }


def _known(numbers: Iterable[str]) -> list[str]:
    """These numbers, each once. Raises Refusal where there is no such case."""
    typed = list(dict.fromkeys(number.strip() for number in numbers if number.strip()))
    if wrong := [number for number in typed if names_in(number) is None]:
        raise Refusal(_("Er is geen zaak met dit nummer: %(numbers)s.") % {"numbers": listed(wrong)}, at="numbers")
    return typed


def _accounts(addresses: Iterable[str]) -> list[User]:
    """The accounts with these mail addresses. Raises Refusal where there is none."""
    typed = list(dict.fromkeys(mail_key(each) for each in addresses if each.strip()))
    found = {mail_key(user.email): user for user in User.objects.filter(email__in=typed)}
    if wrong := [each for each in typed if each not in found]:
        raise Refusal(
            _("Er is geen account met dit adres: %(addresses)s.") % {"addresses": listed(wrong)}, at="accounts"
        )
    return [found[each] for each in typed]


def _lock(breach: Breach) -> Breach:
    locked: Breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if not locked.is_open:
        raise Refusal(_("Dit datalek is afgesloten. Er verandert niets meer aan."))
    return locked


def _lock_person(person: Concerned) -> Concerned:
    _lock(person.breach)
    return Concerned.objects.select_for_update(of=("self",)).select_related("breach").get(pk=person.pk)


def _save(breach: Breach, **values: Any) -> Breach:
    for name, value in values.items():
        setattr(breach, name, value)
    breach.save(update_fields=list(values))
    return breach
