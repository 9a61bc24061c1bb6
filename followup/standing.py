"""How each agreement of a plan stands, by the newest of all that was told of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.codes import AgreementState
from plans.models import Agreement

from .codes import OVERTAKEN, STALLED, Told
from .models import AgreementResult

_STATES = {
    Told.DONE: AgreementState.DONE,
    Told.PARTLY: AgreementState.PARTLY,
    Told.NOT_DONE: AgreementState.NOT_DONE,
    # The plan knows no word of its own for it: something of what was agreed was done.
    Told.CHANGED: AgreementState.PARTLY,
}


@dataclass
class Standing:
    """What was told last of one agreement: of each doer the newest, or of all together."""

    newest: dict[tuple[int | None, int | None], AgreementResult] = field(default_factory=dict)

    def take(self, told: AgreementResult) -> None:
        """Something newer was told."""
        key = (told.person_id, told.main_person_id)
        if key == (None, None):
            self.newest.clear()
        self.newest[key] = told

    @property
    def state(self) -> str:
        """As the plan shows it; an agreement that is not needed any more is no agreement that was not done (US-42)."""
        states = {_state_of(told) for told in self.newest.values()}
        if len(states) > 1:
            states.discard(AgreementState.NOT_APPLICABLE)
        if not states:
            return AgreementState.OPEN
        return states.pop() if len(states) == 1 else AgreementState.PARTLY

    @property
    def stalls(self) -> bool:
        return any(told.result in STALLED and told.reason_code not in OVERTAKEN for told in self.newest.values())

    @property
    def reasons(self) -> list[str]:
        """Why it stalls, in words, each once."""
        stalled = [told for told in self.newest.values() if told.result in STALLED]
        return list(dict.fromkeys(str(told.get_reason_code_display()) for told in stalled if told.reason_code))


def _state_of(told: AgreementResult) -> AgreementState:
    if told.result == Told.NOT_DONE and told.reason_code in OVERTAKEN:
        return AgreementState.NOT_APPLICABLE
    return _STATES[Told(told.result)]


def standing_of(agreements: Iterable[Agreement]) -> dict[int, Standing]:
    """How these agreements stand, by key; one query."""
    found: dict[int, Standing] = defaultdict(Standing)
    keys = [agreement.pk for agreement in agreements]
    for told in AgreementResult.objects.filter(agreement__in=keys).order_by("call__due_on", "pk"):
        found[told.agreement_id].take(told)
    return {key: found[key] for key in keys}
