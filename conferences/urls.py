from django.urls import path

from . import tab
from .day.views import day, parties, presence, run_sheet
from .inviting.views import answering, invitations
from .planning.views import day_poll, planning

app_name = "conferences"

urlpatterns = [
    path("zaken/<str:number>/conferentie/", tab.conference, name="conference"),
    path("zaken/<str:number>/conferentie/plannen/", planning.plan, name="plan"),
    path("zaken/<str:number>/conferentie/uitstellen/", planning.postpone, name="postpone"),
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
    path("zaken/<str:number>/conferentie/dag/", day.run, name="day"),
    path("zaken/<str:number>/conferentie/dag/<slug:action>/", day.press, name="press"),
    path("zaken/<str:number>/conferentie/terug/", day.go_back, name="return"),
    path("zaken/<str:number>/conferentie/afronden/", day.finish, name="finish"),
    path("zaken/<str:number>/conferentie/achteraf/", day.record, name="record"),
    path("zaken/<str:number>/conferentie/tijden/", day.times, name="times"),
    path("uitnodiging/", answering.enter_code, name="invitation_code"),
    path("uitnodiging/<str:token>/", answering.invitation, name="invitation"),
    path("uitnodiging/<str:token>/afspraak.ics", answering.calendar, name="invitation_calendar"),
    path("zaken/<str:number>/conferentie/aanwezig/", presence.attendance, name="attendance"),
    path("zaken/<str:number>/conferentie/aanwezig/iemand-anders/", presence.other, name="attendance_other"),
    path("zaken/<str:number>/conferentie/aanwezig/tolk/", presence.interpreter_wish, name="interpreter_wish"),
    path("zaken/<str:number>/conferentie/afwezig/", presence.absent, name="absent"),
    path("zaken/<str:number>/conferentie/brief/", presence.letter, name="letter_read"),
    path("zaken/<str:number>/conferentie/brief/<int:pk>/weg/", presence.letter_remove, name="letter_read_remove"),
    path("zaken/<str:number>/conferentie/draaiboek/", run_sheet.run_sheet, name="run_sheet"),
    path("zaken/<str:number>/conferentie/draaiboek/pdf/", run_sheet.run_sheet_pdf, name="run_sheet_pdf"),
    path("zaken/<str:number>/conferentie/draaiboek/telefoon/", run_sheet.run_sheet_phone, name="run_sheet_phone"),
    path("zaken/<str:number>/conferentie/partijen/", parties.parties, name="parties"),
    path("zaken/<str:number>/conferentie/partijen/plekken/", parties.seats, name="seats"),
    path("zaken/<str:number>/conferentie/dagen/", day_poll.poll, name="day_poll"),
    path("zaken/<str:number>/conferentie/dagen/voorstellen/", day_poll.propose, name="propose_days"),
    path("zaken/<str:number>/conferentie/dagen/meer-mensen/", day_poll.ask_more, name="day_poll_ask"),
    path("zaken/<str:number>/conferentie/dagen/stoppen/", day_poll.close, name="day_poll_close"),
    path("zaken/<str:number>/conferentie/dagen/<int:pk>/", day_poll.answer_for, name="day_answer"),
    path("zaken/<str:number>/conferentie/dagen/<int:pk>/link/", day_poll.new_link, name="day_link"),
    # Without an account, by personal link.
    path("dagen/<str:token>/", day_poll.days, name="days"),
]
