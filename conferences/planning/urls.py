"""Choosing a day and a place. Names are those of `conferences:`."""

from django.urls import path

from .views import day_poll, planning

urlpatterns = [
    path("zaken/<str:number>/conferentie/plannen/", planning.plan, name="plan"),
    path("zaken/<str:number>/conferentie/uitstellen/", planning.postpone, name="postpone"),
    path("zaken/<str:number>/conferentie/dagen/", day_poll.poll, name="day_poll"),
    path("zaken/<str:number>/conferentie/dagen/voorstellen/", day_poll.propose, name="propose_days"),
    path("zaken/<str:number>/conferentie/dagen/meer-mensen/", day_poll.ask_more, name="day_poll_ask"),
    path("zaken/<str:number>/conferentie/dagen/stoppen/", day_poll.close, name="day_poll_close"),
    path("zaken/<str:number>/conferentie/dagen/<int:pk>/", day_poll.answer_for, name="day_answer"),
    path("zaken/<str:number>/conferentie/dagen/<int:pk>/link/", day_poll.new_link, name="day_link"),
    # Without an account, by personal link.
    path("dagen/<str:token>/", day_poll.days, name="days"),
]
