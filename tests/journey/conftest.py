"""The people of the journey, each with a login of their own, and the world in which they work."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from cases.codes import ReferrerToday
from ekc.accounts.codes import Role
from ekc.accounts.models import Municipality
from tests import factories

from .browser import DESKTOP, PHONE, Visitor


@pytest.fixture(params=[pytest.param(DESKTOP, id="desktop"), pytest.param(PHONE, id="phone")])
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    """One person per role, in the region Utrecht."""
    region = factories.make_region()
    factories.make_programme(name="Eigen Kracht in Utrecht").regions.add(region)
    municipality, _made = Municipality.objects.get_or_create(name="Zeist", defaults={"region": region})
    assert municipality.region == region
    youth_care = factories.make_organisation(
        name="Jeugdbescherming Midden", is_care_or_deciding=True, referrer_type=ReferrerToday.CERTIFIED
    )

    def make(role: str, name: str, **fields: Any) -> Any:
        email = f"{name.split()[0].lower()}@eigenkracht.example"
        return factories.make_user(role, full_name=name, email=email, **fields)

    return SimpleNamespace(
        professional=make(Role.PROFESSIONAL, "Petra Meijer", organisation=youth_care, phone="030 555 01 10"),
        manager=make(Role.REGIONAL_MANAGER, "Hanneke Vos", region=region),
        coordinator=make(Role.COORDINATOR, "Fatma Yilmaz", region=region),
        stranger=make(Role.COORDINATOR, "Joost Peters", region=factories.make_region(factories.OTHER_REGION)),
        researcher=make(Role.RESEARCHER, "Ellen Kok"),
    )


@pytest.fixture
def visit(browser: Any, live_server: Any, people: SimpleNamespace, settings: Any) -> Callable[..., Visitor]:
    """Open a browser on some screen as somebody, or as nobody; `by_page` if the sign-in page belongs to the story."""
    settings.EKC_BASE_URL = live_server.url
    # The demo world's letter box; Django's tests put a list in its place.
    settings.EMAIL_BACKEND = "ekc.outbox.mail.MailboxBackend"

    def open_browser(screen: dict[str, Any], user: Any = None, *, by_page: bool = False, **more: Any) -> Visitor:
        visitor = Visitor(browser, live_server.url, screen, **more)
        if user is not None and by_page:
            visitor.sign_in(user.email, factories.PASSWORD)
        elif user is not None:
            visitor.be(user)
        return visitor

    return open_browser
