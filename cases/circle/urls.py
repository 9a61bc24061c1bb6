"""The people of a case, contacts with them, and the questions of the conference. Names are those of `cases:`."""

from django.urls import path

from .views import circle, contacts, main_person, merging, questions, worksheet

urlpatterns = [
    path("zaken/<str:number>/kring/", circle.circle, name="circle"),
    path("zaken/<str:number>/kring/toevoegen/", circle.add, name="circle_add"),
    path("zaken/<str:number>/kring/tekening/", circle.glance, name="circle_glance"),
    path("zaken/<str:number>/kring/<int:pk>/", circle.person, name="circle_person"),
    path("zaken/<str:number>/kring/<int:pk>/wijzigen/", circle.edit, name="circle_edit"),
    path("zaken/<str:number>/kring/<int:pk>/opzij/", circle.set_aside, name="circle_set_aside"),
    path("zaken/<str:number>/kring/<int:pk>/terug/", circle.take_back, name="circle_take_back"),
    path("zaken/<str:number>/kring/<int:pk>/samenvoegen/", merging.double, name="circle_merge"),
    path("zaken/<str:number>/kring/<int:pk>/samenvoegen/<int:double>/", merging.together, name="circle_merge_with"),
    path(
        "zaken/<str:number>/kring/<int:pk>/hoofdpersoon/<int:main>/", merging.main_person, name="circle_is_main_person"
    ),
    path("zaken/<str:number>/kring/<int:pk>/uit-elkaar/<int:merge>/", merging.apart, name="circle_merge_undo"),
    path("zaken/<str:number>/kring/werkblad/", worksheet.worksheet, name="worksheet"),
    path("zaken/<str:number>/kring/werkblad/<slug:area>/", worksheet.worksheet_area, name="worksheet_area"),
    path("contact/", contacts.quick, name="contact_quick"),
    path("zaken/<str:number>/contacten/", contacts.contacts, name="contacts"),
    path("zaken/<str:number>/contacten/vastleggen/", contacts.add, name="contact_add"),
    path("zaken/<str:number>/contacten/<int:pk>/", contacts.edit, name="contact_edit"),
    # What hangs on the overview.
    path("zaken/<str:number>/hoofdpersonen/nieuw/", main_person.add, name="main_person_add"),
    path("zaken/<str:number>/hoofdpersonen/<int:pk>/", main_person.main_person, name="main_person"),
    path("zaken/<str:number>/hoofdpersonen/<int:pk>/verbeteren/", main_person.correct, name="main_person_correct"),
    path("zaken/<str:number>/hoofdpersonen/<int:pk>/weghalen/", main_person.take_off, name="main_person_take_off"),
    path("zaken/<str:number>/vragen/nieuw/", questions.add, name="question_add"),
    path("zaken/<str:number>/vragen/<int:pk>/", questions.reword, name="question_reword"),
]
