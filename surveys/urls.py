from django.urls import path

from .views import answering, office, tab, versions

app_name = "surveys"

urlpatterns = [
    path("zaken/<str:number>/vragenlijsten/", tab.surveys, name="surveys"),
    path("zaken/<str:number>/vragenlijsten/uitgereikt/", tab.handed_out, name="hand_out"),
    path("zaken/<str:number>/vragenlijsten/uitnodigen/", tab.invite, name="invite"),
    path("zaken/<str:number>/vragenlijsten/<int:pk>/adres/", tab.address, name="address"),
    path("zaken/<str:number>/vragenlijsten/meegeven/", tab.hand_over, name="hand_over"),
    path("zaken/<str:number>/vragenlijsten/op-papier/<str:form>.pdf", tab.on_paper, name="on_paper"),
    path("vragenlijsten/", versions.versions, name="versions"),
    path("vragenlijsten/<int:pk>/", versions.version, name="version"),
    path("vragenlijsten/<int:pk>/nieuwe-versie/", versions.copy, name="version_copy"),
    path("vragenlijsten/<int:pk>/uitgeven/", versions.publish, name="version_publish"),
    path("vragenlijsten/<int:pk>/bekijken/", versions.preview, name="version_preview"),
    path("vragenlijsten/<int:pk>/vraag/", versions.add_question, name="question_add"),
    path("vragenlijsten/<int:pk>/onderdelen/<str:language>/", versions.headings, name="version_headings"),
    path("vragenlijsten/vraag/<int:pk>/", versions.change_question, name="question"),
    path("vragenlijsten/vraag/<int:pk>/weghalen/", versions.take_question, name="question_remove"),
    path("vragenlijsten/vraag/<int:pk>/<str:language>/", versions.translate, name="question_translate"),
    path("vragenlijsten/respons/", office.response, name="response"),
    path("vragenlijsten/papier/", office.paper_number, name="paper_number"),
    path("vragenlijsten/papier/<str:return_number>/", office.paper, name="paper"),
    path("vragenlijsten/nakijken/", office.to_redact, name="to_redact"),
    path("vragenlijsten/nakijken/<uuid:pk>/", office.redact, name="redact"),
    path("vragenlijsten/nakijken/plan/<int:pk>/", office.redact_plan, name="redact_plan"),
    path("onderzoek/open-antwoorden/", office.open_answers, name="open_answers"),
    path("vragenlijst/bedankt/", answering.thanks, name="thanks"),
    path("vragenlijst/<str:token>/", answering.answer, name="answer"),
]
