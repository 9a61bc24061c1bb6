"""Somebody who fills in an aanmelding, page by page, as a browser sends it."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import ReferralDraft

PIM = {"name": "Pim de Wit", "relation": "opa"}
REACH = {"phone": "0687654321", "voicemail": "nee", "best_time": "'s avonds", "email": "pim@voorbeeld.example"}
SITUATION = {"situation": "Sem gaat niet meer naar school.", "question": "Hoe gaat Sem weer naar school?"}
CONSENT = {
    "has_consent": "ja",
    "consent_by": "Ria de Wit",
    "consent_on_0": "3",
    "consent_on_1": "januari",
    "consent_on_2": "2024",
    "consent_how": "in een gesprek",
}


def person(index: int = 0, **typed: str) -> dict[str, str]:
    values = {
        "row": f"rij{index}",
        "name": "Sem de Wit",
        "birth": "datum",
        "birth_date_0": "27",
        "birth_date_1": "3",
        "birth_date_2": "2015",
        "gender": "m",
        "municipality": "Utrecht",
        "place": "Utrecht",
        **typed,
    }
    return {f"persons-{index}-{name}": value for name, value in values.items()}


def persons(*people: dict[str, str]) -> dict[str, str]:
    found = people or (person(),)
    return {"persons-TOTAL_FORMS": str(len(found)), "persons-INITIAL_FORMS": "0", **_joined(found)}


def relative(index: int = 0, **typed: str) -> dict[str, str]:
    values = {"name": "Ria de Wit", "relation": "moeder", "is_parent_or_carer": "on", "phone": "0612345678", **typed}
    return {f"relatives-{index}-{name}": value for name, value in values.items()}


def relatives(*people: dict[str, str]) -> dict[str, str]:
    return {"relatives-TOTAL_FORMS": str(len(people)), "relatives-INITIAL_FORMS": "0", **_joined(people)}


def _joined(rows: tuple[dict[str, str], ...]) -> dict[str, str]:
    return {name: value for row in rows for name, value in row.items()}


_LAST = {
    "situatie": SITUATION,
    "hulp": {"earlier_conference": "nee"},
    "spoed": {"is_urgent": "nee"},
    "wensen": {"wish_language": "Turks"},
}
PAGES: dict[str, dict[str, dict[str, Any]]] = {
    "familie": {
        "naam": PIM,
        "bereik": REACH,
        "soort": {"about": "gezin"},
        "voor-wie": persons(),
        "bereiken": {},
        "naasten": relatives(relative()),
        **_LAST,
    },
    "zelf": {
        "naam": {"name": "Pim de Wit"},
        "bereik": REACH,
        "adres": {"municipality": "Utrecht", "place": "Utrecht", "street": "Vlierlaan 3", "secret_address": "on"},
        "geboren": {"birth": "datum", "birth_date_0": "1", "birth_date_1": "2", "birth_date_2": "1985", "gender": "m"},
        "soort": {"about": "gezin"},
        "anderen": {"persons-TOTAL_FORMS": "0", "persons-INITIAL_FORMS": "0"},
        "naasten": relatives(),
        **_LAST,
    },
    "professional": {
        "naam": {"name": "Dirk", "organisation_name": "BJZ", "referrer_kind": "wijkteam"},
        "rol": {"role_in_family": "jb"},
        "soort": {"about": "gezin"},
        "bereik": {"phone": "0612121212", "email": "dirk@voorbeeld.example"},
        "voor-wie": persons(),
        "toestemming": CONSENT,
        "bereiken": {"reach-rij0-phone": "0611111111"},
        "naasten": relatives(relative()),
        **_LAST,
        "veiligheid": {"safety_triggers": ["ots"]},
    },
}


class ReferrerKind:
    """Somebody with a browser who applies."""

    def __init__(self, client: Client, kind: str = "familie", **query: Any) -> None:
        self.client, self.kind = client, kind
        answer = client.post(reverse("cases:referral", query=query), {"kind": kind})
        assert answer.status_code == 302, answer.content.decode()
        self.key = re.search(r"[0-9a-f-]{36}", answer["Location"])[0]

    @property
    def draft(self) -> ReferralDraft:
        return ReferralDraft.objects.get(key=self.key)

    def url(self, name: str, *more: str) -> str:
        return reverse(f"cases:referral_{name}", args=[self.key, *more])

    def type(self, step: str, data: dict[str, Any], **more: Any) -> Any:
        return self.client.post(self.url("step", step), {**data, **more})

    def fill(self, **instead: dict[str, Any]) -> "ReferrerKind":
        """Every page, some with other answers; `voor_wie` stands for the page voor-wie."""
        changed = {name.replace("_", "-"): data for name, data in instead.items()}
        for step, data in PAGES[self.kind].items():
            answer = self.type(step, changed.get(step, data))
            assert answer.status_code == 302, (step, answer.content.decode())
        return self.take_time()

    def take_time(self) -> "ReferrerKind":
        """As if it was begun a while ago: the time trap has nothing to say."""
        ReferralDraft.objects.filter(key=self.key).update(created_at=timezone.now() - dt.timedelta(minutes=9))
        return self

    def send(self, **data: Any) -> Any:
        return self.client.post(self.url("check"), {"versturen": "1", **data}, follow=True)


KINDS = ["zelf", "familie", "professional"]


def errors_of(response) -> dict[str, list[str]]:
    """By field; of a list of people with the number of the row."""
    page = response.context["page"]
    found = dict(page.form.errors) if page.form else {}
    for number, form in enumerate(page.rows.forms if page.rows is not None else []):
        found.update({f"{number}-{name}": texts for name, texts in form.errors.items()})
    return found


# --- a street or an organisation ------------------------------------------------------------------------
ALLE_HENS = {
    "soort": {"about": "groep"},
    "groep": {
        "group_name": "Bewoners van de Lindestraat",
        "group_kind": "straat",
        "group_place": "Utrecht",
        "group_topics": ["overlast"],
        "municipality": "Utrecht",
    },
    "partijen": {
        "parties-TOTAL_FORMS": "2",
        "parties-INITIAL_FORMS": "0",
        "parties-0-name": "Bewoners",
        "parties-0-size": "60",
        "parties-0-spokesperson": "Riet Hoogeveen",
        "parties-1-name": "De school",
        "parties-1-is_professional": "on",
    },
}


def apply_for_a_street(client) -> ReferrerKind:
    referrer = ReferrerKind(client, "professional")
    pages = {**PAGES["professional"], **ALLE_HENS}
    for step in ("naam", "rol", "bereik", "soort", "groep", "partijen", "toestemming", "naasten"):
        assert referrer.type(step, pages[step]).status_code == 302, step
    for step in ("situatie", "hulp", "veiligheid", "spoed", "wensen"):
        assert referrer.type(step, pages[step]).status_code == 302, step
    return referrer.take_time()


def phone_call(desk, kind="familie"):
    assert desk.get(reverse("cases:referral"))["Location"] == reverse("cases:referral_desk")
    address = desk.post(reverse("cases:referral_desk"), {"kind": kind})["Location"]
    assert address.endswith("/telefoon/")
    return address


def lists(**more):
    empty = {
        f"{name}-{what}_FORMS": "0" for name in ("persons", "relatives", "parties") for what in ("TOTAL", "INITIAL")
    }
    return {**empty, **more}
