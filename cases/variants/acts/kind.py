"""Which kind of conference it is, and what the group of an Alle Hens-conferentie is (domain.md 3.6)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import FINISHED_STATES, GroupKind, GroupTopic, Variant
from cases.locks import lock_case
from cases.models import Case, VariantChange
from cases.queries import is_before_first_meeting
from cases.search import update_search
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..leftovers import LEFTOVERS, questions_of
from .parties import keep_sides_apart

GROUP_FIELDS = ("group_name", "group_kind", "group_place", "group_topics")


@transaction.atomic
def choose_variant(
    case: Case, *, by: User, variant: str, reason: str, decisions: Mapping[str, str] | None = None
) -> Case:
    """Say which kind of conference it becomes, with what happens to each thing that does not fit (`questions_of`).

    Why, by whom and what was decided is kept. Raises Refusal once the first meeting began, for an unknown kind,
    without a reason, while something is undecided, and for a conference of a family about nobody.
    """
    locked = lock_case(case)
    if variant not in Variant.values:
        raise Refusal(_("Kies een soort conferentie uit de lijst."), at="variant")
    if not is_before_first_meeting(locked) or locked.meetings_held:
        raise Refusal(_("De soort conferentie ligt vast zodra de eerste bijeenkomst is begonnen."))
    if variant != Variant.COMMUNITY and not locked.main_persons.exists():
        raise Refusal(_("Zonder hoofdpersoon kan het alleen een Alle Hens-conferentie zijn."), at="variant")
    if variant == locked.variant:
        return locked
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom het een andere soort conferentie wordt."), at="reason")
    lines = _settle(locked, variant, decisions or {}, by=by)
    VariantChange.objects.create(
        case=locked,
        source=locked.variant,
        target=variant,
        reason=reason.strip(),
        decisions="\n".join(lines),
        by=by,
        role=by.role,
    )
    locked.variant = variant
    locked.save(update_fields=["variant"])
    if variant == Variant.RESTORATIVE:
        keep_sides_apart(locked, by=by)
    update_search(locked)
    case.refresh_from_db(fields=["variant", "situation", *GROUP_FIELDS])
    return locked


def _settle(case: Case, variant: str, decisions: Mapping[str, str], *, by: User) -> list[str]:
    lines = []
    for name, question in questions_of(case, variant):
        choice = decisions.get(question.key, "")
        if choice not in dict(question.choices):
            raise Refusal(_("Kies wat er gebeurt met: %(what)s.") % {"what": question.label}, at=question.key)
        LEFTOVERS[name].settle(case, variant, question.key, choice, by)
        lines.append(f"{question.label}: {question.words_of(choice)}")
    return lines


@transaction.atomic
def change_group(case: Case, *, by: User, name: str, kind: str, place: str = "", topics: Sequence[str] = ()) -> Case:
    """Put right what the group is under whose name the case stands. Raises Refusal for another kind of conference,
    without a name, for a kind or topic that is not in the list, and once the case is done."""
    locked = lock_case(case)
    if locked.variant != Variant.COMMUNITY:
        raise Refusal(_("Een groep hoort bij een Alle Hens-conferentie."))
    if locked.state in FINISHED_STATES:
        raise Refusal(_("Deze zaak is afgerond. Er kan niets meer veranderen."))
    if not name.strip():
        raise Refusal(_("Vul de naam van de groep in."), at="name")
    if kind not in GroupKind.values or set(topics) - set(GroupTopic.values):
        raise Refusal(_("Kies uit de lijst wat voor groep het is en waar het over gaat."), at=("kind", "topics"))
    locked.group_name, locked.group_kind = name.strip(), kind
    locked.group_place, locked.group_topics = place.strip(), list(topics)
    locked.save(update_fields=list(GROUP_FIELDS))
    update_search(locked)
    return locked
