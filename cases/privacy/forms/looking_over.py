"""The form of the check: of each text that mentions somebody else, what becomes of it."""

from cases.codes import OF_INZAGE

from ..acts.looking_over import judge_passages
from .texts import TextsForm


class CheckForm(TextsForm):
    choices = tuple((each.value, each.label) for each in OF_INZAGE)

    def save(self) -> int:
        """Raises Refusal."""
        chosen = {each.passage: verdict for each, verdict in self.chosen().items()}
        return judge_passages(self.asked, by=self.user, verdicts=chosen)
