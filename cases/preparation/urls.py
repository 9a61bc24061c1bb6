"""The explanation, what is arranged before the day, safety, and how a case ends. Names are those of `cases:`."""

from django.urls import path

from .views import (
    account_invitation,
    briefing,
    ending,
    explanation,
    intended_plan,
    preparation,
    registration,
    safety,
    wishes,
)

urlpatterns = [
    # The preparation: what is missing for the day, safety, wishes, the talk with the professional.
    path("zaken/<str:number>/voorbereiding/", preparation.preparation, name="preparation"),
    path("signalen/", safety.new_signals, name="new_signals"),
    path("zaken/<str:number>/signalen/nieuw/", safety.signal_add, name="signal_add"),
    path("zaken/<str:number>/signalen/<int:pk>/", safety.signal_decide, name="signal_decide"),
    path("zaken/<str:number>/contactverboden/nieuw/", safety.ban_add, name="ban_add"),
    path("zaken/<str:number>/contactverboden/<int:pk>/", safety.ban_decide, name="ban_decide"),
    path("zaken/<str:number>/contactverboden/<int:pk>/opheffen/", safety.ban_lift, name="ban_lift"),
    path("zaken/<str:number>/wensen/nieuw/", wishes.wish_add, name="wish_add"),
    path("zaken/<str:number>/wensen/delen/", wishes.wishes_share, name="wishes_share"),
    path("zaken/<str:number>/wensen/<int:pk>/", wishes.wish, name="wish"),
    path("zaken/<str:number>/account/", account_invitation.invite, name="account_invite"),
    path("zaken/<str:number>/account/<int:pk>/opnieuw/", account_invitation.again, name="account_invite_again"),
    path("zaken/<str:number>/account/<int:pk>/intrekken/", account_invitation.withdraw, name="account_withdraw"),
    path("zaken/<str:number>/gesprek/", briefing.briefing, name="briefing"),
    path("zaken/<str:number>/hulp/nieuw/", briefing.help_add, name="help_add"),
    path("zaken/<str:number>/hulp/<int:pk>/", briefing.help_edit, name="help"),
    path("zaken/<str:number>/plan-vooraf/", intended_plan.intended_plan, name="intended_plan"),
    # Acts of the coordinator.
    path("zaken/<str:number>/uitleg/", explanation.information_visit, name="information_visit"),
    path("zaken/<str:number>/voorbereiding-starten/", explanation.start_activation, name="start_activation"),
    path("zaken/<str:number>/afzien/", explanation.decline, name="decline"),
    path("zaken/<str:number>/teruggeven/", ending.hand_back, name="hand_back"),
    path("zaken/<str:number>/stoppen/", ending.end_in_activation, name="end_in_activation"),
    path("zaken/<str:number>/plan-zonder-bijeenkomst/", ending.plan_without_meeting, name="plan_without_meeting"),
    path("zaken/<str:number>/heropenen/", ending.reopen, name="reopen"),
    path("zaken/<str:number>/weer-opnemen/", ending.resume, name="resume_preparation"),
    path("zaken/<str:number>/nazorg-stoppen/", ending.stop_afterwards, name="stop_afterwards"),
    path("zaken/<str:number>/werk-afronden/", ending.finish_work, name="finish_work"),
    path("zaken/<str:number>/registratie/", registration.register, name="register"),
    path("zaken/<str:number>/afsluiten/", registration.close, name="close"),
]
