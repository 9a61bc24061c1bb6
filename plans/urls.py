from django.urls import path

from .codes import GuestTask
from .views import frame, guests, laws, paper, plan, send, testing, writing

app_name = "plans"

urlpatterns = [
    path("zaken/<str:number>/veiligheidskader/", frame.frame, name="frame"),
    path("zaken/<str:number>/veiligheidskader/invullen/", frame.edit, name="frame_edit"),
    path("zaken/<str:number>/veiligheidskader/professional/", frame.assign, name="frame_assign"),
    path("zaken/<str:number>/veiligheidskader/nieuwe-versie/", frame.next_version, name="frame_next"),
    path("zaken/<str:number>/veiligheidskader/nieuwe-versie/weg/", frame.drop_version, name="frame_drop"),
    path("zaken/<str:number>/veiligheidskader/indienen/", frame.submit, name="frame_submit"),
    path("zaken/<str:number>/veiligheidskader/niet-nodig/", frame.without, name="frame_without"),
    path("zaken/<str:number>/veiligheidskader/toch-nodig/", frame.needed_after_all, name="frame_needed"),
    path(
        "zaken/<str:number>/veiligheidskader/andere-instantie/",
        guests.ask,
        {"task": GuestTask.WRITES},
        name="frame_ask_writer",
    ),
    path(
        "zaken/<str:number>/veiligheidskader/meetekenen/",
        guests.ask,
        {"task": GuestTask.SIGNS},
        name="frame_ask_signer",
    ),
    path(
        "zaken/<str:number>/veiligheidskader/meetoetsen/",
        guests.ask,
        {"task": GuestTask.TESTS},
        name="frame_ask_tester",
    ),
    path("zaken/<str:number>/veiligheidskader/gevraagd/<int:pk>/adres/", guests.address, name="frame_guest_address"),
    path("zaken/<str:number>/veiligheidskader/gevraagd/<int:pk>/hoeft-niet/", guests.release, name="frame_release"),
    path("zaken/<str:number>/veiligheidskader/gelezen/", frame.read_with_family, name="frame_read"),
    path("zaken/<str:number>/veiligheidskader.pdf", paper.frame_pdf, name="frame_pdf"),
    path("zaken/<str:number>/plan/", plan.plan, name="plan"),
    path("zaken/<str:number>/plan/beginnen/", plan.start, name="start"),
    path("zaken/<str:number>/plan/rondom/", plan.edit_version, name="version"),
    path("zaken/<str:number>/plan/schrijven/", writing.write, name="write"),
    path("zaken/<str:number>/plan/afspraak/<int:pk>/", writing.edit, name="agreement"),
    path("zaken/<str:number>/plan/afspraak/<int:pk>/splitsen/", writing.split, name="agreement_split"),
    path("zaken/<str:number>/plan/afspraak/<int:pk>/samenvoegen/", writing.join, name="agreement_join"),
    path("zaken/<str:number>/plan/afspraak/<int:pk>/antwoord/", writing.help_answer, name="help_answer"),
    path("zaken/<str:number>/plan/verhuizing/", plan.residence, name="residence"),
    path("zaken/<str:number>/plan/verhuizing/<int:pk>/", plan.residence_edit, name="residence_edit"),
    path("zaken/<str:number>/plan/verhuizing/<int:pk>/weg/", plan.residence_remove, name="residence_remove"),
    path("zaken/<str:number>/plan/voorleggen/", plan.present, name="present"),
    path("zaken/<str:number>/plan/aanpassen/", plan.revise, name="revise"),
    path("zaken/<str:number>/plan/toetsen/", testing.test, name="test"),
    path("zaken/<str:number>/plan/versturen/", send.send, name="send"),
    path("zaken/<str:number>/plan.pdf", paper.plan_pdf, name="plan_pdf"),
    path("wetten/", laws.articles, name="laws"),
    path("wetten/nieuw/", laws.article_new, name="law_new"),
    path("wetten/<int:pk>/", laws.article_edit, name="law_edit"),
    path("wetten/<int:pk>/kiesbaar/", laws.article_retire, name="law_retire"),
    path("kader/openen/<str:token>/", guests.guest, name="guest"),
    path("kader/bedankt/", guests.guest_done, name="guest_done"),
    path("plan/openen/<str:token>/", send.open_link, name="open"),
]
