from django.urls import include, path

from . import views

retention = [
    path("", views.overview, name="overview"),
    path("termijn/<slug:code>/", views.term, name="term"),
    path("aanhouden/", views.hold, name="hold"),
    path("aanhouden/<int:pk>/opheffen/", views.lift, name="lift"),
    path("lijst/maken/", views.make, name="make"),
    path("lijst/<int:pk>/", views.one, name="list"),
    path("lijst/<int:pk>/goedkeuren/", views.approve, name="approve"),
    path("lijst/<int:pk>/afkeuren/", views.reject, name="reject"),
]

urlpatterns = [path("beheer/bewaren/", include((retention, "retention")))]
