from django.urls import include, path

urlpatterns = [
    path("", include("ekc.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("ekc.audit.urls")),
]
