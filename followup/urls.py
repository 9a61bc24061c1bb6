from django.urls import path

from .views import calls, tab

app_name = "followup"

urlpatterns = [
    path("zaken/<str:number>/nazorg/", tab.followup, name="followup"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/", calls.call, name="call"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/geen-gehoor/", calls.attempt, name="attempt"),
    path("zaken/<str:number>/nazorg/gesprek/klaarzetten/", calls.plan, name="plan"),
    path("zaken/<str:number>/nazorg/navraag/", calls.interview, name="interview"),
    path("zaken/<str:number>/nazorg/navraag/<int:pk>/afspraken/", calls.agreements, name="agreements"),
    path("zaken/<str:number>/nazorg/evaluatie/", calls.evaluation, name="evaluation"),
]
