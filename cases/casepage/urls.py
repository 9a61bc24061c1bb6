"""The page of one case, what is ticked for the day, and its history. Names are those of `cases:`."""

from django.urls import path

from .views import checklist, history, overview

urlpatterns = [
    # One case: its tabs.
    path("zaken/<str:number>/", overview.case, name="case"),
    path("zaken/<str:number>/voorbereiding/afvinken/<slug:code>/", checklist.tick, name="tick"),
    path("zaken/<str:number>/voorbereiding/toch-doorgaan/", checklist.go_on, name="go_on"),
    path("zaken/<str:number>/verloop/", history.history, name="history"),
]
