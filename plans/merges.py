"""What becomes of tasks, copies of the plan and the veiligheidskader when two rows turn out to be one."""

from django.utils.translation import gettext_lazy

from cases.merges import MAIN
from ekc.merging.hangings import Hanging, How

from .models import (
    Agreement,
    ChangeProposal,
    Distribution,
    FrameGuest,
    FrameNotNeeded,
    FrameReading,
    Plan,
    SafetyFrame,
    TaskAnswer,
    TaskReport,
)

OF_A_PERSON = [
    Hanging(
        Agreement.people.through,
        "circleperson",
        title=gettext_lazy("afspraken in het plan"),
        across="mainperson",
        other_table=Agreement.main_people.through,
    ),
    Hanging(FrameReading, "person", title=gettext_lazy("keren het kader gelezen"), first=("read_on",), across=MAIN),
    Hanging(Distribution, "person", title=gettext_lazy("verzendingen van het plan"), across=MAIN),
    Hanging(
        TaskReport,
        "person",
        title=gettext_lazy("berichten over eigen afspraken"),
        told=lambda row: row.said,
        across=MAIN,
    ),
    Hanging(TaskAnswer, "person", title=gettext_lazy("antwoorden op een taak"), told=lambda row: row.said, across=MAIN),
    Hanging(ChangeProposal, "person", title=gettext_lazy("voorstellen om het plan te wijzigen"), across=MAIN),
]
OF_A_CASE = [
    Hanging(
        SafetyFrame,
        "case",
        how=How.REFUSES,
        why=gettext_lazy("In de dubbele zaak staat al een veiligheidskader. Voeg de zaken andersom samen."),
    ),
    Hanging(FrameGuest, "case", title=gettext_lazy("wie zonder account is gevraagd voor het veiligheidskader")),
    # Whoever decided it knew the double alone: the case that is kept waits for a frame until somebody says so of it.
    Hanging(
        FrameNotNeeded,
        "case",
        how=How.STAYS,
        title=gettext_lazy("besluit dat er geen veiligheidskader nodig is"),
        why=gettext_lazy("Dat besluit ging over de dubbele aanmelding. Leg het zo nodig opnieuw vast."),
    ),
    Hanging(
        Plan,
        "case",
        how=How.REFUSES,
        why=gettext_lazy("In de dubbele zaak staat al een plan. Voeg de zaken andersom samen."),
    ),
    Hanging(ChangeProposal, "case", title=gettext_lazy("voorstellen om het plan te wijzigen")),
]
