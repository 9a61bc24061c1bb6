"""The sides of a herstelconferentie, the parties of an Alle Hens-conferentie, and who speaks when (domain.md 3.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import Variant
from cases.locks import lock_case
from cases.models import Case, CirclePerson, MainPerson
from conferences.codes import PartyKind
from conferences.models import Party, PartyMember
from ekc.accounts.models import User
from ekc.names import same_name
from ekc.refusal import Refusal

SIDES = (PartyKind.OFFENDER, PartyKind.HARMED)
FEWEST_GROUPS = 2


@dataclass(frozen=True)
class PartyText:
    """A party as it was typed; `pk` of one that stands there already."""

    name: str
    concern: str = ""
    kind: str = PartyKind.GROUP
    pk: int | None = None
    is_professional: bool = False


@dataclass(frozen=True)
class Seat:
    """On which side somebody sits. `speaks_at` None: where the usual order puts them."""

    party: Party
    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    is_central: bool = False
    speaks_at: int | None = None


@transaction.atomic
def save_parties(case: Case, parties: Sequence[PartyText], *, by: User) -> list[Party]:
    """Keep who the parties are; one that is not named any more goes, with its seats.

    A herstelconferentie has exactly its two sides. Raises Refusal for an ordinary conference, for a
    party without a name, the same name twice, and an Alle Hens-conferentie with fewer than two.
    """
    case = lock_case(case)
    names = [text.name.strip() for text in parties]
    if case.variant == Variant.FAMILY:
        raise Refusal(_("Partijen horen bij een herstelconferentie of een Alle Hens-conferentie."))
    if not all(names):
        raise Refusal(_("Geef elke partij een naam."))
    if len({same_name(name) for name in names}) < len(names):
        raise Refusal(_("Twee partijen hebben dezelfde naam."))
    if case.variant == Variant.RESTORATIVE and sorted(text.kind for text in parties) != sorted(SIDES):
        raise Refusal(_("Een herstelconferentie heeft twee kanten: wie het is overkomen, en wie het deed."))
    if case.variant == Variant.COMMUNITY and len(parties) < FEWEST_GROUPS:
        raise Refusal(_("Een Alle Hens-conferentie heeft ten minste twee partijen."))
    known = {party.pk: party for party in case.parties.all()}
    kept = {text.pk for text in parties if text.pk in known}
    case.parties.exclude(pk__in=kept).delete()
    return [_save_party(case, known.get(text.pk or 0), text) for text in parties]


def _save_party(case: Case, party: Party | None, text: PartyText) -> Party:
    party = party or Party(case=case)
    party.kind, party.name, party.concern = text.kind, text.name.strip(), text.concern.strip()
    party.is_professional = text.is_professional and text.kind == PartyKind.GROUP
    party.save()
    return party


@transaction.atomic
def seat_people(case: Case, seats: Iterable[Seat], *, by: User) -> None:
    """Keep who sits on which side and who speaks when; replaces what was there.

    Raises Refusal when two people would speak at the same place, and for who was set aside.
    """
    chosen = list(seats)
    lock_case(case)
    places = [seat.speaks_at for seat in chosen if seat.speaks_at is not None]
    if len(set(places)) < len(places):
        raise Refusal(_("Twee mensen hebben hetzelfde nummer in de volgorde van spreken."))
    for seat in chosen:
        if seat.person is not None and not seat.person.takes_part:
            raise Refusal(
                _("%(name)s doet niet mee. Neem die persoon eerst weer op in de kring.") % {"name": seat.person.name}
            )
    PartyMember.objects.filter(party__case=case).delete()
    PartyMember.objects.bulk_create(
        PartyMember(
            party=seat.party,
            person=seat.person,
            main_person=seat.main_person,
            is_central=seat.is_central,
            speaks_at=seat.speaks_at,
        )
        for seat in chosen
    )
