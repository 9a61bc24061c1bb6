"""The day itself: run sheet, presence, parties. Names are those of `conferences:`."""

from django.urls import path

from .views import day, parties, presence, run_sheet

urlpatterns = [
    path("zaken/<str:number>/conferentie/dag/", day.run, name="day"),
    path("zaken/<str:number>/conferentie/dag/<slug:action>/", day.press, name="press"),
    path("zaken/<str:number>/conferentie/toch-beginnen/", day.begin, name="begin"),
    path("zaken/<str:number>/conferentie/knop-terug/", day.take_back, name="take_back"),
    path("zaken/<str:number>/conferentie/terug/", day.go_back, name="return"),
    path("zaken/<str:number>/conferentie/afronden/", day.finish, name="finish"),
    path("zaken/<str:number>/conferentie/afbreken/", day.break_off, name="break_off"),
    path("zaken/<str:number>/conferentie/geen-volgende/", day.conclude, name="conclude"),
    path("zaken/<str:number>/conferentie/nog-een-bijeenkomst/", day.again, name="again"),
    path("zaken/<str:number>/conferentie/toch-anders/", day.change_outcome, name="change_outcome"),
    path("zaken/<str:number>/conferentie/achteraf/", day.record, name="record"),
    path("zaken/<str:number>/conferentie/tijden/", day.times, name="times"),
    path("zaken/<str:number>/conferentie/aanwezig/", presence.attendance, name="attendance"),
    path("zaken/<str:number>/conferentie/aanwezig/iemand-anders/", presence.other, name="attendance_other"),
    path("zaken/<str:number>/conferentie/aanwezigheid/aantallen/", presence.counts, name="attendance_counts"),
    path("zaken/<str:number>/conferentie/aanwezig/tolk/", presence.interpreter_wish, name="interpreter_wish"),
    path("zaken/<str:number>/conferentie/afwezig/", presence.absent, name="absent"),
    path("zaken/<str:number>/conferentie/brief/", presence.letter, name="letter_read"),
    path("zaken/<str:number>/conferentie/brief/<int:pk>/weg/", presence.letter_remove, name="letter_read_remove"),
    path("zaken/<str:number>/conferentie/draaiboek/", run_sheet.run_sheet, name="run_sheet"),
    path("zaken/<str:number>/conferentie/draaiboek/pdf/", run_sheet.run_sheet_pdf, name="run_sheet_pdf"),
    path("zaken/<str:number>/conferentie/draaiboek/telefoon/", run_sheet.run_sheet_phone, name="run_sheet_phone"),
    path("zaken/<str:number>/conferentie/partijen/", parties.parties, name="parties"),
    path("zaken/<str:number>/conferentie/partijen/plekken/", parties.seats, name="seats"),
]
