"""Code lists of the case, codes as in the exchange format, printed order (domain.md 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.outbox.codes import Purpose


class ReferrerType(models.TextChoices):
    """Aanmelder (domain.md 4.1), printed order."""

    WOMENS_SHELTER = "blijf_van_mijn_lijf", _("Blijf van mijn lijf")
    ADDICTION_CARE = "brijder", _("Brijder")
    YOUTH_CARE_OFFICE = "bureau_jeugdzorg", _("Bureau Jeugdzorg incl. WSG of LdH")
    SCHOOL = "school", _("School")
    MEE = "mee", _("MEE")
    HUMANITAS = "humanitas", _("Humanitas")
    YOUTH_CARE_PROVIDER = "zorgaanbieder_jeugdzorg", _("Zorgaanbieder Jeugdzorg")
    DOMESTIC_VIOLENCE_CENTRE = "steunpunt_huiselijk_geweld", _("Steunpunt Huiselijk Geweld")
    HEALTH_CARE = "gezondheidszorg", _("Organisatie gezondheidszorg")
    VICTIM_SUPPORT_HALT = "slachtofferhulp_halt", _("Slachtofferhulp, HALT")
    MUNICIPALITY = "gemeente_cjg", _("Gemeente/CJG")
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon zelf")
    NETWORK = "familie_netwerk", _("Familie netwerk hoofdpersoon")


class ReferrerDepartment(models.TextChoices):
    """Department of Bureau Jeugdzorg (4.1)."""

    CHILD_PROTECTION = "jeugdbescherming", _("Jeugdbescherming")
    YOUTH_HELP = "jeugdhulpverlening", _("Jeugdhulpverlening")


class RepeatReason(models.TextChoices):
    """Why somebody asks again (4.1)."""

    STALLED = "uitvoering_stagneert", _("Uitvoering van het plan stagneert")
    NO_AGREEMENT = "geen_overeenstemming", _("Geen overeenstemming bereikt")
    OTHER_PROBLEM = "ander_probleem", _("Ander probleem naar voren gekomen")


class HelpDuration(models.TextChoices):
    """Duur hulpverlening (4.2). Unknown is left out of the base of a percentage."""

    NONE = "geen", _("Geen hulpverlening")
    UP_TO_TWO_YEARS = "0_2_jaar", _("0-2 jaar")
    OVER_TWO_YEARS = "langer_dan_2_jaar", _("Langer dan 2 jaar")
    UNKNOWN = "onbekend", _("Onbekend")


class BackgroundProblem(models.TextChoices):
    """Achtergrondproblematiek (4.3), several per case."""

    DIVORCE = "echtscheiding", _("Echtscheidingsperikelen")
    MONEY = "financieel", _("Financiële problemen")
    OVERBURDENED_PARENTS = "overbelasting_ouders", _("Overbelasting ouders")
    PARENTING = "pedagogische_onmacht", _("Pedagogische onmacht")
    DOMESTIC_VIOLENCE = "huiselijk_geweld", _("Huiselijk geweld")
    CHILD_BEHAVIOUR = "gedrag_kind", _("Gedragsproblemen kind")
    PSYCHIATRIC = "psychiatrisch", _("Psychiatrische problemen")
    HOUSING = "huisvesting", _("Huisvestingsproblemen")
    ILLNESS_OR_DEATH = "ziekte_overlijden", _("Ziekte/overlijden")
    NEGLECT = "verwaarlozing_kind", _("Verwaarlozing kind")
    SCHOOL = "school", _("Problemen met school")
    WORK = "werk", _("Problemen met werk")
    MENTAL_DISABILITY = "verstandelijke_beperking", _("Verstandelijke beperking")
    ADDICTION = "verslaving", _("Verslaving")
    POLICE = "politie", _("In aanraking met politie")
    PHYSICAL_DISABILITY = "lichamelijke_beperking", _("Lichamelijke beperking")
    OTHER = "anders", _("Andere reden")


class Topic(models.TextChoices):
    """Onderwerpen voor de conferentie (4.4), several per case."""

    UPBRINGING = "opvoeding", _("Opvoeding")
    MONEY = "financien", _("Financiën")
    CHILD_PARENT_RELATION = "relatie_kind_ouders", _("Verbeteren relatie kind ouders")
    CHILD_BEHAVIOUR = "gedrag_kind", _("Gedrag van het kind")
    LIVING = "wonen", _("Wonen (bij waar of bij wie)")
    VISITING = "omgangsregeling", _("Omgangsregeling")
    LEISURE = "vrije_tijd", _("Vrije tijdsbesteding")
    EDUCATION = "onderwijs", _("Onderwijs")
    WORK = "werk", _("Werk")
    DOMESTIC_VIOLENCE = "huiselijk_geweld", _("Huiselijk geweld")
    MEDICAL = "medisch", _("Medische kwesties")
    INDEPENDENT_LIVING = "zelfstandig_wonen", _("Zelfstandig wonen")
    CUSTODY = "gezag", _("Voorziening gezag")
    OTHER = "anders", _("Anders")


class EndReason(models.TextChoices):
    """Reden van niet doorgaan (4.6)."""

    REFUSAL = "weigering", _("Een van de personen weigerde medewerking")
    NO_LONGER_NEEDED = "vraag_niet_meer_aan_de_orde", _("Vraag niet meer aan de orde")
    TOO_FAR_APART = "tegenstellingen_te_groot", _("De tegenstellingen waren te groot")
    NETWORK_TOO_SMALL = "netwerk_te_klein", _("Netwerk te klein")
    OTHER = "anders", _("Anders")


class Refuser(models.TextChoices):
    """Wie weigerde (4.6), several per case."""

    PARENTS = "ouders", _("Ouders")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersoon")
    YOUNGSTER = "jongere", _("Jongere")


class MainPersonKind(models.TextChoices):
    """Minor or adult main person (4.5)."""

    MINOR = "minderjarig", _("Minderjarig")
    ADULT = "meerderjarig", _("Meerderjarig")


class Gender(models.TextChoices):
    """Geslacht (4.5): boy and girl for minors, man and woman for adults."""

    BOY = "jongen", _("Jongen")
    GIRL = "meisje", _("Meisje")
    MAN = "man", _("Man")
    WOMAN = "vrouw", _("Vrouw")
    UNKNOWN = "onbekend", _("Onbekend")


class Ethnicity(models.TextChoices):
    """Etniciteit (4.5). Asked with "wil ik niet zeggen"; empty is not asked or not said."""

    DUTCH = "nederlands", _("Nederlands")
    TURKISH = "turks", _("Turks")
    MOROCCAN = "marokkaans", _("Marokkaans")
    SURINAMESE = "surinaams", _("Surinaams")
    ANTILLEAN = "antilliaans", _("Antilliaans")
    SOMALI = "somalisch", _("Somalisch")
    HUNGARIAN = "hongaars", _("Hongaars")
    OTHER = "overig", _("Overig")


class Residence(models.TextChoices):
    """Verblijfplaats (4.5)."""

    WITH_PARENTS = "thuis_bij_ouders", _("Thuis bij ouder(s)")
    INDEPENDENT = "zelfstandig", _("Zelfstandig")
    FAMILY_OR_FRIENDS = "familie_of_bekenden", _("Bij familie of bekenden")
    FOSTER_FAMILY = "bestandspleeggezin", _("Bestandspleeggezin")
    RESIDENTIAL_GROUP = "crisis_of_leefgroep", _("Crisis- of leefgroep")
    OTHER = "anders", _("Anders")


class ContactGroup(models.TextChoices):
    """With whom there was contact (4.7)."""

    MINOR_MAIN_PERSON = "minderjarige_hoofdpersoon", _("Minderjarige hoofdpersonen")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersonen")
    PARENT = "ouder", _("Ouders")
    PROFESSIONAL_REFERRER = "professionele_aanvrager", _("Professionele aanvragers")
    OTHER_FAMILY = "overige_familie", _("Overige familieleden")
    FRIEND = "vriend_of_bekende", _("Vrienden en andere bekenden")
    OTHER_PROFESSIONAL = "overige_professional", _("Overige professionals")


class Position(models.TextChoices):
    """Position of somebody in the circle or at the meeting (4.10)."""

    MINOR_MAIN_PERSON = "minderjarige_hoofdpersoon", _("Minderjarige hoofdpersonen")
    ADULT_MAIN_PERSON = "volwassen_hoofdpersoon", _("Volwassen hoofdpersonen")
    PARENT = "ouder", _("Ouders")
    SIBLING = "broer_zus", _("Broers/zussen")
    GRANDPARENT = "opa_oma", _("Opa's/oma's")
    AUNT_OR_UNCLE = "oom_tante", _("Ooms/tantes")
    COUSIN = "neef_nicht", _("Neven/nichten")
    OTHER_FAMILY = "overige_familie", _("Overige familieleden")
    FRIEND = "vriend", _("Vrienden")
    OTHER_NETWORK = "overig_netwerk", _("Overig sociaal netwerk (buren, kennissen, collega's)")
    REFERRER = "aanvrager", _("Aanvragers")
    SCHOOL = "school", _("School")
    CARE_WORKER = "hulpverlener", _("Hulpverleners")
    OTHER_PROFESSIONAL = "overige_professional", _("Overige professionals")
    UNKNOWN = "onbekend", _("Onbekend")


PROFESSIONAL_REFERRERS = frozenset(
    {choice.value for choice in ReferrerType} - {ReferrerType.MAIN_PERSON.value, ReferrerType.NETWORK.value}
)
"""Everyone but the two lay referrers (domain.md 4.1): school and municipality included."""

MAIN_PERSON_POSITIONS = frozenset({Position.MINOR_MAIN_PERSON, Position.ADULT_MAIN_PERSON})
FAMILY_POSITIONS = frozenset(
    {
        Position.PARENT,
        Position.SIBLING,
        Position.GRANDPARENT,
        Position.AUNT_OR_UNCLE,
        Position.COUSIN,
        Position.OTHER_FAMILY,
    }
)
NETWORK_POSITIONS = frozenset({Position.FRIEND, Position.OTHER_NETWORK})
PROFESSIONAL_POSITIONS = frozenset(
    {Position.REFERRER, Position.SCHOOL, Position.CARE_WORKER, Position.OTHER_PROFESSIONAL}
)
"""The four groups of domain.md 4.10. A referrer who is family counts by family position, not as referrer."""


class CaseState(models.TextChoices):
    """Where a case stands (domain.md 3.1)."""

    OFFERED = "aangeboden", _("Aangeboden")
    OFFER_DECLINED = "aanbod_afgewezen", _("Aanbod niet aangenomen")
    REFERRED = "aangemeld", _("Nieuwe aanmelding")
    SCREENING = "in_behandeling", _("In behandeling")
    ASKED = "wacht_op_antwoord", _("Wacht op antwoord")
    WAITING = "wacht", _("Wacht")
    NOT_SUITABLE = "ander_advies", _("Ander advies gegeven")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")
    ASSIGNED = "toegewezen", _("Coördinator toegewezen")
    DECLINED_AFTER_INFORMATION = "afgezien_na_uitleg", _("Afgezien na uitleg")
    ACTIVATION = "voorbereiding", _("Voorbereiding")
    SCHEDULED = "gepland", _("Conferentie gepland")
    IN_CONFERENCE = "conferentie_bezig", _("Conferentie bezig")
    ADJOURNED = "verdaagd", _("Tweede bijeenkomst nodig")
    HELD_WITH_PLAN = "gehouden_met_plan", _("Conferentie gehouden, er is een plan")
    HELD_WITHOUT_PLAN = "gehouden_zonder_plan", _("Conferentie gehouden, geen plan")
    PLAN_WITHOUT_MEETING = "plan_zonder_bijeenkomst", _("Plan zonder bijeenkomst")
    ENDED_IN_ACTIVATION = "gestopt_in_voorbereiding", _("Gestopt in de voorbereiding")
    PLAN_SENT = "plan_verstuurd", _("Plan verstuurd")
    ONE_MONTH_CALLED = "gebeld_na_1_maand", _("Gebeld na één maand")
    FOLLOWED_UP = "nagevraagd_na_3_maanden", _("Nagevraagd na drie maanden")
    REGISTERED = "geregistreerd", _("Registratie compleet")
    CLOSED = "afgesloten", _("Afgesloten")


NEW_STATES = frozenset({CaseState.REFERRED, CaseState.SCREENING})
DESK_STATES = NEW_STATES | {CaseState.ASKED, CaseState.WAITING}
"""Before a coordinator: the regional manager decides."""
PREPARING_STATES = frozenset({CaseState.ASSIGNED, CaseState.ACTIVATION, CaseState.ADJOURNED})
AFTER_CONFERENCE_STATES = frozenset(
    {
        CaseState.HELD_WITH_PLAN,
        CaseState.HELD_WITHOUT_PLAN,
        CaseState.PLAN_WITHOUT_MEETING,
        CaseState.PLAN_SENT,
        CaseState.ONE_MONTH_CALLED,
        CaseState.FOLLOWED_UP,
    }
)
NEVER_STARTED_STATES = frozenset(
    {
        CaseState.OFFER_DECLINED,
        CaseState.NOT_SUITABLE,
        CaseState.WITHDRAWN,
        CaseState.DECLINED_AFTER_INFORMATION,
    }
)
FINISHED_STATES = frozenset({CaseState.CLOSED}) | NEVER_STARTED_STATES
COUNTED_STATES = frozenset({CaseState.REGISTERED, CaseState.CLOSED})
"""A case counts in the figures once it is registered (R-10)."""
STARTED_STATES = (
    frozenset(CaseState.values) - NEVER_STARTED_STATES - DESK_STATES - {CaseState.OFFERED, CaseState.ASSIGNED}
)
"""A preparation was started under a contract (R-10)."""
COORDINATOR_WRITES_STATES = (
    PREPARING_STATES
    | AFTER_CONFERENCE_STATES
    | {CaseState.SCHEDULED, CaseState.IN_CONFERENCE, CaseState.ENDED_IN_ACTIVATION}
)


VARIANT_STATES = NEW_STATES | {CaseState.WAITING, CaseState.SCHEDULED} | (PREPARING_STATES - {CaseState.ADJOURNED})
"""Until the first meeting begins the kind of conference may still be chosen."""


class CaseOutcome(models.TextChoices):
    """How a case ended; `phase` is derived from it (R-10)."""

    ENDED_IN_ACTIVATION = "activering", _("Geëindigd in de activeringsfase")
    CONFERENCE_HELD = "conferentie", _("Conferentie gehouden")
    PLAN_WITHOUT_MEETING = "plan_zonder_bijeenkomst", _("Plan zonder formele bijeenkomst")
    NOT_STARTED = "niet_gestart", _("Niet gestart")


class Variant(models.TextChoices):
    """Conference variants (domain.md 3.6)."""

    FAMILY = "eigen_kracht", _("Eigen Kracht-conferentie")
    RESTORATIVE = "herstel", _("Herstelconferentie (Echt Recht)")
    COMMUNITY = "alle_hens", _("Alle Hens-conferentie")


class Channel(models.TextChoices):
    FORM = "formulier", _("Formulier op de website")
    PHONE = "telefoon", _("Telefoon")
    MAIL = "mail", _("E-mail")
    IMPORT = "import", _("Ingelezen registratie")


class Applicant(models.TextChoices):
    """Who makes the aanmelding, as it is asked first."""

    SELF = "zelf", _("Voor mezelf")
    NETWORK = "familie", _("Voor iemand uit mijn familie of omgeving")
    PROFESSIONAL = "professional", _("Ik ben professional en meld een familie aan")


class ReferrerRole(models.TextChoices):
    """Role of the professional in the family (domain.md 3.2 step 3)."""

    CHILD_PROTECTION = "jb", _("Jeugdbescherming (JB)")
    YOUTH_HELP = "jhv", _("Jeugdhulpverlening (JHV)")
    JUVENILE_PROBATION = "jr", _("Jeugdreclassering (JR)")
    OTHER = "anders", _("Anders")


class SafetyTrigger(models.TextChoices):
    """What makes the veiligheidskader obligatory (domain.md 4.16)."""

    SUPERVISION_ORDER = "ots", _("Ondertoezichtstelling (OTS)")
    BOARD_REPORT = "rvdk", _("Dreigende melding bij de Raad voor de Kinderbescherming")
    JUVENILE_PROBATION = "jr", _("Jeugdreclassering (JR)")
    OTHER_WORRY = "andere_zorg", _("Andere zorg over veiligheid")


class OfferMoment(models.TextChoices):
    """The moments at which a conference is always offered (domain.md 3.4)."""

    TOEGANG = "toegang", _("Binnenkomst bij de Toegang")
    BETER_BESCHERMD = "beter_beschermd", _("Onderzoek door de Raad overwogen (Beter Beschermd)")
    START_OTS = "start_ots", _("Begin van een ondertoezichtstelling")
    THREATENED_PLACEMENT = "dreigende_uhp", _("Dreigende uithuisplaatsing")
    SIXTEEN_PLUS = "zestien_plus", _("Verwijzing naar 16+")
    CRISIS = "crisis", _("Crisis")
    WAITING_LIST = "wachtlijst", _("Verwijzing naar hulp met een wachtlijst")
    START_MPG = "start_mpg", _("Begin van een MPG-traject")
    ALMOST_EIGHTEEN = "bijna_18", _("Bijna 18 jaar")
    OTHER = "anders", _("Ander moment")


class WaitingReason(models.TextChoices):
    NO_COORDINATOR = "geen_coordinator", _("Geen coördinator met het gewenste profiel")
    NO_FUNDING = "geen_financiering", _("Geen financiering")
    FAMILY_CONSIDERS = "gezin_denkt_na", _("De familie denkt nog na")


class AdviceReason(models.TextChoices):
    """Why something else than a conference was advised (domain.md 3.1, move 2). Not published: our own list."""

    NOT_NOW = "nu_niet", _("Nu niet: eerst moet er rust of veiligheid zijn")
    NO_PLAN_NEEDED = "geen_plan_nodig", _("Er is geen plan van de familie nodig")
    QUESTION_NOT_OPEN = "vraag_niet_open", _("Het besluit ligt al vast: er is niets open voor een plan")
    OTHER_HELP = "andere_hulp", _("Andere hulp past beter")
    OTHER = "anders", _("Anders")


class WithdrawReason(models.TextChoices):
    """Why an aanmelding was taken back. Not published: our own list."""

    FAMILY_DECLINES = "familie_wil_niet", _("De familie wil geen conferentie")
    SOLVED = "opgelost", _("De familie heeft zelf een oplossing gevonden")
    OTHER_HELP = "andere_hulp", _("Er is andere hulp gekomen")
    NOT_REACHED = "niet_bereikt", _("De aanmelder of de familie was niet te bereiken")
    MISTAKE = "vergissing", _("Dubbel of per vergissing aangemeld")
    OTHER = "anders", _("Anders")


class Suitability(models.TextChoices):
    """What a doubting professional was advised."""

    REFER = "aanmelden", _("Aanmelden: een conferentie past")
    OFFER_FIRST = "eerst_aanbieden", _("Eerst de familie een conferentie aanbieden")
    LATER = "later", _("Later nog eens bekijken")
    OTHERWISE = "iets_anders", _("Iets anders past beter")


class PreferenceKind(models.TextChoices):
    GENDER = "geslacht", _("Man of vrouw")
    LANGUAGE = "taal", _("Taal")
    CULTURE = "cultuur", _("Cultuur")
    FAITH = "geloof", _("Geloof")
    OTHER = "anders", _("Anders")


class QuestionAuthor(models.TextChoices):
    REFERRER = "aanmelder", _("Aanmelder")
    FAMILY = "familie", _("Familie")
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon")
    PROFESSIONAL = "professional", _("Professional")


class ContactMethod(models.TextChoices):
    VISIT = "bezoek", _("Bezoek")
    CALL = "telefoon", _("Telefoon")
    MESSAGE = "bericht", _("Bericht of mail")


class FamilySide(models.TextChoices):
    MOTHER = "moeder", _("Kant van moeder")
    FATHER = "vader", _("Kant van vader")
    BOTH = "beide", _("Beide of geen van beide")


class CircleSource(models.TextChoices):
    REFERRAL = "aanmelding", _("Bekend bij de aanmelding")
    FAMILY = "familie", _("Genoemd door de familie")
    NETWORK = "netwerk", _("Genoemd door iemand uit de kring")
    PROFESSIONAL = "professional", _("Genoemd door een professional")


class ExclusionBy(models.TextChoices):
    MAIN_PERSON = "hoofdpersoon", _("Hoofdpersoon")
    FAMILY = "familie", _("Familie")
    SAFETY = "veiligheid", _("Coördinator, om de veiligheid")
    SELF = "zelf", _("Wilde zelf niet")
    UNABLE = "kan_niet", _("Kon niet")


class Training(models.TextChoices):
    """Trainings of a coordinator; a herstelconferentie asks for three days more (domain.md 3.6)."""

    CONFERENCE = "ekc", _("Eigen Kracht-conferentie")
    RESTORATIVE = "herstel", _("Herstelconferentie")


class OfferState(models.TextChoices):
    """Where the offer of a case to one coordinator stands."""

    QUEUED = "in_rij", _("Nog niet gevraagd")
    OPEN = "open", _("Wacht op antwoord")
    ACCEPTED = "aangenomen", _("Ja gezegd")
    DECLINED = "afgewezen", _("Nee gezegd")
    LAPSED = "verlopen", _("Niet op tijd geantwoord")
    STOPPED = "gestopt", _("Ingetrokken")


LIVE_OFFER_STATES = frozenset({OfferState.QUEUED, OfferState.OPEN})
ANSWERED_OFFER_STATES = frozenset({OfferState.ACCEPTED, OfferState.DECLINED})


class OfferRefusal(models.TextChoices):
    """Why a coordinator says no."""

    NO_TIME = "geen_tijd", _("Ik heb nu geen tijd")
    KNOWS_SOMEBODY = "band", _("Ik ken iemand in deze zaak")
    TOO_FAR = "te_ver", _("Het is te ver weg")
    DOES_NOT_FIT = "past_niet", _("Deze zaak past niet bij mij")
    OTHER = "anders", _("Iets anders")


class OtherWay(models.TextChoices):
    """How somebody takes part who is not in the room (domain.md 3.3)."""

    LETTER = "brief", _("Een brief")
    DRAWING = "tekening", _("Een tekening")
    REPRESENTATIVE = "vertegenwoordiger", _("Iemand namens hem of haar")
    VIDEO = "video", _("Beeldbellen of een filmpje")
    OTHER = "anders", _("Anders")


class Need(models.TextChoices):
    """What somebody needs to be able to take part (domain.md 3.3)."""

    INTERPRETER = "taal", _("Tolk of andere taal")
    TRANSPORT = "vervoer", _("Vervoer")
    CHILD_CARE = "oppas", _("Oppas")
    DIET = "dieet", _("Dieet")
    FEAR = "angst", _("Ziet ergens tegen op")


class SearchArea(models.TextChoices):
    """Where to look for people who are not thought of at once: the worksheet of the circle."""

    MOTHERS_SIDE = "familie_moeder", _("Familie van moeder")
    FATHERS_SIDE = "familie_vader", _("Familie van vader")
    FRIENDS = "vrienden", _("Vrienden")
    SCHOOL = "school", _("School")
    SPORT = "sport", _("Sport en vrije tijd")
    CHURCH = "kerk", _("Kerk, moskee of vereniging")
    WORK = "werk", _("Werk")
    NEIGHBOURS = "buren", _("Buren, nu en vroeger")
    FORMER_HELPERS = "oud_hulpverleners", _("Hulpverleners van vroeger")


class BanSource(models.TextChoices):
    """What a contact ban rests on."""

    JUDGE = "rechter", _("Een rechter")
    MAYOR = "burgemeester", _("Een huisverbod van de burgemeester")
    FRAME = "maatregel", _("Een voorwaarde van jeugdbescherming of reclassering")
    AGREEMENT = "afspraak", _("Een afspraak in de familie")


class WishKind(models.TextChoices):
    """What is collected before the day: information somebody wants to have, or a question for a professional."""

    INFORMATION = "informatie", _("Informatie")
    QUESTION = "vraag", _("Vraag aan een professional")


class HelpWish(models.TextChoices):
    """What the family wants with help that there is now."""

    OPEN = "open", _("Nog niet besproken")
    KEEP = "houden", _("Houden")
    STOP = "stoppen", _("Stoppen")


class IntendedHelp(models.TextChoices):
    """What a professional would have decided without the conference (M-09)."""

    NOTHING = "geen", _("Geen hulp erbij")
    AMBULATORY = "ambulant", _("Hulp thuis (ambulant)")
    DAY_TREATMENT = "dagbehandeling", _("Dagbehandeling")
    FOSTER_CARE = "pleegzorg", _("Pleegzorg")
    RESIDENTIAL = "residentieel", _("Leefgroep of crisisplek")
    CLOSED = "gesloten", _("Gesloten plaatsing")
    SUPERVISION = "ots", _("Ondertoezichtstelling vragen of verlengen")
    OTHER = "anders", _("Anders")


class WorkKind(models.TextChoices):
    """What the coordinator spends time on, besides the contacts that are logged."""

    TRAVEL = "reizen", _("Reizen")
    ARRANGING = "regelen", _("Regelen en plannen")
    WRITING = "schrijven", _("Schrijven en administratie")
    DAY = "de_dag", _("De conferentie zelf")
    COACHING = "coaching", _("Overleg met coach of regiomanager")
    OTHER = "anders", _("Anders")


class ContractKind(models.TextChoices):
    CONFERENCE = "conferentie", _("Conferentie")
    REVIEW = "herziening", _("Begeleide evaluatiebijeenkomst")


class AccessEnd(models.TextChoices):
    """When the coordinator's access to a case ends (R-03, I-34)."""

    ONE_MONTH = "na_1_maand", _("Na het gesprek na één maand")
    THREE_MONTHS = "na_3_maanden", _("Na de navraag na drie maanden")


class WishAnswered(models.TextChoices):
    OPEN = "open", _("Nog open")
    YES = "ja", _("Gegeven")
    PARTLY = "deels", _("Deels gegeven")
    NO = "nee", _("Niet gegeven")


class SafetyMeasure(models.TextChoices):
    NEUTRAL_PLACE = "neutrale_plek", _("Neutrale plek")
    SEPARATE_ARRIVAL = "apart_aankomen", _("Apart aankomen")
    ON_CALL = "achterwacht", _("Iemand als achterwacht")
    SUPPORT_PERSON = "steunpersoon", _("Steunpersoon")
    POLICE_INFORMED = "politie_ingelicht", _("Politie ingelicht")
    NONE_NEEDED = "geen", _("Geen maatregel nodig")
    NOT_SAFE = "niet_veilig", _("Zo kan het niet doorgaan")


class DuePurpose(Purpose):
    """What this app plans for later."""

    DRAFT_EXPIRES = "referral_draft_expires", _("begonnen aanmelding wissen")
    OFFER_TERM = "offer_term", _("Einde van de bedenktijd van een coördinator")
