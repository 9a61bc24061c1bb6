"""What does not fit any more where a case becomes another kind of conference: asked, thing by thing, never guessed.

Floors above put what they know into it: `LEFTOVERS`, filled in `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.codes import (
    SIDES,
    ExclusionBy,
    LeavingReason,
    PartyKind,
    Training,
    Variant,
)
from cases.models import Case, Party, PartyMember, SafetySignal
from cases.queries import active_contract, open_bans
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.registry import Registry


@dataclass(frozen=True)
class Question:
    """One thing that does not fit: what it is, and what may become of it, as codes with Dutch words."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]

    def words_of(self, choice: str) -> str:
        return dict(self.choices)[choice]


@dataclass(frozen=True)
class Leftover:
    """`asks` gives the questions of a change; `settle` does what was chosen, inside the act. Both in any order."""

    asks: Callable[[Case, str], Iterable[Question]]
    settle: Callable[[Case, str, str, str, User], None]
    """Case, the new variant, the key of the question, the choice, and by whom."""


LEFTOVERS: Registry[Leftover] = Registry("what does not fit another variant")


def questions_of(case: Case, target: str) -> list[tuple[str, Question]]:
    """Everything to decide before this case becomes `target`, each with the name of who settles it."""
    if target == case.variant:
        return []
    return [(name, each) for name in LEFTOVERS.names() for each in LEFTOVERS[name].asks(case, target)]


# --- the group -------------------------------------------------------------------------------------------------


def _ask_group(case: Case, target: str) -> Iterable[Question]:
    said = (case.group_name, case.group_kind, case.group_place, case.group_topics)
    if any(said) and target != Variant.COMMUNITY:
        name = case.group_name or case.get_group_kind_display() or case.group_place
        label = _("De groep: %(name)s") % {"name": name}
        yield Question("groep", label, [("situatie", _("Zet het bij de situatie")), ("weg", _("Vervalt"))])


def _settle_group(case: Case, target: str, key: str, choice: str, by: User) -> None:
    if choice == "situatie":
        where = f" ({case.group_place})" if case.group_place else ""
        add_to_situation(case, f"{case.group_name}{where}, {case.get_group_kind_display()}".rstrip(", "))
    case.group_name, case.group_kind, case.group_place, case.group_topics = "", "", "", []
    case.save(update_fields=["group_name", "group_kind", "group_place", "group_topics"])


def add_to_situation(case: Case, line: str) -> None:
    case.situation = f"{case.situation}\n{line}".strip()
    case.save(update_fields=["situation"])


# --- parties -----------------------------------------------------------------------------------------------------

AS_SIDE = [(kind.value, kind.label) for kind in SIDES]


def _ask_parties(case: Case, target: str) -> Iterable[Question]:
    for party in case.parties.prefetch_related("members"):
        gone = ("weg", _("Vervalt; de mensen blijven in de kring"))
        choices = {
            Variant.RESTORATIVE: [
                (code, _("Wordt een kant: %(kind)s") % {"kind": kind.lower()}) for code, kind in AS_SIDE
            ],
            Variant.COMMUNITY: [(PartyKind.GROUP.value, _("Wordt een partij"))],
            Variant.FAMILY: [("situatie", _("Zet naam en wens bij de situatie; de mensen blijven in de kring"))],
        }[Variant(target)]
        yield Question(
            f"partij-{party.pk}",
            (_("De kant: %(name)s") if party.is_side else _("De partij: %(name)s")) % {"name": party},
            [*choices, gone],
        )


def _settle_party(case: Case, target: str, key: str, choice: str, by: User) -> None:
    party: Party = case.parties.get(pk=int(key.removeprefix("partij-")))
    if choice == "situatie":
        add_to_situation(case, f"{party.name}: {party.concern}" if party.concern else party.name)
    if choice in ("situatie", "weg"):
        party.delete()
        return
    party.kind, party.is_professional, party.size = choice, False, None
    party.agreed_on, party.agreed_by, party.agreed_note = None, None, ""
    party.save()


# --- what only a herstelconferentie has ----------------------------------------------------------------------------


def _ask_answers(case: Case, target: str) -> Iterable[Question]:
    answered = (
        PartyMember.objects.filter(party__case=case).exclude(responsibility="").select_related("person", "main_person")
    )
    if names := ", ".join(str(each) for each in answered):
        yield Question(
            "verantwoordelijkheid",
            _("Wat zij antwoordden over verantwoordelijkheid: %(names)s") % {"names": names},
            [
                ("terug", _("Vervalt, en wie daardoor niet meedeed, doet weer mee")),
                ("blijft", _("Vervalt, en wie in de kring niet meedeed, blijft buiten")),
            ],
        )


def _settle_answers(case: Case, target: str, key: str, choice: str, by: User) -> None:
    PartyMember.objects.filter(party__case=case).exclude(responsibility="").update(
        responsibility="", responsibility_on=None, responsibility_by=None, responsibility_note=""
    )
    case.main_persons.filter(destroyed_on=None).exclude(left_on=None).update(left_on=None)
    if choice == "terug":
        case.circle.filter(excluded_by=ExclusionBy.SIDE_ENDED).update(
            excluded_by="", excluded_reason="", excluded_on=None
        )


def _ask_bans(case: Case, target: str) -> Iterable[Question]:
    if names := "; ".join(str(ban) for ban in open_bans(case).filter(party__isnull=False)):
        yield Question(
            "contactverboden",
            _("Het contactverbod tussen de kanten: %(names)s") % {"names": names},
            [
                ("signaal", _("Wordt een signaal over veiligheid, waarover opnieuw wordt besloten")),
                ("weg", _("Vervalt")),
            ],
        )


def _settle_bans(case: Case, target: str, key: str, choice: str, by: User) -> None:
    bans = open_bans(case).filter(party__isnull=False)
    if choice == "signaal":
        about = _("Er stond een contactverbod tussen twee kanten: %(names)s.") % {"names": "; ".join(map(str, bans))}
        SafetySignal.objects.create(case=case, reported_by=by, signalled_by=str(by), about=about)
    case.contact_bans.filter(party__isnull=False).delete()


# --- who works on it -----------------------------------------------------------------------------------------------


def _ask_coordinator(case: Case, target: str) -> Iterable[Question]:
    contract = active_contract(case)
    if target != Variant.RESTORATIVE or contract is None or Training.RESTORATIVE in contract.coordinator.trainings:
        return
    yield Question(
        "coordinator",
        _("%(name)s heeft de training voor herstelconferenties niet") % {"name": contract.coordinator},
        [("anders", _("Er komt een andere coördinator")), ("blijft", _("Blijft, met hulp van de coach"))],
    )


def _settle_coordinator(case: Case, target: str, key: str, choice: str, by: User) -> None:
    contract = active_contract(case)
    if choice == "anders" and contract is not None:
        contract.leaving_since, contract.leaving_reason = local_today(), LeavingReason.OTHER
        contract.save(update_fields=["leaving_since", "leaving_reason"])


OWN: tuple[tuple[str, Leftover], ...] = (
    # Answers and bans hang on the parties: they go first.
    ("answers", Leftover(_ask_answers, _settle_answers)),
    ("bans", Leftover(_ask_bans, _settle_bans)),
    ("group", Leftover(_ask_group, _settle_group)),
    ("parties", Leftover(_ask_parties, _settle_party)),
    ("coordinator", Leftover(_ask_coordinator, _settle_coordinator)),
)
