from django.urls import path

from .views import acts, tab

app_name = "followup"

urlpatterns = [
    path("zaken/<str:number>/nazorg/", tab.followup, name="followup"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/", acts.call, name="call"),
    path("zaken/<str:number>/nazorg/gesprek/<int:pk>/geen-gehoor/", acts.attempt, name="attempt"),
    path("zaken/<str:number>/nazorg/navraag/", acts.interview, name="interview"),
    path("zaken/<str:number>/nazorg/navraag/<int:pk>/afspraken/", acts.agreements, name="agreements"),
    path("zaken/<str:number>/nazorg/evaluatie/", acts.evaluation, name="evaluation"),
]
