"""The page of one case, what is ticked for the day, and its history. Names are those of `cases:`."""

from django.urls import path

from .views import checklist, history, links, overview, stopping

urlpatterns = [
    # One case: its tabs.
    path("zaken/<str:number>/", overview.case, name="case"),
    path("zaken/<str:number>/voorbereiding/afvinken/<slug:code>/", checklist.tick, name="tick"),
    path("zaken/<str:number>/voorbereiding/toch-doorgaan/", checklist.go_on, name="go_on"),
    # A row with a personal link, as `conferences.invitation-12`.
    path("zaken/<str:number>/links/<str:ref>/nieuw/", links.new_link, name="link_new"),
    path("zaken/<str:number>/links/<str:ref>/intrekken/", links.withdraw, name="link_withdraw"),
    # A professional reads the case no more, or again.
    path("zaken/<str:number>/niet-meer/", stopping.stop, name="access_stop"),
    path("zaken/<str:number>/toegang/<int:pk>/terug/", stopping.let_in, name="access_back"),
    path("zaken/<str:number>/verloop/", history.history, name="history"),
]
