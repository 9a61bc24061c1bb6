from django.urls import path

from .views import desk, downloads, programmes, report

app_name = "reports"
urlpatterns = [
    path("cijfers/", report.index, name="index"),
    path("cijfers/aanmeldingen/", desk.desk, name="desk"),
    path("cijfers/bestand/", downloads.request_file, name="request_file"),
    path("cijfers/downloads/", downloads.list_downloads, name="downloads"),
    path("cijfers/downloads/<int:pk>/", downloads.fetch_file, name="file"),
    path("programmas/", programmes.list_programmes, name="programmes"),
    path("programmas/nieuw/", programmes.create_programme, name="programme_create"),
    path("programmas/financiers/", programmes.list_funders, name="funders"),
    path("programmas/financiers/nieuw/", programmes.create_funder, name="funder_create"),
    path("programmas/financiers/<int:pk>/", programmes.edit_funder, name="funder"),
    path("programmas/programma/<slug:slug>/", programmes.programme, name="programme"),
    path("programmas/programma/<slug:slug>/aanpassen/", programmes.edit_programme, name="programme_edit"),
]
