"""Mails about what the house itself must do in time, to landelijk beheer and who keeps a region: nothing of anybody
stands in them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.audit.models import Review
from ekc.breaches.models import Breach
from ekc.dates import local_today
from ekc.links import full_address

from .recipients import tell_in_general, tell_landelijk_beheer


def tell_of_breach(breach: Breach, *, by: User) -> None:
    """Tell the others of landelijk beheer that a breach was written down, and nothing of it."""
    tell_landelijk_beheer(
        key=f"breach:{breach.pk}",
        subject=_("Er is een datalek vastgelegd"),
        body=_("Goedendag,\n\nEr is een datalek vastgelegd. De termijn van 72 uur loopt. Log in:\n\n%(link)s\n")
        % {"link": full_address(reverse("breaches:one", args=[breach.pk]))},
        besides=by,
    )


def tell_of_breach_term(breach: Breach, *, is_over: bool) -> None:
    """Tell landelijk beheer that the term to tell the AP comes near, or is over; nothing of the breach stands in it."""
    said = (
        _("De 72 uur om een datalek te melden zijn voorbij. Meld het nu alsnog, of leg vast waarom u niet meldt.")
        if is_over
        else _("Een datalek moet binnen 24 uur zijn gemeld bij de Autoriteit Persoonsgegevens.")
    )
    tell_landelijk_beheer(
        key=f"breach-{'over' if is_over else 'nears'}:{breach.pk}:{breach.due_at:%Y%m%d%H%M}",
        subject=_("Te laat: een datalek is nog niet gemeld") if is_over else _("Nog 24 uur om een datalek te melden"),
        body=_("Goedendag,\n\n%(said)s Log in:\n\n%(link)s\n")
        % {"said": said, "link": full_address(reverse("breaches:one", args=[breach.pk]))},
    )


def tell_of_review(review: Review, *, is_late: bool = False) -> None:
    """Tell who keeps the region, or landelijk beheer, that the review of a month can begin, or waits too long."""
    key = f"review{'-late' if is_late else ''}:{review.pk}:{local_today():%Y%m%d}"
    subject = _("De controle van het leeslog wacht") if is_late else _("De controle van het leeslog staat klaar")
    body = _("Goedendag,\n\nKijk na wie welke zaken opende, en teken de maand af. Log in:\n\n%(link)s\n") % {
        "link": full_address(reverse("cases:review", args=[review.pk]))
    }
    if review.region_id is None:
        tell_landelijk_beheer(key=key, subject=subject, body=body)
        return
    for keeper in User.objects.keepers_of(review.region_id):
        tell_in_general(keeper, key=f"{key}:{keeper.pk}", subject=subject, body=body)
