"""Who found a hole knows whom to tell (RFC 9116)."""

import datetime as dt

from django.utils import timezone

from ekc.dutch import iso_moment

PLACE = "/.well-known/security.txt"


def told(client) -> dict[str, str]:
    answer = client.get(PLACE)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_it_names_who_is_told_and_until_when_that_holds(client, db, settings):
    settings.EKC_SECURITY_EMAIL = "meldpunt@voorbeeld.example"

    found = told(client)

    assert found["Contact"] == "mailto:meldpunt@voorbeeld.example"
    assert dt.timedelta(days=90) < iso_moment(found["Expires"]) - timezone.now() < dt.timedelta(days=365)
    assert found["Canonical"].endswith(PLACE)


def test_without_an_address_of_its_own_it_is_the_sender_of_mail(client, db, settings):
    settings.EKC_SECURITY_EMAIL = ""
    settings.DEFAULT_FROM_EMAIL = "Eigen Kracht <noreply@voorbeeld.example>"

    assert told(client)["Contact"] == "mailto:noreply@voorbeeld.example"
