from django.urls import include, path

from . import views

lists = [
    path("", views.lists, name="lists"),
    path("<slug:which>/nieuw/", views.add, name="add"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/sluiten/", views.retire, name="retire"),
    path("<int:pk>/openen/", views.reopen, name="reopen"),
]

urlpatterns = [path("beheer/lijsten/", include((lists, "lists")))]
