from django.urls import include, path

from . import tab

app_name = "conferences"

urlpatterns = [
    path("zaken/<str:number>/conferentie/", tab.conference, name="conference"),
    path("", include("conferences.planning.urls")),
    path("", include("conferences.inviting.urls")),
    path("", include("conferences.day.urls")),
]
