"""The regional manager's desk, and the referrer's answer to a question. Names are those of `cases:`."""

from django.urls import path

from .views import (
    advice,
    calls,
    decisions,
    earlier,
    funding,
    merging,
    offers,
    referrer_news,
    referrer_questions,
    saved_filters,
    today,
    transfer,
    worklist,
)

urlpatterns = [
    # The regional manager's desk.
    path("vandaag/", today.today, name="today"),
    path("zaken/", worklist.worklist, name="worklist"),
    path("filters/", saved_filters.saved_filters, name="saved_filters"),
    path("filters/<int:pk>/", saved_filters.change_filter, name="change_filter"),
    path("zaken/<str:number>/vraag-aan-aanmelder/", referrer_questions.ask, name="ask"),
    path("zaken/<str:number>/antwoord-van-aanmelder/", referrer_questions.record_answer, name="record_answer"),
    path("zaken/<str:number>/aanbod/antwoord/", offers.offered, name="offered"),
    path("zaken/<str:number>/eerdere-zaken/", earlier.earlier, name="earlier"),
    path("zaken/<str:number>/eerdere-zaken/<int:pk>/koppelen/", earlier.earlier_link, name="earlier_link"),
    path("zaken/<str:number>/eerdere-zaken/<int:pk>/opzij/", earlier.earlier_set_aside, name="earlier_set_aside"),
    path("zaken/<str:number>/eerdere-zaken/<int:pk>/terug/", earlier.earlier_undo, name="earlier_undo"),
    path("zaken/<str:number>/samenvoegen/<int:pk>/", merging.merge, name="merge_case"),
    path("zaken/<str:number>/financiering/", funding.funding, name="funding"),
    path("zaken/<str:number>/overdragen/", transfer.transfer, name="transfer"),
    path("zaken/<str:number>/advies/", advice.case_advice, name="case_advice"),
    path("adviezen/", advice.advices, name="advices"),
    path("adviezen/nieuw/", advice.advice_add, name="advice_add"),
    path("aanbod/", offers.offers, name="offers"),
    path("aanbod/nieuw/", offers.offer_add, name="offer_add"),
    path("aanbod/<int:pk>/", offers.offer_answer, name="offer_answer"),
    # The referrer answers a question, without an account.
    path("antwoord/bedankt/", referrer_questions.answer_thanks, name="answer_thanks"),
    # What was decided, for who applied.
    path("nieuws/<str:token>/", referrer_news.news, name="news"),
    path("zaken/<str:number>/brief-aan-aanmelder/<int:pk>/", referrer_news.letter, name="news_letter"),
    path("antwoord/<str:token>/", referrer_questions.answer, name="answer"),
    path("zaken/<str:number>/besluit/", decisions.decide, name="decide"),
    path("zaken/<str:number>/in-behandeling/", decisions.start_screening, name="start_screening"),
    path("zaken/<str:number>/laten-wachten/", decisions.let_wait, name="let_wait"),
    path("zaken/<str:number>/anders-adviseren/", decisions.advise_otherwise, name="advise_otherwise"),
    path("zaken/<str:number>/intrekken/", decisions.withdraw, name="withdraw"),
    path("zaken/<str:number>/gebeld/", calls.triage_call, name="triage_call"),
]
