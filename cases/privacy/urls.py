"""What people ask about what is kept of them. Names are those of `cases:`."""

from django.urls import path

from .views import inzage, requests

urlpatterns = [
    path("verzoeken/", requests.desk, name="privacy_requests"),
    path("zaken/<str:number>/verzoeken/", requests.of_case, name="privacy_of_case"),
    path("zaken/<str:number>/verzoeken/nieuw/", requests.record, name="privacy_record"),
    path("zaken/<str:number>/verzoeken/<int:pk>/", requests.one, name="privacy_request"),
    path("zaken/<str:number>/verzoeken/<int:pk>/antwoord/", requests.answer, name="privacy_answer"),
    path("zaken/<str:number>/verzoeken/<int:pk>/verlengen/", requests.extend, name="privacy_extend"),
    path("zaken/<str:number>/verzoeken/<int:pk>/intrekken/", requests.withdraw, name="privacy_withdraw"),
    path("zaken/<str:number>/verzoeken/<int:pk>/brief.pdf", requests.letter, name="privacy_letter"),
    path("zaken/<str:number>/verzoeken/<int:pk>/nakijken/", inzage.check, name="inzage_check"),
    path("zaken/<str:number>/verzoeken/<int:pk>/nagekeken/", inzage.checked, name="inzage_checked"),
    path("zaken/<str:number>/verzoeken/<int:pk>/inzage.pdf", inzage.pdf, name="inzage_pdf"),
    path("zaken/<str:number>/verzoeken/<int:pk>/inzage.json", inzage.data, name="inzage_data"),
]
