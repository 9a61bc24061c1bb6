from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("beheer/leeslog/", views.read_log, name="reads"),
    path("beheer/leeslog.xlsx", views.read_log_sheet, name="reads_sheet"),
]
