from django.urls import include, path, re_path

from . import organisation_views as doubles
from . import session_views, sign_on_views, views

management = [
    path("", views.management, name="management"),
    path("mensen/", views.person_list, name="people"),
    path("mensen/nieuw/", views.person_create, name="person_create"),
    path("mensen/<int:pk>/", views.person_edit, name="person"),
    path("mensen/<int:pk>/sluiten/", views.person_deactivate, name="person_deactivate"),
    path("mensen/<int:pk>/overdragen/", views.person_hand_over, name="person_hand_over"),
    path("mensen/<int:pk>/openen/", views.person_reactivate, name="person_reactivate"),
    path("mensen/<int:pk>/uitnodigen/", views.person_invite, name="person_invite"),
    path("mensen/<int:pk>/link-intrekken/", views.person_withdraw_invitation, name="person_withdraw_invitation"),
    path("mensen/<int:pk>/tweede-stap/", views.person_remove_second_factor, name="person_remove_second_factor"),
    path("mensen/<int:pk>/uitloggen/", session_views.person_end_sessions, name="person_end_sessions"),
    path("mensen/uitloggen/", session_views.end_all_sessions, name="end_all_sessions"),
    path("mensen/<int:pk>/koppeling-weghalen/", sign_on_views.person_unbind, name="person_unbind"),
    path("organisaties/", views.organisation_list, name="organisations"),
    path("organisaties/nieuw/", views.organisation_create, name="organisation_create"),
    path("organisaties/<int:pk>/", views.organisation_edit, name="organisation"),
    path("organisaties/<int:pk>/samenvoegen/", doubles.double, name="organisation_merge"),
    path("organisaties/<int:pk>/samenvoegen/<int:double>/", doubles.together, name="organisation_merge_with"),
    path("organisaties/<int:pk>/uit-elkaar/<int:merge>/", doubles.apart, name="organisation_merge_undo"),
    path("regios/", views.region_list, name="regions"),
    path("regios/<slug:code>/", views.region_edit, name="region"),
    path("regios/<slug:code>/gemeenten/nieuw/", views.municipality_create, name="municipality_create"),
]

stay = [path("account/blijf/", views.stay, name="stay")]
sign_on = [
    path("account/organisatie/", sign_on_views.choose_organisation, name="sso_choose"),
    path("account/organisatie/bevestigen/", sign_on_views.confirm, name="sso_confirm"),
    path("account/organisatie/<slug:code>/", sign_on_views.enter, name="sso"),
    path("account/organisatie/<slug:code>/terug/", sign_on_views.back, name="sso_back"),
    path("account/organisatie/<slug:code>/koppelen/", sign_on_views.connect, name="sso_connect"),
]

urlpatterns = [
    # Stands before allauth's own: landelijk beheer alone changes the address that somebody logs in with.
    path("account/email/", views.closed_page, name="account_email"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.choose_password,
        name="account_reset_password_from_key",
    ),
    path("", include(([*stay, *sign_on, path("beheer/", include(management))], "accounts"))),
]
