from django.urls import path

from .views import answered, desk, downloads, editions, gaps, objections, programmes, report, research

app_name = "reports"
urlpatterns = [
    path("cijfers/", report.index, name="index"),
    path("cijfers/aanmeldingen/", desk.desk, name="desk"),
    path("cijfers/vragen/", answered.coverage, name="coverage"),
    path("cijfers/bestand/", downloads.request_file, name="request_file"),
    path("cijfers/downloads/", downloads.list_downloads, name="downloads"),
    path("cijfers/downloads/<int:pk>/", downloads.fetch_file, name="file"),
    path("cijfers/edities/", editions.list_editions, name="editions"),
    path("cijfers/edities/nieuw/", editions.create_edition, name="edition_create"),
    path("cijfers/edities/<int:pk>/", editions.edition, name="edition"),
    path("cijfers/edities/<int:pk>/voorin/", editions.words, name="edition_words"),
    path("cijfers/edities/<int:pk>/tabel/<str:table>/", editions.sentence, name="edition_sentence"),
    path("cijfers/edities/<int:pk>/goedkeuren/", editions.approve, name="edition_approve"),
    path("cijfers/edities/<int:pk>/terug/", editions.send_back, name="edition_send_back"),
    path("cijfers/edities/<int:pk>/vervallen/", editions.discard, name="edition_discard"),
    path("cijfers/edities/<int:pk>/publiceren/", editions.publish, name="edition_publish"),
    path("cijfers/edities/<int:pk>/intrekken/", editions.withdraw, name="edition_withdraw"),
    path("cijfers/edities/<int:pk>/nieuwe-versie/", editions.next_version, name="edition_next"),
    path("cijfers/edities/<int:pk>/bestand/", editions.request_file, name="edition_file"),
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
    path("programmas/programma/<slug:slug>/aanpassen/", programmes.edit_programme, name="programme_edit"),
]
