from django.urls import include, path

from cases.home import home
from ekc import health
from ekc.gallery import gallery
from ekc.languages import switch_language
from ekc.letting_go import leave
from ekc.once.views import undo
from ekc.security_txt import security_txt

handler500 = "ekc.away.something_failed"

urlpatterns = [
    path("", home, name="home"),
    path("sluiten/", leave, name="leave"),
    path("taal/", switch_language, name="language"),
    path("gezondheid/levend", health.live, name="health-live"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("gezondheid/klaar", health.ready, name="health-ready"),
    path("ongedaan/<uuid:key>/", undo, name="undo"),
    path("_galerij/", gallery, name="gallery"),
    path("", include("ekc.accounts.urls")),
    # Not all of allauth: its pages for signing up and connecting by another's door are not of this house.
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("ekc.lists.urls")),
    path("", include("ekc.retention.urls")),
    path("", include("ekc.breaches.urls")),
    path("", include("ekc.audit.urls")),
    path("", include("cases.urls")),
    path("", include("plans.urls")),
    path("", include("surveys.urls")),
    path("", include("followup.urls")),
    path("", include("conferences.urls")),
    path("", include("ekc.outbox.urls")),
    path("", include("reports.urls")),
]
