"""The sides of a herstelconferentie, the parties of an Alle Hens-conferentie, and who speaks when (domain.md 3.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import SIDES, BanSource, PartyKind, Responsibility, Variant
from cases.locks import lock_case
from cases.models import Case, CirclePerson, ContactBan, MainPerson, Party, PartyMember
from ekc.accounts.models import User
from ekc.names import same_name
from ekc.refusal import Refusal

from .sides import check_takes_part

FEWEST_GROUPS = 2


@dataclass(frozen=True)
class PartyText:
    """A party as it was typed; `pk` of one that stands there already."""

    name: str
    concern: str = ""
    kind: str = PartyKind.GROUP
    pk: int | None = None
    is_professional: bool = False
    size: int | None = None


@dataclass(frozen=True)
class Seat:
    """On which side somebody sits. `speaks_at` None: where the usual order puts them."""

    party: Party
    person: CirclePerson | None = None
    main_person: MainPerson | None = None
    is_central: bool = False
    speaks_for: bool = False
    speaks_at: int | None = None


@transaction.atomic
def save_parties(case: Case, parties: Sequence[PartyText], *, by: User | None) -> list[Party]:
    """Keep who the parties are; one that is not named any more goes, with its seats.

    A herstelconferentie has at least one side that did it and one that was harmed, and nothing else. Raises Refusal
    for an ordinary conference, for a party without a name, the same name twice, an Alle Hens-conferentie with fewer
    than two, and for taking away one of which people were counted.
    """
    case = lock_case(case)
    names = [text.name.strip() for text in parties]
    if case.variant == Variant.FAMILY:
        raise Refusal(_("Partijen horen bij een herstelconferentie of een Alle Hens-conferentie."))
    if not all(names):
        raise Refusal(_("Geef elke partij een naam."))
    if len({same_name(name) for name in names}) < len(names):
        raise Refusal(_("Twee partijen hebben dezelfde naam."))
    kinds = {text.kind for text in parties}
    if case.variant == Variant.RESTORATIVE and kinds != set(SIDES):
        raise Refusal(_("Een herstelconferentie heeft twee kanten: wie het is overkomen, en wie het deed."))
    if case.variant == Variant.COMMUNITY and (len(parties) < FEWEST_GROUPS or kinds != {PartyKind.GROUP}):
        raise Refusal(_("Een Alle Hens-conferentie heeft ten minste twee partijen."))
    known = {party.pk: party for party in case.parties.all()}
    gone = case.parties.exclude(pk__in={text.pk for text in parties if text.pk in known})
    if counted := gone.filter(attendances__isnull=False).first():
        raise Refusal(_("Van %(party)s is geteld wie er waren. Haal eerst die aantallen weg.") % {"party": counted})
    if answered := gone.filter(members__responsibility__in=Responsibility.values).first():
        raise Refusal(
            _("Bij %(party)s is gevraagd wie verantwoordelijkheid neemt. Die kant kan daarom niet weg.")
            % {"party": answered}
        )
    gone.delete()
    return [_save_party(case, known.get(text.pk or 0), text) for text in parties]


def _save_party(case: Case, party: Party | None, text: PartyText) -> Party:
    party = party or Party(case=case)
    if party.pk and party.kind != text.kind and party.members.exclude(responsibility="").exists():
        raise Refusal(
            _("Bij %(party)s is gevraagd wie verantwoordelijkheid neemt. Die kant blijft wie het deed.")
            % {"party": party},
            at="text",
        )
    party.kind, party.name, party.concern = text.kind, text.name.strip(), text.concern.strip()
    party.is_professional = text.is_professional and text.kind == PartyKind.GROUP
    party.size = text.size if text.kind == PartyKind.GROUP else None
    party.save()
    return party


@transaction.atomic
def seat_people(case: Case, seats: Iterable[Seat], *, by: User | None) -> None:
    """Keep who sits on which side and who speaks when; who is not named loses the seat.

    Between two sides of a herstelconferentie stands a contact ban from then on, until it is lifted or decided
    otherwise. What somebody answered about responsibility stays. Raises Refusal when two people would speak at the
    same place, for who was set aside, and where somebody who answered would not be the one who did it any more.
    """
    chosen = list(seats)
    case = lock_case(case)
    places = [seat.speaks_at for seat in chosen if seat.speaks_at is not None]
    if len(set(places)) < len(places):
        raise Refusal(_("Twee mensen hebben hetzelfde nummer in de volgorde van spreken."))
    known = {(row.person_id, row.main_person_id): row for row in PartyMember.objects.filter(party__case=case)}
    kept = [_seat(seat, known) for seat in chosen]
    gone = PartyMember.objects.filter(party__case=case).exclude(pk__in=[row.pk for row in kept if row.pk])
    for row in gone.exclude(responsibility=""):
        _refuse_to_move(row)
    gone.delete()
    for row in kept:
        row.save()
    if case.variant == Variant.RESTORATIVE:
        keep_sides_apart(case, by=by)


def _seat(seat: Seat, known: dict[tuple[int | None, int | None], PartyMember]) -> PartyMember:
    key = (seat.person.pk if seat.person else None, seat.main_person.pk if seat.main_person else None)
    row = known.get(key) or PartyMember(person=seat.person, main_person=seat.main_person)
    somebody = seat.person or seat.main_person
    if somebody is not None and not row.pk:
        check_takes_part(somebody)
    if row.responsibility and not (seat.is_central and seat.party.kind == PartyKind.OFFENDER):
        _refuse_to_move(row)
    row.party, row.is_central = seat.party, seat.is_central
    row.speaks_for, row.speaks_at = seat.speaks_for, seat.speaks_at
    return row


def _refuse_to_move(row: PartyMember) -> None:
    raise Refusal(
        _("Van %(name)s is vastgelegd wat die antwoordde over verantwoordelijkheid. Die blijft daarom wie het deed.")
        % {"name": row}
    )


def keep_sides_apart(case: Case, *, by: User | None) -> None:
    """A ban between each two opposite sides that have people; one that was lifted does not come back by itself."""
    sides = list(case.parties.filter(kind__in=SIDES, members__isnull=False).distinct())
    known = set(ContactBan.objects.filter(case=case, party__isnull=False).values_list("party_id", "other_party_id"))
    for one in sides:
        for other in sides:
            if one.kind != PartyKind.OFFENDER or other.kind != PartyKind.HARMED or (one.pk, other.pk) in known:
                continue
            ContactBan.objects.create(
                case=case,
                party=one,
                other_party=other,
                source=BanSource.SIDES,
                note=_("Staat er vanzelf: de twee kanten komen pas samen als dat met de regiomanager is besloten."),
                recorded_by=by,
            )
