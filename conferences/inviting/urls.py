"""Who is asked, what they are sent, and what they answer. Names are those of `conferences:`."""

from django.urls import path

from .views import answering, invitations

urlpatterns = [
    path("zaken/<str:number>/conferentie/uitnodigen/", invitations.invite_people, name="invite"),
    path("zaken/<str:number>/conferentie/uitnodigingen/", invitations.overview, name="invitations"),
    path("zaken/<str:number>/conferentie/uitnodigingen/brieven/", invitations.letters, name="letters"),
    path("zaken/<str:number>/conferentie/uitnodigingen/brieven/weg/", invitations.letters_sent, name="letters_sent"),
    path("zaken/<str:number>/conferentie/uitnodigingen/etiketten/", invitations.labels, name="labels"),
    path("zaken/<str:number>/conferentie/uitnodigingen/<int:pk>/", invitations.how, name="invitation_how"),
    path("zaken/<str:number>/conferentie/uitnodigingen/<int:pk>/brief/", invitations.letter, name="letter"),
    path("zaken/<str:number>/conferentie/uitnodigingen/<int:pk>/herinner/", invitations.nudge, name="nudge"),
    path("zaken/<str:number>/conferentie/uitnodigingen/<int:pk>/verteld/", invitations.told, name="told"),
    path("zaken/<str:number>/conferentie/voorstel/<int:pk>/", invitations.suggestion_add, name="suggestion_add"),
    path(
        "zaken/<str:number>/conferentie/voorstel/<int:pk>/niet-nu/",
        invitations.suggestion_leave,
        name="suggestion_leave",
    ),
    path("zaken/<str:number>/conferentie/antwoord/<int:pk>/", invitations.answer, name="answer"),
    path("uitnodiging/", answering.enter_code, name="invitation_code"),
    path("uitnodiging/<str:token>/", answering.invitation, name="invitation"),
    path("uitnodiging/<str:token>/afspraak.ics", answering.calendar, name="invitation_calendar"),
]
