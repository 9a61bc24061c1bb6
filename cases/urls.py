from django.urls import path

from .views import (
    acts,
    circle,
    contacts,
    decisions,
    history,
    my_cases,
    overview,
    people,
    questions,
    referral,
    referral_desk,
    worklist,
)

app_name = "cases"

urlpatterns = [
    # Aanmelden, without an account, and what became of it.
    path("aanmelden/", referral.start, name="referral"),
    path("aanmelden/telefoon/", referral_desk.desk, name="referral_desk"),
    path("aanmelden/<uuid:key>/verder/", referral.resume, name="referral_resume"),
    path("aanmelden/<uuid:key>/pauze/", referral.pause, name="referral_pause"),
    path("aanmelden/<uuid:key>/weggooien/", referral.discard, name="referral_discard"),
    path("aanmelden/<uuid:key>/controle/", referral.check, name="referral_check"),
    path("aanmelden/<uuid:key>/ontvangen/", referral.received, name="referral_received"),
    path("aanmelden/<uuid:key>/kopie/", referral.copy, name="referral_copy"),
    path("aanmelden/<uuid:key>/telefoon/", referral_desk.phone, name="referral_phone"),
    path("aanmelden/<uuid:key>/<slug:step>/", referral.step, name="referral_step"),
    path("mijn-aanmeldingen/", referral_desk.my_referrals, name="my_referrals"),
    # The regional manager's desk.
    path("zaken/", worklist.worklist, name="worklist"),
    path("zaken/<str:number>/besluit/", decisions.decide, name="decide"),
    path("zaken/<str:number>/in-behandeling/", decisions.start_screening, name="start_screening"),
    path("zaken/<str:number>/laten-wachten/", decisions.let_wait, name="let_wait"),
    path("zaken/<str:number>/anders-adviseren/", decisions.advise_otherwise, name="advise_otherwise"),
    path("zaken/<str:number>/intrekken/", decisions.withdraw, name="withdraw"),
    path("zaken/<str:number>/toewijzen/", decisions.assign, name="assign"),
    path("zaken/<str:number>/toewijzen/<int:pk>/", decisions.assign_to, name="assign_to"),
    # The coordinator's own page.
    path("mijn-zaken/", my_cases.my_cases, name="my_cases"),
    # One case: its tabs.
    path("zaken/<str:number>/", overview.case, name="case"),
    path("zaken/<str:number>/kring/", circle.circle, name="circle"),
    path("zaken/<str:number>/kring/toevoegen/", circle.add, name="circle_add"),
    path("zaken/<str:number>/kring/<int:pk>/", circle.edit, name="circle_edit"),
    path("zaken/<str:number>/kring/<int:pk>/opzij/", circle.set_aside, name="circle_set_aside"),
    path("zaken/<str:number>/kring/<int:pk>/terug/", circle.take_back, name="circle_take_back"),
    path("zaken/<str:number>/contacten/", contacts.contacts, name="contacts"),
    path("zaken/<str:number>/contacten/vastleggen/", contacts.add, name="contact_add"),
    path("zaken/<str:number>/contacten/<int:pk>/", contacts.edit, name="contact_edit"),
    path("zaken/<str:number>/verloop/", history.history, name="history"),
    # What hangs on the overview.
    path("zaken/<str:number>/hoofdpersonen/<int:pk>/", people.main_person, name="main_person"),
    path("zaken/<str:number>/vragen/nieuw/", questions.add, name="question_add"),
    path("zaken/<str:number>/vragen/<int:pk>/", questions.reword, name="question_reword"),
    # Acts of the coordinator.
    path("zaken/<str:number>/uitleg/", acts.information_visit, name="information_visit"),
    path("zaken/<str:number>/voorbereiding-starten/", acts.start_activation, name="start_activation"),
    path("zaken/<str:number>/afzien/", acts.decline, name="decline"),
    path("zaken/<str:number>/teruggeven/", acts.hand_back, name="hand_back"),
    path("zaken/<str:number>/stoppen/", acts.end_in_activation, name="end_in_activation"),
    path("zaken/<str:number>/plan-zonder-bijeenkomst/", acts.plan_without_meeting, name="plan_without_meeting"),
    path("zaken/<str:number>/registratie/", acts.register, name="register"),
    path("zaken/<str:number>/afsluiten/", acts.close, name="close"),
]
