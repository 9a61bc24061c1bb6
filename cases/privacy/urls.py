"""What people ask about what is kept of them. Names are those of `cases:`."""

from django.urls import path

from .views import asked, consents, holding_files, inzage, own_consents, own_statements, taking_out

urlpatterns = [
    path("verzoeken/", asked.desk, name="privacy_requests"),
    path("zaken/<str:number>/verzoeken/", asked.of_case, name="privacy_of_case"),
    path("zaken/<str:number>/verzoeken/nieuw/", asked.record, name="privacy_record"),
    path("zaken/<str:number>/verzoeken/<int:pk>/", asked.one, name="privacy_request"),
    path("zaken/<str:number>/verzoeken/<int:pk>/antwoord/", asked.answer, name="privacy_answer"),
    path("zaken/<str:number>/verzoeken/<int:pk>/verlengen/", asked.extend, name="privacy_extend"),
    path("zaken/<str:number>/verzoeken/<int:pk>/intrekken/", asked.withdraw, name="privacy_withdraw"),
    path("zaken/<str:number>/verzoeken/<int:pk>/brief.pdf", asked.letter, name="privacy_letter"),
    path("zaken/<str:number>/verzoeken/<int:pk>/vernietigen/", holding_files.destroy, name="privacy_destroy"),
    path("zaken/<str:number>/verzoeken/<int:pk>/persoon/", taking_out.texts, name="taken_out"),
    path("zaken/<str:number>/verzoeken/<int:pk>/verklaring/", own_statements.record, name="statement_record"),
    path("zaken/<str:number>/verklaringen/<int:pk>/terugnemen/", own_statements.withdraw, name="statement_withdraw"),
    path("zaken/<str:number>/aanhouden/", holding_files.hold, name="hold_file"),
    path("zaken/<str:number>/aanhouden/<int:pk>/opheffen/", holding_files.lift, name="hold_lift"),
    path("zaken/<str:number>/verzoeken/<int:pk>/nakijken/", inzage.check, name="inzage_check"),
    path("zaken/<str:number>/verzoeken/<int:pk>/nagekeken/", inzage.checked, name="inzage_checked"),
    path("zaken/<str:number>/verzoeken/<int:pk>/inzage.pdf", inzage.pdf, name="inzage_pdf"),
    path("zaken/<str:number>/verzoeken/<int:pk>/inzage.json", inzage.data, name="inzage_data"),
    path("zaken/<str:number>/toestemmingen/", consents.of_case, name="consents"),
    path("zaken/<str:number>/toestemmingen/noteren/", consents.give, name="consent_give"),
    path("zaken/<str:number>/toestemmingen/intrekken/", consents.withdraw, name="consent_withdraw"),
    path("zaken/<str:number>/toestemmingen/<int:pk>/gesprek/", consents.talk, name="consent_talk"),
    path("zaken/<str:number>/toestemmingen/hoofdpersoon/<int:pk>/zonder/", consents.without, name="go_on_without"),
    path("zaken/<str:number>/toestemmingen/hoofdpersoon/<int:pk>/weer/", consents.again, name="takes_part_again"),
    path("zaken/<str:number>/toestemmingen/link/", consents.link, name="consent_link"),
    path("toestemming/<str:token>/", own_consents.opened, name="own_consents"),
]
