from django.urls import path

from .views import calls, guests, rounds, stalled, tab

app_name = "followup"

urlpatterns = [
    path("zaken/<str:number>/nazorg/", tab.followup, name="followup"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/", calls.call, name="call"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/geen-gehoor/", calls.attempt, name="attempt"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/geen-gehoor/andere-dag/", calls.attempt_on, name="attempt_on"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/gesproken/", rounds.interview, name="round_interview"),
    path("zaken/<str:number>/nazorg/gesprek/klaarzetten/", calls.plan, name="plan"),
    path("zaken/<str:number>/nazorg/navraag/", rounds.interview, name="interview"),
    path("zaken/<str:number>/nazorg/navraag/<int:pk>/afspraken/", rounds.agreements, name="agreements"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/links/", guests.send, name="send_links"),
    path("zaken/<str:number>/nazorg/evaluatie/", stalled.evaluation, name="evaluation"),
    path("zaken/<str:number>/nazorg/evaluatie/begeleid/", stalled.review, name="review"),
    path("zaken/<str:number>/nazorg/tweede-conferentie/", stalled.second_conference, name="second_conference"),
    path("zaken/<str:number>/nazorg/stilliggend/", stalled.tell, name="tell_family"),
    path("navraag/<str:token>/", guests.answer, name="answer"),
]
