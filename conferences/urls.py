from django.urls import path

from .views import day, invitations, planning, presence, tab

app_name = "conferences"

urlpatterns = [
    path("zaken/<str:number>/conferentie/", tab.conference, name="conference"),
    path("zaken/<str:number>/conferentie/plannen/", planning.plan, name="plan"),
    path("zaken/<str:number>/conferentie/uitstellen/", planning.postpone, name="postpone"),
    path("zaken/<str:number>/conferentie/uitnodigen/", invitations.invite_people, name="invite"),
    path("zaken/<str:number>/conferentie/antwoord/<int:pk>/", invitations.answer, name="answer"),
    path("zaken/<str:number>/conferentie/dag/", day.run, name="day"),
    path("zaken/<str:number>/conferentie/dag/<slug:action>/", day.press, name="press"),
    path("zaken/<str:number>/conferentie/terug/", day.go_back, name="return"),
    path("zaken/<str:number>/conferentie/verdagen/", day.adjourn, name="adjourn"),
    path("zaken/<str:number>/conferentie/afronden/", day.finish, name="finish"),
    path("zaken/<str:number>/conferentie/achteraf/", day.record, name="record"),
    path("zaken/<str:number>/conferentie/tijden/", day.times, name="times"),
    path("zaken/<str:number>/conferentie/aanwezig/", presence.attendance, name="attendance"),
]
