"""What becomes of tasks, copies of the plan and the veiligheidskader when two rows turn out to be one."""

from django.utils.translation import gettext_lazy

from ekc.merging.hangings import Hanging, How

from .models import Agreement, Distribution, FrameGuest, FrameNotNeeded, FrameReading, Plan, SafetyFrame

OF_A_PERSON = [
    Hanging(Agreement.people.through, "circleperson", title=gettext_lazy("afspraken in het plan")),
    Hanging(FrameReading, "person", title=gettext_lazy("keren het kader gelezen"), first=("read_on",)),
    Hanging(Distribution, "person", title=gettext_lazy("verzendingen van het plan")),
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
]
