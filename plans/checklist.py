"""What a plan and its frame add to "klaar voor de dag", to the growth of the circle and to merging its people."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point, register_point
from cases.circle.reads.growth import register_stage
from cases.models import Case, CirclePerson
from cases.signals import people_merged

from .models import Agreement
from .queries import current_frame


@register_point(90)
def frame_was_read(case: Case) -> Point | None:
    """The frame was read with the family beforehand, so that it scares nobody on the day (domain.md 3.5)."""
    if not case.needs_frame:
        return None
    frame = current_frame(case)
    missing = ""
    if frame is None:
        missing = _("Het veiligheidskader is er nog niet.")
    elif frame.read_to_family_on is None:
        missing = _("Lees het veiligheidskader vooraf met de familie.")
    return Point("kader", _("Het veiligheidskader is voorgelezen"), missing, reverse("plans:frame", args=[case.number]))


@register_stage("with_task")
def with_a_task(case: Case) -> set[int]:
    """Who of the circle does something in the newest version of the plan."""
    newest = Agreement.objects.filter(version__plan__case=case).order_by("-version__number").values("version")[:1]
    rows = Agreement.people.through.objects.filter(agreement__version__in=newest)
    return set(rows.values_list("circleperson_id", flat=True))


@receiver(people_merged)
def tasks_move_along(*, keep: CirclePerson, double: CirclePerson, **_kwargs: Any) -> None:
    """What the double does in a plan, who is kept does."""
    for agreement in Agreement.objects.filter(people=double):
        agreement.people.add(keep)
        agreement.people.remove(double)
