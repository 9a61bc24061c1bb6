from django.urls import path

from .views import accounting, answered, desk, downloads, gaps, objections, programmes, report, research

app_name = "reports"
urlpatterns = [
    path("cijfers/", report.index, name="index"),
    path("cijfers/aanmeldingen/", desk.desk, name="desk"),
    path("cijfers/vragen/", answered.coverage, name="coverage"),
    path("cijfers/bestand/", downloads.request_file, name="request_file"),
    path("cijfers/downloads/", downloads.list_downloads, name="downloads"),
    path("cijfers/downloads/<int:pk>/", downloads.fetch_file, name="file"),
    path("cijfers/ontbreekt/", gaps.gaps, name="gaps"),
    path("cijfers/ontbreekt.xlsx", gaps.gaps_list, name="gaps_list"),
    path("cijfers/onderzoek/", research.rows, name="research"),
    path("cijfers/onderzoek/nieuw/", research.create_project, name="research_create"),
    path("cijfers/onderzoek/<slug:slug>/", research.edit_project, name="research_edit"),
    path("zaken/<str:number>/onderzoek/", objections.case_research, name="case_research"),
    path("zaken/<str:number>/onderzoek/<int:pk>/intrekken/", objections.objection_withdraw, name="objection_withdraw"),
    path("programmas/", programmes.list_programmes, name="programmes"),
    path("programmas/nieuw/", programmes.create_programme, name="programme_create"),
    path("programmas/financiers/", programmes.list_funders, name="funders"),
    path("programmas/financiers/nieuw/", programmes.create_funder, name="funder_create"),
    path("programmas/financiers/<int:pk>/", programmes.edit_funder, name="funder"),
    path("programmas/programma/<slug:slug>/", programmes.programme, name="programme"),
    path("programmas/programma/<slug:slug>/verantwoording/", accounting.account, name="account"),
    path("programmas/programma/<slug:slug>/verantwoording.pdf", accounting.account_pdf, name="account_pdf"),
    path("programmas/programma/<slug:slug>/verantwoording.xlsx", accounting.account_xlsx, name="account_xlsx"),
    path("programmas/programma/<slug:slug>/aanpassen/", programmes.edit_programme, name="programme_edit"),
]
