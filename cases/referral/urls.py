"""Aanmelden, without an account, and what became of it. Names are those of `cases:`."""

from django.urls import path

from .views import by_telephone, referral, referrer

urlpatterns = [
    # Aanmelden, without an account, and what became of it.
    path("aanmelden/", referral.start, name="referral"),
    path("aanmelden/telefoon/", by_telephone.desk, name="referral_desk"),
    path("aanmelden/<uuid:key>/verder/", referral.resume, name="referral_resume"),
    path("aanmelden/<uuid:key>/pauze/", referral.pause, name="referral_pause"),
    path("aanmelden/<uuid:key>/weggooien/", referral.discard, name="referral_discard"),
    path("aanmelden/<uuid:key>/controle/", referral.check, name="referral_check"),
    path("aanmelden/<uuid:key>/ontvangen/", referral.received, name="referral_received"),
    path("aanmelden/<uuid:key>/kopie/", referral.copy, name="referral_copy"),
    path("aanmelden/<uuid:key>/telefoon/", by_telephone.phone, name="referral_phone"),
    path("aanmelden/<uuid:key>/<slug:step>/", referral.step, name="referral_step"),
    path("mijn-aanmeldingen/", by_telephone.my_referrals, name="my_referrals"),
    path("zaken/<str:number>/aanmelder/", referrer.referrer, name="referrer"),
]
