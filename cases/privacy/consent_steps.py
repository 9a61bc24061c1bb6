"""The rows for a family that withdrew its consent to take part, or to share with who answers for safety."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from cases import norms
from cases.casepage.next_step import Doer, Due, Facts, Step, way_for
from cases.codes import ASKS_A_TALK, LIVING_STATES, ConsentPurpose
from cases.consented import last_of_each
from cases.models import Case, Consent
from cases.querysets import words_on
from ekc.accounts.codes import Role
from ekc.written_once import Question

from .reads.consents import waits_for_a_talk


@dataclass(frozen=True)
class Withdrawn:
    """Since when somebody should speak with a family: about taking part, about sharing."""

    taking_part: dt.date | None = None
    sharing: dt.date | None = None


def consent_facts(cases: Sequence[Case]) -> Mapping[int, Withdrawn]:
    """Of each case under way since when somebody should speak with the family. One query for those whose words were not
    fetched along (`file_of`), and more only where somebody should."""
    living = [case for case in cases if case.state in LIVING_STATES]
    words: list[Consent] = [said for case in living for said in getattr(case, "talk_words", ())]
    asked = [case.pk for case in living if not hasattr(case, "talk_words")]
    if len(asked) > 1 or (asked and _SAID_NO(cases=asked)):
        words += words_on(*sorted(ASKS_A_TALK)).filter(case__in=asked).select_related("talk", "case__referrer")
    since: dict[tuple[int, str], dt.date] = {}
    for said in last_of_each(words):
        if not said.gives and not hasattr(said, "talk") and waits_for_a_talk(said):
            key = (said.case_id, said.purpose)
            since[key] = min(said.said_on, since.get(key, said.said_on))
    return {
        case_id: Withdrawn(
            since.get((case_id, ConsentPurpose.TAKING_PART)), since.get((case_id, ConsentPurpose.REFERRER))
        )
        for case_id, _purpose in since
    }


# Hardly any family said no: of one case that is asked first, by a question that is written once.
_SAID_NO: Question[Any] = Question(
    lambda cases: (
        Consent.objects.order_by()
        .filter(case__in=cases, purpose__in=sorted(ASKS_A_TALK), gives=False)
        .values_list("pk")[:1]
    )
)


def _no_more_part(facts: Facts) -> Due | None:
    return _term(facts, "taking_part")


def _no_more_sharing(facts: Facts) -> Due | None:
    return _term(facts, "sharing")


def _term(facts: Facts, about: str) -> Due | None:
    withdrawn: Withdrawn | None = facts["consents"]
    since = getattr(withdrawn, about) if withdrawn is not None else None
    if since is None or facts.case.state not in LIVING_STATES:
        return None
    return Due(norms.add_working_days(since, norms.CONSENT_TALK_WORKING_DAYS))


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        8,
        "consent_taking_part",
        # Of the coordinator as well: whoever goes on with the work before that talk, goes on without consent.
        Step(
            _no_more_part,
            gettext_lazy("Praat met de familie: iemand wil niet meer meedoen"),
            Doer.MANAGER,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy(
                    "De regiomanager spreekt met de familie af: stoppen, of verder zonder deze persoon. Nodig tot dat "
                    "gesprek niemand uit, en plan niets nieuws."
                ),
                "cases:consents",
                gettext_lazy("Toestemming bekijken"),
            ),
            is_signal=True,
        ),
    ),
    (
        9,
        "consent_talk",
        Step(
            _no_more_sharing,
            gettext_lazy("Praat met de familie: toestemming is ingetrokken"),
            Doer.MANAGER,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy("De familie deelt niet meer met wie op de veiligheid let. Spreek af wat er nu gebeurt."),
                "cases:consents",
                gettext_lazy("Toestemming bekijken"),
            ),
            readers=frozenset({Role.REGIONAL_MANAGER}),
            is_signal=True,
        ),
    ),
)
