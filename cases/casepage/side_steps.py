"""The rows of the side roads: another coordinator, work that is over but for filling in, a case that was reopened."""

from django.utils.translation import gettext_lazy

from cases import norms
from cases.codes import COORDINATOR_WRITES_STATES
from cases.codes import CaseState as S
from ekc.accounts.codes import Role

from .file_steps import DAY, MANAGER, act_way, registration_term
from .next_step import Doer, Due, Facts, Step, way_for


def _successor(facts: Facts) -> Due | None:
    """Somebody else has to go on, and nothing waits for it (domain.md 3.7)."""
    leaving = facts["file"].leaving_since
    if leaving is None or facts.case.state not in COORDINATOR_WRITES_STATES:
        return None
    return Due(norms.add_working_days(leaving, norms.SUCCESSOR_WORKING_DAYS))


def _introduction(facts: Facts) -> Due | None:
    since_then = facts["file"].took_over_on
    if since_then is None or facts.case.state not in COORDINATOR_WRITES_STATES:
        return None
    return Due(norms.add_working_days(since_then, norms.FIRST_CONTACT_WORKING_DAYS))


def _work_to_finish(facts: Facts) -> Due | None:
    since_then = facts["file"].closing_since
    if since_then is None or facts.case.state not in COORDINATOR_WRITES_STATES:
        return None
    return Due(since_then + norms.CLOSING_DAYS * DAY)


def _put_right(facts: Facts) -> Due | None:
    return registration_term(facts) if facts.case.state == S.REOPENED else None


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        13,
        "find_successor",
        Step(
            _successor,
            gettext_lazy("Kies wie verder gaat met deze zaak"),
            Doer.MANAGER,
            act_way(
                gettext_lazy("De coördinator kan niet verder. De dag en alles wat is vastgelegd, blijven staan."),
                "hand_over",
                "cases:hand_over",
                gettext_lazy("Andere coördinator kiezen"),
            ),
            readers=MANAGER,
            is_signal=True,
        ),
    ),
    (
        27,
        "introduce",
        Step(
            _introduction,
            gettext_lazy("Maak kennis met de familie"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("De zaak is van een andere coördinator overgenomen. Wat is afgesproken, blijft zo."),
                "cases:introduce",
                gettext_lazy("Kennismaken"),
            ),
        ),
    ),
    (
        58,
        "finish_work",
        Step(
            _work_to_finish,
            gettext_lazy("Vul aan wat nog ontbreekt"),
            Doer.COORDINATOR,
            way_for(
                Role.COORDINATOR,
                gettext_lazy("Je werk is klaar. Je toegang eindigt als alles is ingevuld wat alleen jij weet."),
                "cases:finish_work",
                gettext_lazy("Werk afronden"),
            ),
            readers=frozenset({Role.COORDINATOR}),
        ),
    ),
    (
        99,
        "put_right",
        Step(
            _put_right,
            gettext_lazy("Verbeter wat niet klopte, en maak de registratie weer compleet"),
            Doer.COORDINATOR_ELSE_MANAGER,
            act_way(
                gettext_lazy("De zaak is heropend en telt nu niet mee in de cijfers."),
                "register",
                "cases:register",
                gettext_lazy("Registratie invullen"),
            ),
        ),
    ),
)
