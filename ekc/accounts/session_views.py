"""Pages on which landelijk beheer ends sessions: of one account, or of everybody."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.access import require
from ekc.pages import form_page, form_view

from .models import User
from .signing_out import sign_out_everybody, sign_out_everywhere
from .views import MANAGE, me, person_of, stay_signed_in


@form_view
def person_end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    person = person_of(request, pk)
    return form_page(
        request,
        None,
        save=lambda: stay_signed_in(request, sign_out_everywhere(person, by=me(request))),
        title=_("%(name)s overal uitloggen?") % {"name": person.full_name},
        text=_(
            "Doe dit als een apparaat kwijt is, of als een ander het wachtwoord misschien kent. Alle apparaten van dit "
            "account worden uitgelogd. Het wachtwoord blijft: stuur ook een link voor een nieuw wachtwoord, of sluit "
            "het account."
        ),
        submit=_("Overal uitloggen"),
        done=_("%(name)s is overal uitgelogd.") % {"name": person.full_name},
        danger=True,
        back_url=reverse("accounts:person", args=[pk]),
        back_label=_("Terug"),
    )


@form_view
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)

    def save() -> int:
        number = sign_out_everybody(by=me(request))
        stay_signed_in(request, User.objects.get(pk=me(request).pk))
        return number

    return form_page(
        request,
        None,
        save=save,
        title=_("Iedereen uitloggen?"),
        text=_(
            "Doe dit bij een datalek. Alle apparaten van alle accounts worden uitgelogd, behalve dit apparaat van u. "
            "Wie aan het werk is, moet opnieuw inloggen. Wat is getypt en niet bewaard, kan weg zijn."
        ),
        submit=_("Iedereen uitloggen"),
        done=lambda number: _("Alle accounts zijn uitgelogd: %(number)d.") % {"number": number},
        danger=True,
        back_url=reverse("accounts:people"),
        back_label=_("Alle mensen"),
    )
