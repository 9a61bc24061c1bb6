"""What the read log says of the families of a world."""

from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from tests.world import Family


def lines_of(*families: Family) -> list[int]:
    """How often the read log says that something of each family was shown."""
    shown = ReadLine.objects.filter(outcome=Outcome.SHOWN)
    numbers = list(
        shown.filter(case_number__in=[family.case.number for family in families]).values_list("case_number", flat=True)
    )
    return [numbers.count(family.case.number) for family in families]
