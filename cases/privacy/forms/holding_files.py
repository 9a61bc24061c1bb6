"""The form by which a regional manager holds a file back from destruction."""

from cases.casepage.forms import ActForm
from ekc.retention.acts.holds import hold_file
from ekc.retention.forms import HoldFields
from ekc.retention.models import Hold


class HoldFileForm(HoldFields, ActForm):
    def save(self) -> Hold:
        """Raises Refusal."""
        data = self.cleaned_data
        return hold_file(self.case.number, by=self.user, reason=data["reason"], until=data["until"])
