from django.urls import path

from .views import (
    acts,
    circle,
    contacts,
    decisions,
    desk,
    history,
    my_cases,
    offers,
    overview,
    people,
    questions,
    referral,
    worklist,
)

app_name = "cases"

urlpatterns = [
    # Aanmelden, without an account, and what became of it.
    path("aanmelden/", referral.start, name="referral"),
    path("aanmelden/ontvangen/", referral.received, name="referral_received"),
    path("aanmelden/<slug:kind>/", referral.referral, name="referral_form"),
    path("mijn-aanmeldingen/", referral.my_referrals, name="my_referrals"),
    # The regional manager's desk.
    path("zaken/", worklist.worklist, name="worklist"),
    path("filters/", worklist.saved_filters, name="saved_filters"),
    path("filters/<int:pk>/", worklist.change_filter, name="change_filter"),
    path("zaken/<str:number>/vraag-aan-aanmelder/", desk.ask, name="ask"),
    path("zaken/<str:number>/antwoord-van-aanmelder/", desk.record_answer, name="record_answer"),
    path("zaken/<str:number>/eerdere-zaken/", desk.earlier, name="earlier"),
    path("zaken/<str:number>/eerdere-zaken/<int:pk>/koppelen/", desk.earlier_link, name="earlier_link"),
    path("zaken/<str:number>/eerdere-zaken/<int:pk>/opzij/", desk.earlier_set_aside, name="earlier_set_aside"),
    path("zaken/<str:number>/financiering/", desk.funding, name="funding"),
    path("zaken/<str:number>/overdragen/", desk.transfer, name="transfer"),
    path("zaken/<str:number>/advies/", offers.case_advice, name="case_advice"),
    path("adviezen/", offers.advices, name="advices"),
    path("adviezen/nieuw/", offers.advice_add, name="advice_add"),
    path("aanbod/", offers.offers, name="offers"),
    path("aanbod/nieuw/", offers.offer_add, name="offer_add"),
    path("aanbod/<int:pk>/", offers.offer_answer, name="offer_answer"),
    # The applicant answers a question, without an account.
    path("antwoord/bedankt/", desk.answer_thanks, name="answer_thanks"),
    path("antwoord/<str:token>/", desk.answer, name="answer"),
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
