from django.urls import include, path

app_name = "cases"

urlpatterns = [
    path("", include("cases.referral.urls")),
    path("", include("cases.desk.urls")),
    path("", include("cases.coordinators.urls")),
    path("", include("cases.privacy.urls")),
    path("", include("cases.reviewing.urls")),
    path("", include("cases.casepage.urls")),
    path("", include("cases.circle.urls")),
    path("", include("cases.preparation.urls")),
    path("", include("cases.variants.urls")),
]
