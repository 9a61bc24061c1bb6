from django.urls import include, path

from . import views

lists = [
    path("", views.lists, name="lists"),
    path("keuze/<int:pk>/", views.change, name="change"),
    path("keuze/<int:pk>/sluiten/", views.retire, name="retire"),
    path("keuze/<int:pk>/openen/", views.reopen, name="reopen"),
    path("<slug:which>/", views.one, name="list"),
    path("<slug:which>/nieuw/", views.add, name="add"),
]

urlpatterns = [path("beheer/lijsten/", include((lists, "lists")))]
