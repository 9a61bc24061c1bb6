"""Invitations that are out already, where a case becomes a herstelconferentie: both sides did not agree yet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cases.codes import Variant
from cases.models import Case
from cases.variants.leftovers import Leftover, Question
from conferences.codes import NOT_BEGUN_STATES
from conferences.models import Invitation
from ekc.accounts.models import User

from .lapsing import let_invitations_lapse


def _sent(case: Case) -> list[Invitation]:
    found = Invitation.objects.filter(
        conference__case=case, conference__state__in=sorted(NOT_BEGUN_STATES), withdrawn_at=None, referrer=None
    )
    return list(found.select_related("person", "main_person"))


def _ask(case: Case, target: str) -> Iterable[Question]:
    if target == Variant.RESTORATIVE and (sent := _sent(case)):
        yield Question(
            "uitnodigingen",
            _("Uitnodigingen die al weg zijn: %(number)d") % {"number": len(sent)},
            [
                ("vervalt", _("Vervallen; iedereen wordt opnieuw uitgenodigd als beide kanten ja zeiden")),
                ("blijft", _("Blijven gelden; ik heb iedereen gesproken")),
            ],
        )


def _settle(case: Case, target: str, key: str, choice: str, by: User) -> None:
    if choice == "vervalt":
        sent = _sent(case)
        let_invitations_lapse(
            case,
            people=[each.person for each in sent if each.person],
            main_people=[each.main_person for each in sent if each.main_person],
        )


INVITATIONS = Leftover(_ask, _settle)
