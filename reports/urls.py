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
]
