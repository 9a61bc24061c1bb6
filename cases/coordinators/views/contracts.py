"""The Contract tab: who works on the case and for how much, and the contract on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import case_page, fetch_case
from cases.models import Case, CoordinatorContract
from cases.rules import can
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf
from ekc.pages import form_page, form_view, sent

from ..forms.contract import ContractTermsForm


def _case(request: HttpRequest, number: str, perm: str = "contract.view") -> Case:
    return fetch_case(request, number, perm, _("het contract"))


def _contracts(request: HttpRequest, case: Case):  # type: ignore[no-untyped-def]
    """A coordinator reads the own contract; a regional manager all of the case."""
    found = CoordinatorContract.objects.for_user(request.user).filter(case=case)
    if request.user.is_coordinator:
        found = found.filter(coordinator__user=request.user)
    return found.select_related("coordinator__user", "coach", "case__region", "case__programme").order_by("-started_on")


@require_GET
def contracts(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    rows = list(_contracts(request, case))
    may_change = can(request.user, "contract.change", case)
    context = {**case_page(request, case, "contract"), "contracts": rows, "may_change": may_change}
    return render(request, "cases/coordinators/contracts.html", context)


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = _case(request, number, "contract.change")
    contract = get_object_or_404(_contracts(request, case), pk=pk)
    data = sent(request)
    form = ContractTermsForm(data, contract=contract, user=request.user)
    return form_page(
        request,
        form,
        title=_("Contract van %(name)s") % {"name": contract.coordinator},
        case=case,
        submit=_("Bewaren"),
        done=_("Het contract is bewaard."),
        back_url=reverse("cases:contracts", args=[case.number]),
        back_label=_("Terug naar het contract"),
    )


@require_GET
def pdf(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The contract to sign; without a name of the family."""
    case = _case(request, number)
    contract = get_object_or_404(_contracts(request, case), pk=pk)
    record_read(request, case_number=number, what=_("PDF van het contract"), action=ReadAction.EXPORT)
    content = render_pdf(
        "cases/coordinators/print/contract.html",
        {"contract": contract, "case": case},
        title=_("Contract %(number)s") % {"number": number},
    )
    return attachment(content, f"contract-{number}.pdf")
