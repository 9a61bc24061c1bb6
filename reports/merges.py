"""What becomes of what a file keeps of research when two cases turn out to be one."""

from django.utils.translation import gettext_lazy

from ekc.merging.hangings import Hanging

from .models import ResearchObjection, ResearchProvision

OF_A_CASE = [
    Hanging(
        ResearchProvision,
        "case",
        title=gettext_lazy("verstrekkingen aan onderzoek"),
        first=("first_on",),
        last=("last_on",),
        same=lambda mine, theirs: mine.project_id == theirs.project_id,
    ),
    Hanging(
        ResearchObjection,
        "case",
        title=gettext_lazy("bezwaren tegen onderzoek"),
        first=("received_on",),
        same=lambda mine, theirs: (
            mine.objector == theirs.objector and mine.withdrawn_on is None and theirs.withdrawn_on is None
        ),
    ),
    Hanging(ResearchObjection, "said_in", title=gettext_lazy("bezwaren die in een andere zaak gezegd zijn")),
]
