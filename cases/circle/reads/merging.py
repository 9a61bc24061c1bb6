"""What comes together when two rows of the circle are one person, and what has to be chosen first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import POSITION_WORDS, Position
from cases.contact import safe_contact
from cases.models import CirclePerson, MainPerson
from ekc.addresses import mail_key, postal_key
from ekc.merging.models import Merge
from ekc.merging.preview import Preview, Question, what_comes_together
from ekc.names import same_name
from ekc.phones import phone_key, phone_text

Somebody = CirclePerson | MainPerson


def _address_of(person: Somebody) -> str:
    return safe_contact(person).address or _("een geheim adres")


@dataclass(frozen=True)
class Chosen:
    """Columns that belong together, of which only one of two people's can stand. `same` compares what they say."""

    key: str
    label: str | Promise
    fields: tuple[str, ...]
    told: Callable[[Any], str]
    same: Callable[[str], Any] = str


def _column(name: str) -> Any:
    return CirclePerson._meta.get_field(name)


def _text(name: str, same: Callable[[str], Any] = str) -> Chosen:
    return Chosen(f"veld-{name}", _column(name).verbose_name, (name,), lambda person: str(getattr(person, name)), same)


def _code(name: str, *beside: str) -> Chosen:
    def told(person: CirclePerson) -> str:
        said = [str(getattr(person, f"get_{name}_display")()), *(str(getattr(person, each) or "") for each in beside)]
        return ", ".join(filter(None, said))

    return Chosen(f"veld-{name}", _column(name).verbose_name, (name, *beside), told)


CHOSEN: tuple[Chosen, ...] = (
    _text("name", same_name),
    Chosen("veld-phone", gettext_lazy("telefoon"), ("phone",), lambda person: phone_text(person.phone), phone_key),
    _text("email", mail_key),
    Chosen(
        "veld-address",
        gettext_lazy("adres"),
        ("street", "postcode", "place", "municipality"),
        _address_of,
    ),
    Chosen(
        "veld-position",
        _column("position").verbose_name,
        ("position",),
        lambda person: str(POSITION_WORDS[person.position]),
    ),
    _text("relation"),
    _code("side"),
    _text("language"),
    _text("best_time"),
    _code("found_through"),
    _code("other_way_code", "other_way"),
    Chosen(
        "veld-knows_situation",
        _column("knows_situation").verbose_name,
        ("knows_situation", "knowledge_decided_by"),
        lambda person: ", ".join(
            filter(None, [_("ja") if person.knows_situation else _("nee"), person.knowledge_decided_by])
        ),
    ),
    _code("excluded_by", "excluded_with", "excluded_reason", "excluded_on"),
)
"""What is asked where both say something else; where one says nothing, the other stands."""

JOINED = {"needs": 2000, "contact_wish": 200}
"""Both hold: what somebody needs, and what is safe. With the longest text there is room for."""
FLAGS = (
    "is_minor",
    "is_parent_or_carer",
    "visited",
    "is_key_person",
    "secret_address",
    "no_voicemail",
    "no_call",
    "no_mail",
)
"""True of one is true of both: a secret address stays secret, and nobody leaves a message."""
SAFE_TEXTS, SAFE_FLAGS = ("contact_wish",), ("secret_address", "no_voicemail", "no_call", "no_mail")
"""What is safe of somebody of the circle holds for the main person that they turn out to be as well."""
BOTH_TOLD = ("need_codes",)
RULED = ("suggested_by", "closeness", "approached_on")
"""Named in the aanmelding by either; the closest; the first day."""
OF_THE_ROW = ("id", "case", "name_key", "merged_into", "main_person", "added_at", "destroyed_on")
"""Of the row that is kept."""
REACHED_BY = ("veld-phone", "veld-email", "veld-address", "veld-language", "veld-best_time")
"""Of what is chosen, that which is known of a main person too. The name of a main person is put right elsewhere."""


def chosen_of(keep: Somebody) -> tuple[Chosen, ...]:
    """Of what one of two can stand with who is kept."""
    return tuple(each for each in CHOSEN if isinstance(keep, CirclePerson) or each.key in REACHED_BY)


_UNKNOWN = {"position": (Position.UNKNOWN,)}


def says_nothing(person: Somebody, chosen: Chosen) -> bool:
    return all(getattr(person, name) in ("", None, *_UNKNOWN.get(name, ())) for name in chosen.fields)


def chosen_between(keep: Somebody, double: CirclePerson, chosen: Chosen) -> Question | None:
    """The question which of two stands; None where one says nothing, or both say the same."""
    if says_nothing(keep, chosen) or says_nothing(double, chosen) or _says_same(keep, double, chosen):
        return None
    return Question(chosen.key, str(chosen.label).capitalize(), chosen.told(keep), chosen.told(double))


def _says_same(keep: Somebody, double: CirclePerson, chosen: Chosen) -> bool:
    def said(person: Somebody) -> list[Any]:
        return [
            value if (value := getattr(person, name)) is None else chosen.same(str(value)) for name in chosen.fields
        ]

    if chosen.key == "veld-address":
        return postal_key(" ".join(map(str, said(keep)))) == postal_key(" ".join(map(str, said(double))))
    return said(keep) == said(double)


def coming_together(keep: Somebody, double: CirclePerson) -> Preview:
    """What comes together, by which rules, and what is asked."""
    found = what_comes_together(keep, double)
    own = [question for each in chosen_of(keep) if (question := chosen_between(keep, double, each)) is not None]
    found.questions[:0] = own
    found.ruled[:0] = _rules(keep, double)
    return found


def _rules(keep: Somebody, double: CirclePerson) -> list[str]:
    said = []
    if isinstance(keep, MainPerson) and double.needs_words:
        said.append(_("Nodig is: %(needs)s. Dat blijft te lezen bij de hoofdpersoon.") % {"needs": double.needs_words})
    if keep.secret_address != double.secret_address:
        said.append(_("Van een van beiden is het adres geheim: dan is het adres dat blijft, geheim."))
    if keep.no_voicemail != double.no_voicemail:
        said.append(_("Bij een van beiden mag geen voicemail worden ingesproken: dat geldt dan voor wie blijft."))
    joined = JOINED if isinstance(keep, CirclePerson) else SAFE_TEXTS
    if any(getattr(keep, name) and getattr(double, name) for name in joined):
        said.append(_("Wat nodig is en wat veilig contact is, blijft van allebei staan."))
    return said


@dataclass(frozen=True)
class MergedWith:
    """One merge that stands, for the page of who was kept. `at` is the person at whom it is undone."""

    merge: Merge
    name: str
    at: int
    stays: str = ""
    """What only a row of the circle can say, of who is a main person now."""


def merged_with(person: Somebody) -> list[MergedWith]:
    """Who was merged into this person, the newest first, each with what undoing it needs."""
    merges = list(Merge.objects.into(person))
    doubles = person.case.circle.in_bulk([each.double_id for each in merges])
    if isinstance(person, CirclePerson):
        return [MergedWith(each, doubles[each.double_id].name, person.pk) for each in merges]
    return [_in_circle_too(each, doubles[each.double_id]) for each in merges]


def _in_circle_too(merge: Merge, double: CirclePerson) -> MergedWith:
    needs = _("Nodig: %(needs)s.") % {"needs": double.needs_words} if double.needs_words else ""
    return MergedWith(merge, double.name, double.pk, needs)
