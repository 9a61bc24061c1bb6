"""What a plan and its frame add to "klaar voor de dag" and to the growth of the circle."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point
from cases.models import Case

from .models import Agreement
from .queries import current_frame, frame_is_needed


def frame_was_read(case: Case) -> Point | None:
    """The frame was read with the family beforehand, so that it scares nobody on the day (domain.md 3.5)."""
    if not frame_is_needed(case):
        return None
    frame = current_frame(case)
    missing = ""
    if frame is None:
        missing = _("Het veiligheidskader is er nog niet.")
    elif frame.read_to_family_on is None:
        missing = _("Lees het veiligheidskader vooraf met de familie.")
    return Point("kader", _("Het veiligheidskader is voorgelezen"), missing, reverse("plans:frame", args=[case.number]))


def with_a_task(case: Case) -> set[int]:
    """Who of the circle does something in the newest version of the plan."""
    newest = Agreement.objects.filter(version__plan__case=case).order_by("-version__number").values("version")[:1]
    rows = Agreement.people.through.objects.filter(agreement__version__in=newest)
    return set(rows.values_list("circleperson_id", flat=True))
