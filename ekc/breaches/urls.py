from django.urls import include, path

from . import views

breaches = [
    path("", views.register, name="register"),
    path("nieuw/", views.record, name="record"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/veranderen/", views.change, name="change"),
    path("<int:pk>/melding/", views.authority, name="authority"),
    path("<int:pk>/bericht/", views.people, name="people"),
    path("<int:pk>/mensen/nieuw/", views.add, name="add"),
    path("<int:pk>/mensen/halen/", views.bring, name="bring"),
    path("<int:pk>/brieven.pdf", views.letters, name="letters"),
    path("<int:pk>/afsluiten/", views.close, name="close"),
    path("mensen/<int:pk>/bericht/", views.told, name="told"),
    path("mensen/<int:pk>/weghalen/", views.drop, name="drop"),
    path("mensen/<int:pk>/brief.pdf", views.letter, name="letter"),
]

urlpatterns = [path("beheer/datalekken/", include((breaches, "breaches")))]
