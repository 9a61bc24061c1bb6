"""What people write and agree in the demo world.

`{kind}`, `{ouder}`, `{een}`, `{twee}`, `{naam}` and `{wie}` stand for names.
"""

from cases.codes import Topic
from conferences.codes import LocationType
from plans.codes import LifeArea, Restitution

# --- the preparation ---------------------------------------------------------------------------------

FIRST_CALL = (
    "Eerste telefoontje. Verteld wie ik ben en dat ik niet bij een instantie werk. {ouder} wil graag eerst meer weten.",
    "Kort gebeld. {ouder} vond het spannend, maar is benieuwd. We maken een afspraak bij hen aan de keukentafel.",
    "Gebeld en een afspraak gemaakt. {ouder} vroeg of het verplicht is. Nee: de familie kiest zelf.",
)
VISITS_MAIN = (
    "Samen getekend wie er om {naam} heen staan. Er kwamen steeds meer namen bij.",
    "Aan de keukentafel gezeten. {naam} wil er het hele gesprek bij zijn en vooraan beginnen met een eigen brief.",
    "{naam} liet de kamer zien en vertelde wat goed gaat. Vindt het fijn als {een} naast de stoel zit.",
    "Gewandeld met {naam}. Praten gaat makkelijker buiten. De vraag is nu in eigen woorden opgeschreven.",
)
VISITS_CIRCLE = (
    "Op de koffie bij {naam}. Wil heel graag helpen en wist niet dat het zo zwaar was.",
    "{naam} thuis bezocht. Schrok eerst, en dacht daarna meteen mee over wat haalbaar is.",
    "Uitgelegd hoe de dag gaat. {naam} komt, en neemt soep mee voor iedereen.",
    "{naam} twijfelt nog door oude ruzie. Besproken wat nodig is om toch samen aan tafel te zitten.",
    "{naam} wil weten wat er van iedereen verwacht wordt. Verteld dat niemand iets moet.",
    "{naam} liet oude foto's zien. Vroeger aten ze elke zondag met z'n allen; dat zou weer mooi zijn.",
    "Samen een rondje gelopen. {naam} kan niet veel missen, maar elke dinsdag een uurtje lukt wel.",
    "{naam} is bang voor tranen. Besproken dat huilen mag, en dat er een kamer is om even weg te lopen.",
    "{naam} heeft een busje en haalt op wie geen vervoer heeft.",
)
CALLS_CIRCLE = (
    "Gebeld met {naam}. Komt graag, als de datum buiten de schooltijden valt.",
    "{naam} noemde nog twee mensen die er volgens de familie bij horen.",
    "{naam} kan die dag misschien niet, maar schrijft anders een brief die iemand voorleest.",
    "Afgesproken dat {naam} de oppas regelt voor de kleintjes.",
    "{naam} wist van niets en was blij dat er gebeld werd. Denkt er een nachtje over na.",
    "{naam} vroeg of er een plan klaarligt. Nee: dat maakt de familie zelf, zonder mij erbij.",
    "Kort gesproken. {naam} komt met de trein en blijft bij familie slapen.",
    "{naam} bakt iets lekkers en wil vooraf niet te veel weten.",
    "{naam} had de uitnodiging al op de koelkast hangen.",
)
ARRANGED = "De lijst doorgelopen: wie komt, wie rijdt met wie mee en wie wat te eten meeneemt. {naam} belt de rest na."
LAST_ROUND = (
    "Bijgepraat met {naam}. De kring is groter dan iedereen dacht; er missen nog twee telefoonnummers.",
    "{naam} wil wel meehelpen om de anderen te bellen. De familie doet steeds meer zelf.",
    "Met {naam} de namen nog eens langsgelopen. Niemand vergeten?",
)
SECOND_DAY = "Teruggekeken op de eerste bijeenkomst. {naam} zoekt een zaterdag waarop iedereen weer kan."
NOT_REACHED = "Niet te pakken gekregen. Morgenavond na zevenen nog eens proberen."
PRESENT_AT_VISIT = "{ouder} en {kind}, thuis aan de keukentafel"
ALONE_AT_VISIT = "{kind} en een goede buur, bij {kind} thuis"
NEEDS = (
    "",
    "",
    "",
    "Komt met de bus en moet om zes uur weer weg",
    "Eet geen vlees",
    "Is slecht ter been",
    "Oppas nodig",
)
SET_ASIDE = (
    ("familie", "De familie wil eerst zonder hem praten. Hij krijgt wel het plan te lezen."),
    ("zelf", "Heeft het te druk met de eigen ziekte. Stuurt een kaart mee."),
    ("kan_niet", "Zit die maand in het buitenland. Belt in als dat kan."),
)
INVITEE_NEEDS = (
    ("diet", "Eet halal"),
    ("diet", "Geen noten, heeft een allergie"),
    ("diet", "Vegetarisch"),
    ("transport", "Wil graag meerijden vanaf het station"),
    ("transport", "Komt met een rollator, liever geen trap"),
    ("child_care", "Neemt twee kleine kinderen mee"),
    ("child_care", "Oppas nodig voor een baby"),
    ("interpreter", "Graag iemand ernaast die fluistert in de eigen taal"),
    ("fear", "Ziet op tegen ruzie als iedereen bij elkaar zit"),
    ("needs", "Moet om acht uur weer werken"),
)
SUGGESTED = (
    "De pleegmoeder van vroeger, Tineke",
    "Oom Wout uit Drachten, die belt elke week",
    "De buschauffeur van school",
    "Mijn zus Jolanda",
)
STREETS = ("Lindenlaan", "Molenweg", "Havenstraat", "Julianastraat", "Esdoornhof", "Achterweg")
ASKED = {
    "school": "Vertel hoe het op school gaat, en wat de school kan doen als de familie dat wil. Tien minuten.",
    "hulpverlener": "Vertel welke hulp er is en hoe snel die kan beginnen. Een kwartier, met tijd voor vragen.",
}
ASKED_OTHERWISE = "Vertel in tien minuten wat u kunt betekenen, en beantwoord vragen van de familie."
CAME_BACK = "De mail kwam terug: dit e-mailadres bestaat niet. Controleer het adres."
ABSENT = ("Moest werken en kreeg geen vrij", "Ziek, griep", "Zag het op het laatst toch niet zitten")
OWN_WISHES = (
    "Dat het weer gewoon gezellig is thuis en dat niemand boos weggaat.",
    "Ik wil weten waar ik aan toe ben. En ik wil zelf mogen zeggen waar ik slaap.",
    "Dat mama weer lacht.",
    "Niet steeds met nieuwe mensen hoeven praten.",
    "Mijn eigen kamer en op zaterdag naar voetbal.",
)

# --- the day ---------------------------------------------------------------------------------------------

VENUES = (
    (LocationType.COMMUNITY_CENTRE, "Buurthuis De Schakel", "Dorpsplein 3"),
    (LocationType.CHURCH, "Kerkzaal De Ark", "Kerklaan 12"),
    (LocationType.COMMUNITY_CENTRE, "Wijkcentrum 't Trefpunt", "Lindeplein 40"),
    (LocationType.CATERING, "Zaaltje van Eetcafé De Buren", "Havenstraat 7"),
    (LocationType.CARE_FARM, "Zorgboerderij Het Zonneveld", "Polderweg 21"),
    (LocationType.SENIOR_FLAT, "Recreatiezaal flat De Populier", "Populierenlaan 100"),
    (LocationType.HOME, "Bij oma thuis", "Tuinstraat 18"),
)
OFFENDER_SAYS = "Hij wil uitleggen hoe het kwam, en vragen hoe hij het goed kan maken."
HARMED_SAYS = "Dat het filmpje overal weg is, en dat hij zonder buikpijn naar school kan."
TAKES_RESPONSIBILITY = "Hij zegt dat hij het gedaan heeft, en dat hij het goed wil maken."
AGREES = "De ouder zei het aan de keukentafel, met het kind erbij. Zij willen vooraf zien waar iedereen zit."
BOTH_COME = "Beide kanten komen. Zij komen apart aan, en zitten niet naast elkaar."
PARTIES = (
    ("De bewoners aan de straat", "Dat het 's avonds na tien uur stil is, en dat iemand dat ook vriendelijk zegt."),
    ("De bewoners aan de tuin", "Dat hun kinderen buiten mogen zijn zonder dat er wordt gescholden."),
    ("Het wijkteam en de woningcorporatie", "Wat zij kunnen doen aan de deur en de verlichting, en wat niet."),
)
RESTITUTION = (
    (
        Restitution.APOLOGY,
        "Zegt sorry, waar iedereen bij is, en schrijft ook een brief",
        "In de klas",
        "Volgende maandag",
    ),
    (
        Restitution.COMPENSATION,
        "Betaalt de helft van de nieuwe zwemtas, van het zakgeld",
        "Aan de andere familie",
        "Voor de kerst",
    ),
    (Restitution.CONTRIBUTION, "Helpt vier woensdagen in het zwembad", "Zwembad", "Woensdagmiddag, vier keer"),
)
FAMILY_ROOM = "De grote zaal, met de deur dicht"
PROFESSIONALS_ROOM = "Het kantoortje bij de ingang"
CHILD_CORNER = "De hoek met speelgoed in de zijkamer"
VENUE_NOTES = "De beheerder doet om half een open. Om elf uur 's avonds moet alles leeg zijn."
REACHABLE = ("Bus tot aan de deur, parkeren achter het gebouw", "Tien minuten lopen van het station")
DIETS = ("Geen noten, en één keer halal", "Twee mensen eten geen vlees", "")
DISHES = ("soep", "brood en kaas", "een grote salade", "koffie en thee", "taart")
COMINGS = ("{een} komt een uur later, uit het werk.", "Opa gaat na het eten naar huis.", "")
WHAT_IF = "Wordt het te veel voor {kind}, dan gaat {een} even naar buiten mee. {ouder} belt als er iemand te laat is."
NOT_THERE = ("Auto kapot onderweg", "Kind werd ziek", "Durfde op de dag zelf niet")
FOOD = (
    "{een} maakt soep, {twee} zorgt voor broodjes. Koffie en thee staan klaar.",
    "De familie kookt samen: rijst, kip en salade. Er is ook iets zonder vlees.",
    "Pizza van de hoek, en {een} bakt twee taarten.",
)
CHILD_CARE = "De kleintjes spelen in de zijkamer, een nicht is erbij"
TRANSPORT = "Wie geen auto heeft rijdt mee met de familie"
NO_PLAN = "Over de belangrijkste vraag werden ze het niet eens. Ze willen eerst met z'n drieën verder praten."
BROKEN_OFF = "Vader liep boos weg, en Esmee wilde zonder hem niet verder. Niemand wil nu een andere dag."
NO_MORE_CALLS = "Thuis gaat het goed. Zij bellen zelf als dat verandert."
REOPENED = "Bij wie er waren ontbreekt de buurvrouw."
SECOND_MEETING = "Het werd te laat voor de kinderen, en opa's vraag over het geld was nog niet besproken."

# --- the frame -------------------------------------------------------------------------------------------

STRENGTHS = "{ouder} vraagt zelf om hulp, {kind} gaat graag naar school, en er zijn mensen die elke week langskomen."
CRITERIA = "Het plan moet laten zien wie er is, wanneer, en wat er gebeurt als het een dag niet lukt."
POSSIBLE_HELP = "Videotraining thuis, een praatgroep voor kinderen, een maatje via de vrijwilligers."
COMMUNICATION = "Graag één iemand uit de familie die ik elke twee weken mag bellen."
MOTIVATION_ACCEPTED = "Alle bodem-eisen staan in het plan, met namen en dagen erbij. Ik heb er vertrouwen in."

# --- the plan --------------------------------------------------------------------------------------------

OWN_WORDS = (
    "Wij laten {kind} niet los. Iedereen doet een stukje, zodat het voor niemand te zwaar wordt.",
    "Dit plan hebben we samen gemaakt, met veel praten en ook wat tranen. We willen dat het weer licht wordt in huis.",
    "We zijn met veel, en dat vergeten we soms. Vanaf nu vragen we het gewoon aan elkaar.",
)
CONTACT_AGREEMENTS = (
    "{een} mailt elke twee weken hoe het gaat. Bij spoed bellen we meteen.",
    "Bellen mag op dinsdagavond na acht uur, met {een}.",
)
CONTINGENCIES = (
    "Loopt het anders, dan belt {twee} iedereen en zitten we binnen een week weer om tafel.",
    "Gaat het een avond mis, dan kan {kind} altijd bij {een} slapen. Daarna praten we.",
    "Lukt een afspraak twee keer niet, dan roept {twee} de kring bij elkaar.",
)
PROFESSIONAL_HELP = (
    "",
    "We vragen de gezinscoach om met {ouder} de brieven door te nemen, tot de zomer.",
    "We vragen hulp bij het leren omgaan met boosheid, liefst bij ons thuis.",
)

# What a family agrees on a subject: what, where, when, life area.
AGREEMENTS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    Topic.UPBRINGING: (
        (
            "Brengt {kind} op doordeweekse avonden naar bed, met één verhaaltje en dan het licht uit",
            "Thuis",
            "Maandag tot en met donderdag, half acht",
            LifeArea.UPBRINGING,
        ),
        (
            "Hangt de huisregels op de koelkast, door de kinderen zelf getekend",
            "Thuis",
            "Deze week",
            LifeArea.UPBRINGING,
        ),
        (
            "Neemt de kinderen een middag mee, zodat {ouder} even kan bijkomen",
            "Bij {wie} thuis",
            "Elke woensdag na school",
            LifeArea.UPBRINGING,
        ),
    ),
    Topic.MONEY: (
        (
            "Legt alle post in één map en loopt die samen met {ouder} door",
            "Keukentafel",
            "Elke maandagavond",
            LifeArea.MONEY,
        ),
        ("Gaat mee naar het gesprek over de schulden", "Gemeentehuis", "Binnen drie weken", LifeArea.MONEY),
        (
            "Leent de wasmachine uit tot er weer geld is voor een nieuwe",
            "",
            "Tot de winter",
            LifeArea.MONEY,
        ),
    ),
    Topic.CHILD_PARENT_RELATION: (
        (
            "Doet samen met {kind} iets leuks zonder telefoon: zwemmen of pannenkoeken bakken",
            "",
            "Elke zaterdagmorgen",
            LifeArea.UPBRINGING,
        ),
        (
            "Schrijft met {kind} in een schriftje wat fijn was en wat niet",
            "Thuis",
            "Elke zondagavond",
            LifeArea.UPBRINGING,
        ),
    ),
    Topic.CHILD_BEHAVIOUR: (
        (
            "Is het rustpunt: {kind} mag bellen als het te druk wordt in het hoofd",
            "",
            "Altijd tot tien uur",
            LifeArea.UPBRINGING,
        ),
        (
            "Neemt {kind} mee naar de boksschool om de boosheid kwijt te raken",
            "Sportschool",
            "Dinsdag en vrijdag",
            LifeArea.LEISURE,
        ),
    ),
    Topic.LIVING: (
        (
            "Heeft een bed klaarstaan voor {kind}, met een eigen lade en een sleutel",
            "Bij {wie} thuis",
            "Vrijdag tot zondag",
            LifeArea.LIVING,
        ),
        ("Klust de zolderkamer op zodat {kind} een eigen plek heeft", "Thuis", "Voor de vakantie", LifeArea.LIVING),
        ("Vraagt bij de woningbouw na wat er mogelijk is", "", "Volgende week", LifeArea.LIVING),
    ),
    Topic.VISITING: (
        (
            "Brengt {kind} naar papa en haalt weer op, zodat de ouders elkaar niet aan de deur hoeven te zien",
            "Station",
            "Om het weekend",
            LifeArea.VISITING,
        ),
        ("Zet alle wissels op een kalender die voor iedereen te zien is", "", "Eerste van de maand", LifeArea.VISITING),
    ),
    Topic.LEISURE: (
        ("Rijdt {kind} naar de training en blijft kijken", "Sportpark", "Elke dinsdag", LifeArea.LEISURE),
        ("Schrijft {kind} in bij de muziekschool", "", "Voor de zomer", LifeArea.LEISURE),
    ),
    Topic.EDUCATION: (
        ("Fietst de eerste weken mee naar school", "School", "Elke ochtend, vier weken lang", LifeArea.EDUCATION),
        (
            "Maakt huiswerk met {kind} aan de grote tafel",
            "Bij {wie} thuis",
            "Dinsdag en donderdag",
            LifeArea.EDUCATION,
        ),
    ),
    Topic.WORK: (
        ("Kijkt mee met de sollicitatiebrief en oefent het gesprek", "", "Voor het eind van de maand", LifeArea.WORK),
        ("Vraagt de baas van de kwekerij of {kind} mag komen proefdraaien", "", "Maandag", LifeArea.WORK),
    ),
    Topic.DOMESTIC_VIOLENCE: (
        (
            "Komt direct als {ouder} het afgesproken woord appt, ook midden in de nacht",
            "Thuis",
            "Altijd",
            LifeArea.SAFETY,
        ),
        (
            "Haalt de kinderen op voordat er een moeilijk gesprek komt",
            "Bij {wie} thuis",
            "Zodra het nodig is",
            LifeArea.SAFETY,
        ),
    ),
    Topic.MEDICAL: (
        (
            "Gaat mee naar het ziekenhuis en schrijft op wat de arts zegt",
            "Ziekenhuis",
            "Bij elke afspraak",
            LifeArea.HEALTH,
        ),
        ("Zet de medicijnen klaar in het weekdoosje", "Thuis", "Elke zondag", LifeArea.HEALTH),
    ),
    Topic.INDEPENDENT_LIVING: (
        (
            "Leert {kind} drie gerechten die altijd lukken",
            "Bij {wie} thuis",
            "Elke donderdag",
            LifeArea.HOUSEHOLD,
        ),
        ("Helpt met de inschrijving voor een kamer", "", "Deze maand", LifeArea.LIVING),
    ),
    Topic.CUSTODY: (
        (
            "Zoekt uit hoe het gezag geregeld kan worden en legt dat uit",
            "",
            "Binnen een maand",
            LifeArea.VISITING,
        ),
    ),
    Topic.OTHER: (
        ("Drinkt elke week koffie, ook als er niets aan de hand is", "Thuis", "Donderdagmorgen", LifeArea.LEISURE),
        ("Neemt de hond mee en maakt een ronde door het park", "", "Elke avond", LifeArea.HEALTH),
    ),
}
REQUEST = (
    "Vraagt de gezinscoach om mee te denken: hoe zeg je nee zonder te schreeuwen?",
    "Thuis",
    "Zes keer, tot de vakantie",
)
EMERGENCY = ("Is dag en nacht te bellen als het misgaat, en haalt {kind} dan op", "", "Altijd")

# --- afterwards --------------------------------------------------------------------------------------------

AFTER_ONE_MONTH = (
    "Het gaat beter dan gedacht: de woensdagmiddag is vaste prik geworden.",
    "Wisselend. De afspraken over school lukken, het geld nog niet.",
    "Rustiger in huis. Iedereen houdt zich eraan, ook de ooms.",
)
NOT_ALL_READY = "De familie wil niet langer wachten. Wie er nog niet was, bellen we onderweg."
EXPERIENCE = "Goed voorbereid op het eerste deel. Graag eerder horen wanneer het plan komt."
NUDGE = "{twee} belt iedereen op om de evaluatie te prikken."
NOT_DONE = "De kamer is nog niet klaar, omdat de verbouwing duurder werd."
COOPERATION = "Duidelijk verteld wat moest en wat mocht. Terugbellen duurde soms lang."

# --- the workbench -----------------------------------------------------------------------------------

LOOKED = (
    ("familie_moeder", "Alle neven en nichten langsgelopen met het fotoalbum erbij."),
    ("familie_vader", "Vader is lang uit beeld. Zijn zus wil het wél weten."),
    ("vrienden", "Twee vriendinnen van vroeger, die zij zelf belt."),
    ("school", "De juf van groep vijf komt, als het na schooltijd is."),
    ("buren", "De overburen hebben al jaren de sleutel."),
    ("werk", "Een oud-collega belt nog elke week."),
    ("sport", "De trainer weet niet wat er speelt, en mag het weten."),
)
FOUND_THROUGH = {
    "school": "school",
    "vriend": "vrienden",
    "overig_netwerk": "buren",
}
FOUND_ON_SIDE = {"moeder": "familie_moeder", "vader": "familie_vader"}
INFORMATION_WISHES = (
    ("informatie", "Hoe groot is de schuld, en wat kan de gemeente doen?", "de schuldhulp van de gemeente"),
    ("informatie", "Wat doet het met kinderen als het thuis lang onrustig is?", "de schoolmaatschappelijk werker"),
    ("vraag", "Wat gebeurt er als het plan na een half jaar niet lukt?", ""),
    ("vraag", "Mag {kind} in de weekenden bij familie slapen?", ""),
)
KNOWN = "{ouder} wil graag hulp, en schaamt zich. De familie van twee kanten sprak elkaar lang niet."
UNKNOWN = "Wat er precies op papier staat, en wie daar later over beslist."
HELP_NOW = (
    ("Gezinshulp, elke dinsdagochtend", "het wijkteam", "houden", "Er is vertrouwen."),
    ("Vrijwilliger die met de post helpt", "Humanitas", "open", ""),
)
IN_MIND = "Zonder conferentie zou ik hulp thuis inzetten, een half jaar lang."
SIGNAL = "{ouder} is bang dat het tussen twee mensen uit de hand loopt als er over geld wordt gepraat."
SIGNAL_DECISION = (
    ("apart_aankomen", "achterwacht", "steunpersoon"),
    "Zij komen op verschillende tijden, en hebben ieder iemand naast zich. De regiomanager is die dag bereikbaar.",
)
BAN = "De rechter heeft een contactverbod opgelegd, tot het eind van het jaar."
BAN_DECISION = "Niet samen in één ruimte. Er komt een brief, die een ander voorleest."
BAN_LETTER = "een vriend leest de brief voor in het eerste deel"
WORK = (
    ("reizen", 50, "38.5", "0", "Rondje langs familie"),
    ("regelen", 35, "0", "0", "Dag en plek gezocht"),
    ("schrijven", 25, "0", "4.80", "Postzegels en kopieën"),
)
