"""Two rows of the circle that turn out to be one person: what is known of both stands, and nothing is lost
(domain.md 3.3)."""

from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS, CircleSource
from cases.contact import safe_contact
from cases.locks import lock_writable, refuse_taken_out
from cases.merges import bans_of, bans_of_main_person
from cases.models import Case, CirclePerson, MainPerson
from cases.search import update_search
from cases.signals import people_merged
from ekc.accounts.models import User
from ekc.merging.acts import merge_rows, undo_merge
from ekc.merging.ledger import Ledger
from ekc.merging.models import Merge
from ekc.merging.preview import DOUBLE, answer_to
from ekc.merging.uniting import unite
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

from ..reads.merging import (
    BOTH_TOLD,
    FLAGS,
    JOINED,
    SAFE_FLAGS,
    SAFE_TEXTS,
    Chosen,
    Somebody,
    chosen_between,
    chosen_of,
    says_nothing,
)
from .shared_homes import hide_shared_homes


@transaction.atomic
def merge_people(
    keep: CirclePerson, double: CirclePerson, *, by: User, answers: Mapping[str, str] | None = None
) -> CirclePerson:
    """`double` is the same person as `keep`: what is known of both stands with `keep`, and `double` points to it.

    `answers` by the key of the questions of `coming_together`; None keeps what stands with `keep`. A flag of either
    holds for both, so that an address that is secret stays so. Raises Refusal.
    """
    case = lock_writable(keep.case)
    keep, double = _both(case, keep, double)
    before = double.email
    merge_rows(
        keep,
        double,
        by=by,
        answers=answers,
        settle_own=partial(_settle_own, keep, double, answers),
        afterwards=partial(_tell, keep, double),
        beside=[*case.circle.all(), *case.main_persons.all()],
        case_number=case.number,
    )
    follow_address(keep, case_number=case.number, old=before, new=safe_contact(keep).email)
    return keep


@transaction.atomic
def merge_into_main_person(
    keep: MainPerson, double: CirclePerson, *, by: User, answers: Mapping[str, str] | None = None
) -> MainPerson:
    """`double`, of the circle, is a main person: what was asked of the row of the circle is theirs from now on.

    How to reach them fills what is not known; what is safe of either holds. Who they are to the family stays with the
    row of the circle, which is kept. Undone as any merge. Raises Refusal.
    """
    case = lock_writable(keep.case)
    main = MainPerson.objects.select_for_update().get(pk=keep.pk)
    person = CirclePerson.objects.select_for_update().get(pk=double.pk)
    _refuse_as_main_person(case, main, person)
    before = person.email
    merge_rows(
        main,
        person,
        by=by,
        answers=answers,
        settle_own=partial(_settle_main_person, main, person, answers),
        afterwards=partial(_tell, main, person),
        beside=[*case.circle.all(), *case.main_persons.all()],
        case_number=case.number,
    )
    follow_address(main, case_number=case.number, old=before, new=safe_contact(main).email)
    update_search(Case.objects.get(pk=case.pk))
    return main


def _refuse_as_main_person(case: Case, main: MainPerson, person: CirclePerson) -> None:
    if person.case_id != case.pk or person.is_double:
        raise Refusal(_("Deze persoon is al samengevoegd. Kijk naar de nieuwste stand van de kring."))
    refuse_taken_out(person)
    if main.unborn:
        raise Refusal(_("Een kind dat nog niet geboren is, staat niet in de kring."))
    if main.takes_part != person.takes_part:
        raise Refusal(_("Een van beiden doet niet mee. Leg eerst vast of deze persoon meedoet, en voeg dan samen."))
    if person.position in PROFESSIONAL_POSITIONS:
        raise Refusal(_("Een professional is geen hoofdpersoon. Verbeter eerst wie dit is."))
    if bans_of_main_person(main).filter(person=person).exists():
        raise Refusal(_("Tussen deze twee staat een contactverbod: dan kunnen zij niet dezelfde persoon zijn."))


def _tell(keep: Somebody, double: CirclePerson, ledger: Ledger) -> None:
    keep.refresh_from_db()
    people_merged.send(sender=CirclePerson, keep=keep, double=double, ledger=ledger)


@transaction.atomic
def undo_merged_people(merge: Merge, *, by: User, reason: str) -> CirclePerson:
    """They are two after all: each row is again what it was, and mail about the second goes to the own address.

    What was written down since with who was kept, stays there. Raises Refusal.
    """
    double = CirclePerson.objects.get(pk=merge.double_id)
    case = lock_writable(double.case)
    undo_merge(merge, by=by, reason=reason)
    double.refresh_from_db()
    kind: type[Somebody] = MainPerson if merge.kind == MainPerson._meta.label_lower else CirclePerson
    kept = kind.objects.get(pk=merge.kept_id)
    follow_address(double, case_number=case.number, old=kept.email, new=safe_contact(double).email)
    update_search(Case.objects.get(pk=case.pk))
    return double


def _both(case: Case, keep: CirclePerson, double: CirclePerson) -> tuple[CirclePerson, CirclePerson]:
    """The rows of these two, locked. Raises Refusal for two that cannot be one person."""
    rows = {row.pk: row for row in CirclePerson.objects.select_for_update().filter(case=case)}
    if keep.pk == double.pk or double.pk not in rows:
        raise Refusal(_("Kies twee verschillende mensen uit deze kring."))
    keep, double = rows[keep.pk], rows[double.pk]
    refuse_taken_out(keep)
    refuse_taken_out(double)
    if keep.is_double or double.is_double:
        raise Refusal(_("Een van beiden is al samengevoegd. Kijk naar de nieuwste stand van de kring."))
    if bool(keep.excluded_by) != bool(double.excluded_by):
        raise Refusal(_("Een van beiden doet niet mee. Leg eerst vast of deze persoon meedoet, en voeg dan samen."))
    if bans_of(keep).filter(Q(person=double) | Q(other=double)).exists():
        raise Refusal(_("Tussen deze twee staat een contactverbod: dan kunnen zij niet dezelfde persoon zijn."))
    return keep, double


def _choose(
    keep: Somebody, double: CirclePerson, answers: Mapping[str, str] | None, chosen_ones: Iterable[Chosen]
) -> None:
    for chosen in chosen_ones:
        if says_nothing(double, chosen):
            continue
        asked = chosen_between(keep, double, chosen) is not None
        if says_nothing(keep, chosen) or asked and answer_to(chosen.key, answers) == DOUBLE:
            for name in chosen.fields:
                setattr(keep, name, getattr(double, name))


def _settle_main_person(keep: MainPerson, double: CirclePerson, answers: Mapping[str, str] | None) -> None:
    _choose(keep, double, answers, chosen_of(keep))
    unite(keep, double, joins=SAFE_TEXTS, either=SAFE_FLAGS)
    keep.save()
    double.main_person = keep
    double.save(update_fields=["main_person"])
    hide_shared_homes(keep.case)


def _settle_own(keep: CirclePerson, double: CirclePerson, answers: Mapping[str, str] | None) -> None:
    _choose(keep, double, answers, chosen_of(keep))
    unite(
        keep,
        double,
        joins=JOINED,
        longest=JOINED,
        either=FLAGS,
        lists=BOTH_TOLD,
        first=("closeness", "approached_on"),
    )
    if CircleSource.REFERRAL in (keep.suggested_by, double.suggested_by):
        keep.suggested_by = CircleSource.REFERRAL
    keep.save()
    double.merged_into = keep
    double.save(update_fields=["merged_into"])
    hide_shared_homes(keep.case)
