from django.urls import path

from .views import answering, tab

app_name = "surveys"

urlpatterns = [
    path("zaken/<str:number>/vragenlijsten/", tab.surveys, name="surveys"),
    path("zaken/<str:number>/vragenlijsten/uitgereikt/", tab.handed_out, name="hand_out"),
    path("zaken/<str:number>/vragenlijsten/uitnodigen/", tab.invite, name="invite"),
    path("zaken/<str:number>/vragenlijsten/<int:pk>/adres/", tab.address, name="address"),
    path("vragenlijst/bedankt/", answering.thanks, name="thanks"),
    path("vragenlijst/<str:token>/", answering.answer, name="answer"),
]
