"""Three pages that exist only in the tests: one file, one act on it, and a list, all through the one door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ekc.access import fetch, shown
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.audit.querysets import ReadLineQuerySet


class Files(ReadLineQuerySet):
    """Lines of the log in the part of files: the ground floor knows no cases."""

    def of_case(self, number: str) -> "Files":
        return self.filter(case_number=number)


def file_page(request: HttpRequest, number: str) -> HttpResponse:
    found = fetch(request, Files(ReadLine), perm="test.see", what="zaak", case_number=number)
    return HttpResponse(f"de zaak {found.case_number}")


def act_page(request: HttpRequest, number: str) -> HttpResponse:
    fetch(request, Files(ReadLine), perm="test.act", what="plan", action=ReadAction.EXPORT, case_number=number)
    return HttpResponse("gedaan")


def list_page(request: HttpRequest) -> HttpResponse:
    rows = shown(request, ReadLine.objects.for_user(request.user), what="werklijst")
    return HttpResponse(", ".join(row.case_number for row in rows))


urlpatterns = [
    path("test/zaak/<str:number>/", file_page, name="test_file"),
    path("test/plan/<str:number>/", act_page, name="test_act"),
    path("test/lijst/", list_page, name="test_list"),
    path("", include("ekc.urls")),
]
