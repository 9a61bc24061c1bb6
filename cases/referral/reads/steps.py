"""Which pages an aanmelding has, for whom, and in which order: one thing per page (R92)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import ReferrerKind

from ..forms import consent, coordinator_wishes, group, situation, who_applies
from ..forms.group import FAMILY, GROUP, HARM
from ..forms.people import MORE_PERSONS, PARTIES, PERSONS, RELATIVES
from ..forms.rows import MOST
from ..forms.step_form import StepForm

Text = str | Promise
CHECK = "controle"


@dataclass(frozen=True)
class Step:
    """One page: a question, why it is asked, and a form, a list of people, or both.

    `needs_consent`: only asked once consent is recorded (R-06). `reach`: the contact data of each main person.
    `about`: only asked where it is about one of these (`AboutForm`); empty for always.
    """

    slug: str
    title: Text
    why: Text = ""
    form: type[StepForm] | None = None
    people: type | None = None
    prefix: str = ""
    reach: bool = False
    needs_consent: bool = False
    about: frozenset[str] = frozenset()
    add_label: Text = ""

    def __post_init__(self) -> None:
        if self.prefix and self.prefix not in MOST:
            raise ValueError(f"The rows of “{self.slug}” can neither be added nor taken away: {self.prefix}")


_ADD_PERSON = _("Nog iemand toevoegen")
_ADD_RELATIVE = _("Iemand toevoegen die we mogen bellen")
_WISHES = Step(
    "wensen",
    _("Heb je wensen voor de coördinator?"),
    _(
        "De coördinator is iemand uit de samenleving, geen hulpverlener. We zoeken iemand die past. "
        "Dat lukt niet altijd; dan overleggen we. Vul alleen in wat echt belangrijk is."
    ),
    coordinator_wishes.WishesForm,
)
_URGENCY = Step("spoed", _("Is er haast?"), "", situation.UrgencyForm)
_SITUATION = Step("situatie", _("Wat is er aan de hand?"), "", situation.SituationForm)
_REACH_YOU = Step(
    "bereik",
    _("Hoe kunnen we je veilig bereiken?"),
    _("We bellen je om kennis te maken. Alleen de regiomanager en de coördinator zien deze gegevens."),
    who_applies.ReachForm,
)
OF_FAMILY, OF_HARM, OF_GROUP = frozenset({FAMILY}), frozenset({HARM}), frozenset({GROUP})
_ABOUT = Step(
    "soort",
    _("Waar gaat het om?"),
    _(
        "Is iemand iets aangedaan, dan praten wie het overkwam en wie het deed over wat nodig is om het goed te maken. "
        "Bij Alle Hens maakt een straat, school, club of organisatie samen een plan."
    ),
    group.AboutForm,
)
_GROUP = Step("groep", _("Om welke groep gaat het?"), "", group.GroupForm, about=OF_GROUP)
_PARTIES = Step(
    "partijen",
    _("Welke partijen zijn er?"),
    _("Bijvoorbeeld bewoners, jongeren, de school en de winkeliers. Nog niet bekend? Ga dan verder."),
    None,
    PARTIES,
    "parties",
    about=OF_GROUP,
    add_label=_("Een partij toevoegen"),
)
_INVOLVED = Step(
    "voor-wie",
    _("Wie zijn erbij betrokken?"),
    _("Noem wie iets is aangedaan, en wie het deed. Weet je iets niet? Dan mag je het overslaan."),
    situation.PlaceForm,
    PERSONS,
    "persons",
    about=OF_HARM,
    add_label=_ADD_PERSON,
)
_AROUND = Step(
    "naasten",
    _("Wie staan om hen heen?"),
    _("Bijvoorbeeld ouders, een vriend of de trainer. Schrijf bij ieder bij wie die hoort. Niemand? Ga dan verder."),
    None,
    RELATIVES,
    "relatives",
    about=OF_HARM,
    add_label=_ADD_PERSON,
)

SELF = (
    Step("naam", _("Hoe heet je?"), "", who_applies.SelfNameForm),
    _REACH_YOU,
    Step(
        "adres",
        _("Waar woon je?"),
        _("Zo komt je aanmelding bij de regiomanager in de buurt, en weet de coördinator waar je woont."),
        who_applies.AddressForm,
    ),
    Step("geboren", _("Nog iets over jou"), "", who_applies.BirthForm),
    _ABOUT,
    Step(
        "anderen",
        _("Is het plan ook voor iemand anders?"),
        _("Bijvoorbeeld voor je kind. Is het alleen voor jou? Ga dan verder."),
        None,
        MORE_PERSONS,
        "persons",
        about=OF_FAMILY,
        add_label=_("Iemand toevoegen voor wie het plan ook is"),
    ),
    Step(
        "anderen",
        _("Wie zijn er nog meer bij betrokken?"),
        _("Noem wie iets is aangedaan, en wie het deed. Weet je geen naam? Ga dan verder."),
        None,
        MORE_PERSONS,
        "persons",
        about=OF_HARM,
        add_label=_ADD_PERSON,
    ),
    _AROUND,
    Step(
        "naasten",
        _("Wie mogen we nog meer bellen?"),
        _("Een ouder, een vriend of iemand die je helpt. Niemand? Ga dan verder."),
        None,
        RELATIVES,
        "relatives",
        about=OF_FAMILY,
        add_label=_ADD_RELATIVE,
    ),
    _SITUATION,
    Step("hulp", _("Welke hulp is er nu?"), "", situation.HelpForm),
    _URGENCY,
    _WISHES,
)
NETWORK = (
    Step("naam", _("Wie ben je?"), "", who_applies.NetworkNameForm),
    _REACH_YOU,
    _ABOUT,
    _GROUP,
    _PARTIES,
    Step(
        "voor-wie",
        _("Voor wie moet er een plan komen?"),
        _("Dat kunnen meer mensen zijn, zoals broers en zussen. Weet je iets niet? Dan mag je het overslaan."),
        situation.PlaceForm,
        PERSONS,
        "persons",
        about=OF_FAMILY,
        add_label=_ADD_PERSON,
    ),
    _INVOLVED,
    Step(
        "bereiken",
        _("Hoe kunnen we hen bereiken?"),
        _("Vul alleen in wat je weet. Bij een kind bellen we meestal een ouder; die vul je op de volgende pagina in."),
        reach=True,
        about=OF_FAMILY | OF_HARM,
    ),
    Step(
        "naasten",
        _("Wie mogen we nog meer bellen?"),
        _("Bij een kind is dat meestal een ouder. Niemand? Ga dan verder."),
        None,
        RELATIVES,
        "relatives",
        about=OF_FAMILY | OF_GROUP,
        add_label=_ADD_RELATIVE,
    ),
    _AROUND,
    _SITUATION,
    Step("hulp", _("Welke hulp is er nu?"), _("Wat je weet, is genoeg."), situation.HelpForm),
    _URGENCY,
    _WISHES,
)
PROFESSIONAL = (
    Step("naam", _("Wie bent u?"), "", who_applies.ProfessionalNameForm),
    Step("rol", _("Uw rol"), "", who_applies.RoleForm),
    Step("bereik", _("Hoe kunnen we u bereiken?"), "", who_applies.ReachForm),
    _ABOUT,
    _GROUP,
    _PARTIES,
    Step(
        "voor-wie",
        _("Voor wie moet er een plan komen?"),
        _("In de jeugdzorg zijn dit de kinderen. Meld broers en zussen samen aan."),
        situation.PlaceForm,
        PERSONS,
        "persons",
        about=OF_FAMILY,
        add_label=_ADD_PERSON,
    ),
    _INVOLVED,
    Step(
        "toestemming",
        _("Is er toestemming van de familie?"),
        _(
            "De familie beslist zelf of wij hun telefoonnummer krijgen. Is er nog geen toestemming? Dan kunt u toch "
            "aanmelden, zonder contactgegevens. De familie kan ook zelf aanmelden."
        ),
        consent.ConsentForm,
        about=OF_FAMILY,
    ),
    Step(
        "toestemming",
        _("Mogen we mensen bellen?"),
        _(
            "Mensen beslissen zelf of wij hun telefoonnummer krijgen. Is er nog geen toestemming? Dan kunt u toch "
            "aanmelden, zonder contactgegevens."
        ),
        consent.GroupConsentForm,
        about=OF_GROUP | OF_HARM,
    ),
    Step(
        "bereiken",
        _("Hoe kunnen we hen bereiken?"),
        _("Vul alleen in wat de familie wil doorgeven. Ouders vult u op de volgende pagina in."),
        reach=True,
        needs_consent=True,
        about=OF_FAMILY | OF_HARM,
    ),
    Step(
        "naasten",
        _("Wie zijn de ouders of verzorgers?"),
        _("En met wie kan de coördinator nog meer een afspraak maken?"),
        None,
        RELATIVES,
        "relatives",
        about=OF_FAMILY,
        add_label=_ADD_PERSON,
    ),
    _AROUND,
    Step(
        "naasten",
        _("Met wie kan de coördinator een afspraak maken?"),
        _("Bijvoorbeeld iemand uit de buurt, of van elke partij iemand."),
        None,
        RELATIVES,
        "relatives",
        about=OF_GROUP,
        add_label=_ADD_PERSON,
    ),
    _SITUATION,
    Step("hulp", _("Welke hulp is er nu?"), "", situation.HelpForm),
    Step("veiligheid", _("Zijn er zorgen over veiligheid?"), "", situation.SafetyForm),
    _URGENCY,
    Step("wensen", _("Heeft de familie wensen voor de coördinator?"), _WISHES.why, coordinator_wishes.WishesForm),
)
STEPS: Mapping[str, tuple[Step, ...]] = {
    ReferrerKind.SELF: SELF,
    ReferrerKind.NETWORK: NETWORK,
    ReferrerKind.PROFESSIONAL: PROFESSIONAL,
}
FIRST_OF_TALK = ("naam", "bereik", "situatie", "voor-wie", "adres", "spoed")
"""Who calls, how to call back if the line breaks, what is the matter, about whom, where, and whether it can wait."""
ORDER_OF_TALK = (
    *FIRST_OF_TALK,
    *("veiligheid", "rol", "soort", "groep", "partijen", "geboren", "anderen"),
    *("toestemming", "bereiken", "naasten", "hulp", "wensen"),
)
"""On the phone somebody says who they are and what is the matter, and only then come the details."""
