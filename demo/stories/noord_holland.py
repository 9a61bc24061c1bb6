"""Families in Noord-Holland."""

from cases.codes import BackgroundProblem as Problem
from cases.codes import CaseState as S
from cases.codes import EndReason, HelpDuration, Refuser, Residence, SafetyTrigger, Topic, WaitingReason
from plans.codes import PlanState

from ..people import NOORD_HOLLAND
from ..story import NETWORK, SELF, Main, Story

STORIES: tuple[Story, ...] = (
    Story(
        key="spoed",
        ends=S.REFERRED,
        region=NOORD_HOLLAND,
        place="Hoorn",
        surname="Tuinstra",
        received=1,
        mains=(Main("Noa", 7, True), Main("Finn", 4, False)),
        parents=(("Wendy Tuinstra", "moeder"),),
        referrer="dirk",
        situation=(
            "Wendy wordt donderdag met spoed opgenomen en er is nog niemand die de kinderen kan opvangen. "
            "Vader is buiten beeld. Er is wel veel familie, maar die woont verspreid."
        ),
        question="Wie zorgen er voor Noa en Finn zolang mama in het ziekenhuis ligt, en daarna?",
        topics=(Topic.LIVING, Topic.UPBRINGING),
        triggers=(SafetyTrigger.BOARD_REPORT,),
        urgent="Moeder wordt donderdag opgenomen; de kinderen hebben dan geen plek.",
    ),
    Story(
        key="zelf-aangemeld",
        ends=S.REFERRED,
        region=NOORD_HOLLAND,
        place="Heiloo",
        surname="Rood",
        received=2,
        mains=(Main("Marieke", 34, True, Residence.INDEPENDENT),),
        referrer=SELF,
        situation=(
            "Ik ben sinds de zomer alleen met drie kinderen en mijn werk. Iedereen zegt dat ik maar moet bellen, "
            "maar ik weet niet wie en waarvoor. Ik wil het graag een keer met z'n allen bespreken."
        ),
        question="Hoe kan ik blijven werken en toch genoeg tijd hebben voor mijn kinderen?",
        topics=(Topic.WORK, Topic.UPBRINGING),
        no_voicemail=True,
    ),
    Story(
        # The same girl as in `twee-bijeenkomsten`: the desk asks whether it is an earlier case of this family.
        key="opnieuw-aangemeld",
        ends=S.REFERRED,
        region=NOORD_HOLLAND,
        place="Hilversum",
        surname="Hartman",
        received=1,
        mains=(Main("Bo", 14, True, Residence.FAMILY_OR_FRIENDS),),
        parents=(("Saskia Hartman", "moeder"),),
        referrer=NETWORK,
        referrer_name="Tineke Hartman",
        previous="twee-bijeenkomsten",
        situation=(
            "Bo woont nu een paar maanden bij mij, haar oma. Dat gaat goed, maar ik word volgende maand geopereerd "
            "en kan dan niet voor haar zorgen. We willen weer met iedereen om de tafel."
        ),
        question="Waar is Bo als oma in het ziekenhuis ligt, en wie helpt haar dan met school?",
        topics=(Topic.LIVING, Topic.EDUCATION),
    ),
    Story(
        key="wacht-op-geld",
        ends=S.WAITING,
        region=NOORD_HOLLAND,
        place="Enkhuizen",
        surname="Blokker",
        received=16,
        mains=(Main("Thijs", 15, False),),
        parents=(("Karin Blokker", "moeder"), ("Peter Blokker", "vader")),
        referrer="marjan",
        situation=(
            "Thijs komt al twee maanden niet op school en zit 's nachts achter de computer. "
            "Zijn ouders zijn het niet eens over wat er moet gebeuren."
        ),
        question="Wat heeft Thijs nodig om weer met plezier de deur uit te gaan?",
        topics=(Topic.EDUCATION, Topic.CHILD_BEHAVIOUR),
        reason=WaitingReason.NO_FUNDING,
        note="Het programma telt dit kwartaal al genoeg conferenties. Nagevraagd bij de gemeente.",
        is_funded=False,
    ),
    Story(
        key="pas-toegewezen",
        ends=S.ASSIGNED,
        region=NOORD_HOLLAND,
        place="Castricum",
        surname="Schoon",
        received=9,
        mains=(Main("Lieke", 10, True),),
        parents=(("Ellen Schoon", "moeder"), ("Mark de Graaf", "vader, woont in Uitgeest")),
        referrer="marjan",
        coordinator="anna",
        is_informed=False,
        situation=(
            "De ouders van Lieke zijn een jaar uit elkaar en praten alleen nog via haar. "
            "Op school zit ze stil in een hoekje."
        ),
        question="Hoe kunnen papa en mama dingen regelen zonder dat Lieke ertussen zit?",
        topics=(Topic.VISITING, Topic.CHILD_PARENT_RELATION),
    ),
    Story(
        key="stil",
        ends=S.ACTIVATION,
        region=NOORD_HOLLAND,
        place="Alkmaar",
        surname="Kaptein",
        received=48,
        mains=(Main("Jesse", 13, False), Main("Roos", 9, True)),
        parents=(("Linda Kaptein", "moeder"),),
        referrer="jeroen",
        coordinator="anna",
        circle=6,
        until=-17,
        situation=(
            "Linda heeft sinds de dood van haar man nergens zin meer in. Jesse kookt en brengt zijn zusje naar school. "
            "De familie van vader wil helpen, maar weet niet of dat mag."
        ),
        question="Hoe krijgen Jesse en Roos weer tijd om kind te zijn, en wie helpt mama door deze tijd heen?",
        topics=(Topic.UPBRINGING, Topic.LEISURE),
    ),
    Story(
        key="kader-ontbreekt",
        ends=S.SCHEDULED,
        region=NOORD_HOLLAND,
        place="Heerhugowaard",
        surname="Molenaar",
        received=41,
        mains=(Main("Dylan", 8, False),),
        parents=(("Chantal Molenaar", "moeder"), ("Rick Smit", "stiefvader")),
        referrer="dirk",
        coordinator="anna",
        meeting=4,
        circle=11,
        triggers=(SafetyTrigger.SUPERVISION_ORDER,),
        frame_is_missing=True,
        situation=(
            "Dylan was een paar keer 's avonds alleen op straat en is geslagen door zijn stiefvader. "
            "Er is een ondertoezichtstelling. Chantal wil dat het anders gaat, en oma wil helpen."
        ),
        question="Wat is er nodig zodat Dylan elke avond veilig thuis is, bij mensen die rustig blijven?",
        topics=(Topic.UPBRINGING, Topic.DOMESTIC_VIOLENCE),
    ),
    Story(
        key="kring-van-dertig",
        ends=S.SCHEDULED,
        region=NOORD_HOLLAND,
        place="Den Helder",
        surname="Bakker",
        received=52,
        mains=(Main("Sjoerd", 16, False), Main("Femke", 14, True), Main("Jelle", 11, False)),
        parents=(("Anja Bakker", "moeder"), ("Theo Bakker", "vader")),
        referrer="jeroen",
        coordinator="gerrit",
        meeting=9,
        circle=30,
        situation=(
            "Theo is ernstig ziek en het gezin draait op zijn laatste krachten. "
            "De halve straat, de voetbalclub en een grote familie willen iets doen, maar "
            "niemand weet wat een ander al doet."
        ),
        question=(
            "Hoe verdelen we alles wat er moet gebeuren, zodat papa thuis kan zijn en de kinderen gewoon doorgaan?"
        ),
        topics=(Topic.MEDICAL, Topic.LEISURE, Topic.EDUCATION),
    ),
    Story(
        key="nog-niet-veilig",
        ends=S.HELD_WITH_PLAN,
        plan=PlanState.REJECTED,
        region=NOORD_HOLLAND,
        place="Schagen",
        surname="Dekker",
        received=63,
        mains=(Main("Mila", 5, True), Main("Stan", 2, False)),
        parents=(("Joyce Dekker", "moeder"),),
        referrer="dirk",
        coordinator="gerrit",
        meeting=-5,
        circle=10,
        triggers=(SafetyTrigger.SUPERVISION_ORDER,),
        concerns=(
            "Joyce drinkt in het weekend. Twee keer vond de buurvrouw Mila en Stan alleen beneden, "
            "terwijl hun moeder sliep. Mila had toen geen ontbijt gehad."
        ),
        bottom_lines=(
            "Er is elke avond en nacht een nuchtere volwassene bij Mila en Stan.",
            "Mila en Stan krijgen elke dag drie keer te eten, ook in het weekend.",
        ),
        rejection=(
            "Het plan zegt wie er van maandag tot en met vrijdag is. Voor de zaterdagnacht staat er nog niemand.",
            "Wie slaapt er bij Mila en Stan in de nacht van zaterdag op zondag?",
        ),
        situation="Joyce is een lieve moeder, maar drinkt in het weekend. Er loopt een ondertoezichtstelling.",
        question="Wie zijn er bij Mila en Stan als het mama niet lukt?",
        topics=(Topic.UPBRINGING, Topic.LIVING),
    ),
    Story(
        key="gesprek-te-laat",
        ends=S.PLAN_SENT,
        plan=PlanState.NOT_NEEDED,
        region=NOORD_HOLLAND,
        place="Bergen",
        surname="Groot",
        received=84,
        mains=(Main("Isa", 12, True),),
        parents=(("Monique Groot", "moeder"), ("Erik Groot", "vader")),
        referrer="marjan",
        coordinator="anna",
        meeting=-35,
        call_late=4,
        circle=9,
        situation="Isa wordt op school gepest en wil niet meer eten. Haar ouders maken zich grote zorgen.",
        question="Hoe helpen we Isa om zich weer sterk te voelen, thuis en op school?",
        topics=(Topic.EDUCATION, Topic.LEISURE),
    ),
    Story(
        key="twee-bijeenkomsten",
        ends=S.CLOSED,
        plan=PlanState.ACCEPTED,
        region=NOORD_HOLLAND,
        place="Hilversum",
        surname="Hartman",
        received=205,
        mains=(Main("Bo", 14, True, Residence.RESIDENTIAL_GROUP),),
        parents=(("Saskia Hartman", "moeder"), ("Rob Hartman", "vader")),
        referrer="dirk",
        coordinator="gerrit",
        meeting=-150,
        second_meeting=-136,
        circle=14,
        triggers=(SafetyTrigger.SUPERVISION_ORDER,),
        concerns="Bo liep vier keer weg en sliep twee nachten buiten. Thuis vlogen er borden door de kamer.",
        bottom_lines=(
            "Iemand weet elke nacht waar Bo slaapt.",
            "Bij ruzie gaat er iemand van buiten het gezin naartoe.",
        ),
        situation="Bo woont op een groep en wil naar huis. Haar ouders durven dat nog niet alleen.",
        question="Waar kan Bo wonen, en hoe blijft het daar goed als er ruzie komt?",
        topics=(Topic.LIVING, Topic.CHILD_PARENT_RELATION),
        moves_to=Residence.FAMILY_OR_FRIENDS,
        problems=(Problem.PARENTING, Problem.CHILD_BEHAVIOUR),
        help_duration=HelpDuration.OVER_TWO_YEARS,
        grade=8,
    ),
    Story(
        key="nagevraagd",
        ends=S.FOLLOWED_UP,
        plan=PlanState.NOT_NEEDED,
        region=NOORD_HOLLAND,
        place="Medemblik",
        surname="Vlaar",
        received=158,
        mains=(Main("Ruud", 58, False, Residence.INDEPENDENT),),
        referrer="jeroen",
        coordinator="anna",
        meeting=-104,
        circle=7,
        situation="Ruud verloor zijn werk en daarna bijna zijn huis. Hij schaamt zich en doet de deur niet meer open.",
        question="Hoe komt Ruud weer onder de mensen en uit de schulden?",
        topics=(Topic.MONEY, Topic.WORK, Topic.OTHER),
        problems=(Problem.MONEY, Problem.WORK),
        help_duration=HelpDuration.NONE,
    ),
    Story(
        key="gestopt",
        ends=S.ENDED_IN_ACTIVATION,
        region=NOORD_HOLLAND,
        place="Beverwijk",
        surname="Admiraal",
        received=70,
        mains=(Main("Kyra", 16, True, Residence.FAMILY_OR_FRIENDS),),
        parents=(("Patricia Admiraal", "moeder"),),
        referrer="dirk",
        coordinator="gerrit",
        circle=6,
        until=-20,
        situation="Kyra woont bij een vriendin en wil niet terug. Haar moeder wil praten, Kyra nog niet.",
        question="Waar kan Kyra de komende tijd wonen, met rust voor iedereen?",
        topics=(Topic.LIVING, Topic.CHILD_PARENT_RELATION),
        reason=EndReason.REFUSAL,
        refused_by=(Refuser.YOUNGSTER,),
        note="Kyra wil nu geen bijeenkomst met haar moeder erbij. Ze weet dat het later altijd nog kan.",
    ),
)
