"""The kind of conference, both sides, the group of an Alle Hens. Names are those of `cases:`."""

from django.urls import path

from .views import group, kind, sides

urlpatterns = [
    path("zaken/<str:number>/soort/", kind.variant, name="variant"),
    path("zaken/<str:number>/groep/", group.group, name="group"),
    path("zaken/<str:number>/kanten/", sides.sides, name="sides"),
    path("zaken/<str:number>/kanten/<int:pk>/akkoord/", sides.agreement, name="side_agreement"),
    path("zaken/<str:number>/verantwoordelijkheid/<int:pk>/", sides.responsibility, name="responsibility"),
]
