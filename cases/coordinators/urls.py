"""The pool and its profiles, asking and assigning, contract and hours, the own pages. Names are those of `cases:`."""

from django.urls import path

from .views import assign, contracts, handing_over, hours, my_cases, pool, profiles
from .views import requests as coordinator_requests

urlpatterns = [
    path("zaken/<str:number>/toewijzen/", assign.assign, name="assign"),
    path("zaken/<str:number>/toewijzen/<int:pk>/", assign.assign_to, name="assign_to"),
    path("zaken/<str:number>/andere-coordinator/", assign.successor, name="successor"),
    path("zaken/<str:number>/aanbieden/", assign.ask_one, name="coordinator_request_to"),
    path("zaken/<str:number>/aanbod/stoppen/", assign.stop_all, name="coordinator_requests_stop"),
    path("zaken/<str:number>/aanbod/<int:pk>/stoppen/", assign.stop_one, name="coordinator_request_stop"),
    path("zaken/<str:number>/coordinator-wisselen/", handing_over.hand_over, name="hand_over"),
    path("zaken/<str:number>/coordinator-wisselen/vragen/", handing_over.ask_in_turn, name="hand_over_ask"),
    path("zaken/<str:number>/kan-niet-verder/", handing_over.ask_for_successor, name="ask_for_successor"),
    path("zaken/<str:number>/kennismaken/", handing_over.introduce, name="introduce"),
    path("zaken/<str:number>/contract/", contracts.contracts, name="contracts"),
    path("zaken/<str:number>/contract/<int:pk>/", contracts.edit, name="contract_edit"),
    path("zaken/<str:number>/contract/<int:pk>.pdf", contracts.pdf, name="contract_pdf"),
    # Coordinators: the pool, and their profiles.
    path("coordinatoren/", pool.pool, name="pool"),
    path("coordinatoren.xlsx", pool.export, name="pool_export"),
    path("coordinatoren/inlezen/", pool.read_in, name="profile_import"),
    path("coordinatoren/inlezen/voorbeeld.xlsx", pool.template, name="profile_template"),
    path("coordinatoren/inlezen/<int:pk>/", pool.check, name="profile_import_check"),
    path("coordinatoren/inlezen/<int:pk>/ja/", pool.confirm, name="profile_import_confirm"),
    path("coordinatoren/<int:pk>/", profiles.profile, name="profile"),
    path("coordinatoren/<int:pk>/geschiedenis/", profiles.history, name="profile_history"),
    path("coordinatoren/<int:pk>/aanpassen/", profiles.edit, name="profile_edit"),
    path("coordinatoren/<int:pk>/werkgevers/", profiles.add_employer, name="employer_add"),
    path("coordinatoren/<int:pk>/werkgevers/opgave/", profiles.declare_employers, name="employers_declare"),
    path("coordinatoren/<int:pk>/werkgevers/<int:row>/weg/", profiles.remove_employer, name="employer_remove"),
    path("coordinatoren/<int:pk>/banden/", profiles.add_tie, name="tie_add"),
    path("coordinatoren/<int:pk>/banden/<int:row>/weg/", profiles.remove_tie, name="tie_remove"),
    path("coordinatoren/<int:pk>/verlof/", profiles.add_leave, name="leave_add"),
    path("coordinatoren/<int:pk>/verlof/<int:row>/waarneming/", profiles.cover_leave, name="leave_cover"),
    path("coordinatoren/<int:pk>/verlof/<int:row>/weg/", profiles.remove_leave, name="leave_remove"),
    path("mijn-profiel/", profiles.own_profile, name="own_profile"),
    # Being asked for a case, on the coordinator's phone.
    path("gevraagd/<int:pk>/", coordinator_requests.request_page, name="coordinator_request"),
    path("gevraagd/<int:pk>/ja/", coordinator_requests.accept, name="coordinator_request_accept"),
    path("gevraagd/<int:pk>/nee/", coordinator_requests.decline, name="coordinator_request_decline"),
    # The coordinator's own page.
    path("mijn-zaken/", my_cases.my_cases, name="my_cases"),
    path("zaken/<str:number>/uren/", hours.work, name="work"),
    path("zaken/<str:number>/uren/nieuw/", hours.work_add, name="work_add"),
    path("zaken/<str:number>/uren/<int:pk>/", hours.work_edit, name="work_edit"),
]
