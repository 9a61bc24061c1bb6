"""The rows for a case in which somebody has to be found first: a regional manager, or who goes on as coordinator."""

from django.utils.translation import gettext_lazy

from cases.codes import LIVING_STATES, NEEDS_COORDINATOR_STATES
from ekc.accounts.codes import Role

from .file_steps import MANAGER
from .next_step import NO_TERM, Doer, Due, Facts, Step, way_for

NATIONAL = frozenset({Role.NATIONAL})


def _nobody_works_on_it(facts: Facts) -> Due | None:
    file = facts["file"]
    has_one = file.working_since is not None or file.closing_since is not None
    return NO_TERM if facts.case.state in NEEDS_COORDINATOR_STATES and not has_one else None


ROWS: tuple[tuple[int, str, Step], ...] = (
    (
        6,
        "hand_over",
        Step(
            lambda facts: NO_TERM if facts.case.state in LIVING_STATES else None,
            gettext_lazy("Geef de zaak aan een regiomanager"),
            Doer.MANAGER,
            way_for(
                Role.NATIONAL,
                gettext_lazy(
                    "In deze regio werkt geen regiomanager, en geen andere regio neemt waar. De zaak ligt daarom bij "
                    "landelijk beheer."
                ),
                "cases:transfer",
                gettext_lazy("Zaak overdragen"),
            ),
            readers=NATIONAL,
        ),
    ),
    (
        7,
        "new_coordinator",
        Step(
            _nobody_works_on_it,
            gettext_lazy("Kies een andere coördinator"),
            Doer.MANAGER,
            way_for(
                Role.REGIONAL_MANAGER,
                gettext_lazy("De vorige coördinator werkt hier niet meer. Zonder coördinator staat de zaak stil."),
                "cases:successor",
                gettext_lazy("Coördinator kiezen"),
            ),
            readers=MANAGER,
            is_signal=True,
        ),
    ),
)
