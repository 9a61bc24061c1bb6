"""Handing a case to another region or another regional manager: the history stays, the rights move at once."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases import notices
from cases.codes import FINISHED_STATES
from cases.coordinators.acts.requests import end_requests
from cases.keepers import keepers_of
from cases.locks import lock_case
from cases.models import Case
from cases.moves import note_transfer
from ekc.accounts.codes import Role
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import Region, User
from ekc.outbox.acts import move_to_region, renew_mailed_links, settle_climbed
from ekc.refusal import Refusal


@transaction.atomic
def transfer_case(case: Case, *, by: User, region: Region, manager: User | None, reason: str) -> Case:
    """Give the case to `region` and, where it is known who, to `manager`.

    Rights follow the region in the same statement; what is due and what is still to be mailed goes along. Links that
    were mailed from the old region are dead, and mailed anew.
    A programme that does not pay in the new region, and the subregion, come off the case. The managers who
    had it and who get it are told. In another region nobody is asked any more: who it fits is for its new
    managers. Raises Refusal for a finished case, without a reason, when nothing changes, for a manager who does not
    look after `region`, and when landelijk beheer would give it to a region where it stays with landelijk beheer.
    """
    if manager is not None:
        hold_accounts(manager)
    locked = lock_case(case)
    keepers = User.objects.keepers_of(region)
    _check(locked, keepers, by=by, region=region, manager=manager, reason=reason)
    former = [locked.manager] if locked.manager else list(keepers_of(locked))
    old_region = locked.region
    if region.pk != locked.region_id:
        end_requests(locked, by=by)
    _save(locked, case, region, manager)
    settle_climbed(locked.number)
    move_to_region(locked.number, region.pk)
    if region.pk != old_region.pk:
        renew_mailed_links(locked.number)
    move = note_transfer(
        locked,
        by=by,
        reason=_("Van %(old)s naar %(new)s. %(reason)s")
        % {"old": old_region.name, "new": _name(region, manager), "reason": reason.strip()},
    )
    present = [manager] if manager else list(keepers)
    notices.tell_of_transfer(
        locked,
        move,
        former=[user for user in former if user not in present],
        present=[user for user in present if user != by],
    )
    return locked


def _check(
    locked: Case, keepers: QuerySet[User], *, by: User, region: Region, manager: User | None, reason: str
) -> None:
    if locked.state in FINISHED_STATES:
        raise Refusal(_("De zaak is klaar. Er valt niets meer over te dragen."))
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom u de zaak overdraagt."), at="reason")
    if (region.pk, manager.pk if manager else None) == (locked.region_id, locked.manager_id):
        raise Refusal(_("De zaak is al van deze regio en deze regiomanager."))
    if manager is not None and not keepers.filter(pk=manager.pk, role=Role.REGIONAL_MANAGER).exists():
        raise Refusal(
            _("%(name)s werkt niet als regiomanager in %(region)s.") % {"name": manager, "region": region.name},
            at="manager",
        )
    if by.is_national and not keepers.filter(role=Role.REGIONAL_MANAGER).exists():
        raise Refusal(
            _("In %(region)s werkt nu ook geen regiomanager. Kies een andere regio, of kies eerst wie er waarneemt.")
            % {"region": region.name}
        )


def _save(locked: Case, given: Case, region: Region, manager: User | None) -> None:
    if locked.programme and not locked.programme.regions.filter(pk=region.pk).exists():
        locked.programme = None
    if region.pk != locked.region_id:
        locked.subregion = None
    locked.region, locked.manager = region, manager
    locked.save(update_fields=["region", "manager", "subregion", "programme"])
    given.region, given.manager = region, manager
    given.subregion, given.programme = locked.subregion, locked.programme


def _name(region: Region, manager: User | None) -> str:
    return f"{region.name} ({manager})" if manager else region.name
