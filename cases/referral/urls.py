"""Aanmelden, without an account, and what became of it. Names are those of `cases:`."""

from django.urls import path

from .views import by_telephone, my_referrals, pausing, referrer, sending, start, steps

urlpatterns = [
    # Aanmelden, without an account, and what became of it.
    path("aanmelden/", start.start, name="referral"),
    path("aanmelden/telefoon/", by_telephone.desk, name="referral_desk"),
    path("verder/<str:token>/", pausing.mailed_link, name="referral_link"),
    path("aanmelden/<uuid:key>/verder/", pausing.resume, name="referral_resume"),
    path("aanmelden/<uuid:key>/pauze/", pausing.pause, name="referral_pause"),
    path("aanmelden/<uuid:key>/link-intrekken/", pausing.end_link, name="referral_link_end"),
    path("aanmelden/<uuid:key>/weggooien/", pausing.discard, name="referral_discard"),
    path("aanmelden/<uuid:key>/controle/", sending.check, name="referral_check"),
    path("aanmelden/<uuid:key>/ontvangen/", sending.received, name="referral_received"),
    path("aanmelden/<uuid:key>/kopie/", sending.copy, name="referral_copy"),
    path("aanmelden/<uuid:key>/telefoon/", by_telephone.phone, name="referral_phone"),
    path("aanmelden/<uuid:key>/<slug:step>/", steps.step, name="referral_step"),
    path("mijn-aanmeldingen/", my_referrals.my_referrals, name="my_referrals"),
    path("zaken/<str:number>/aanmelder/", referrer.referrer, name="referrer"),
    path("zaken/<str:number>/toestemming/", referrer.consent, name="consent"),
    path("zaken/<str:number>/aanmelder/organisatie/", referrer.organisation, name="referrer_organisation"),
]
