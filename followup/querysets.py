"""What the managers of this app can do."""

from typing import Self

from django.db.models import Q

from cases.querysets import CaseBoundQuerySet
from ekc.accounts.matrix import Subject

from .codes import CallKind


class InterviewQuerySet(CaseBoundQuerySet):
    """What people said in the rounds."""

    subject, path = Subject.FOLLOWUP, "case"

    def counted(self) -> Self:
        """What the figures and the exchange format are made of: asked after three months, and in its time.

        Also what was read in, or written down before calls had a window. `reports/catalogue/sql/followup.sql` says
        the same.
        """
        return self.filter(Q(call__isnull=True) | Q(call__kind=CallKind.THREE_MONTHS), early_reason="")
