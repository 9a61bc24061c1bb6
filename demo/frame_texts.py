"""What the frames of the demo world say besides: what was seen, what a child needs, and who tests along."""

SEEN = (
    ("{ouder} vertelde dat het na negenen 's avonds misgaat, en huilde", "Bij het eerste gesprek", "de gezinscoach"),
    ("De buren hoorden geschreeuw en belden de politie", "Een zaterdag, na middernacht", "de buren en de wijkagent"),
)
PEDAGOGICAL_VIEW = (
    "Een kind heeft elke nacht een volwassene binnen roepafstand, en vaste tijden om te eten en te slapen. Het praat "
    "makkelijker met wie het goed kent dan met iemand van buiten."
)
SECOND_TESTER = {
    "full_name": "Rosa Verheul",
    "organisation": "Raad voor de Kinderbescherming",
    "function": "Raadsonderzoeker",
    "email": "rosa.verheul@voorbeeld.example",
}
