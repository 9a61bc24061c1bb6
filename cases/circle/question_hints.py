"""What may be better about the wording of a question (domain.md 3.5). A hint, never a block."""

import re

from django.utils.translation import gettext as _

OPEN = re.compile(r"\b(wat|hoe|waar|wie|wanneer|welke?|waarmee|waardoor)\b", re.IGNORECASE)
SOLUTION = re.compile(
    r"\b(uithuisplaats\w*|uit huis|pleeggezin|instelling|opname|therapie|behandeling|moet(en)? (gaan|naar)|"
    r"bij (oma|opa|vader|moeder|papa|mama|tante|oom) (gaan )?wonen|gezinsvoogd|cursus|training)\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(schuld\w*|verwijt\w*|slechte (vader|moeder|ouders?)|fout van|onwillig\w*|weigert|weigeren|liegt|liegen|"
    r"faalt|falen|onverantwoord\w*|nooit|altijd maar)\b",
    re.IGNORECASE,
)


def wording_hints(text: str) -> list[str]:
    """Sentences that help to word a question open, concrete, without a solution and without blame; none when it is."""
    hints = []
    if not OPEN.search(text):
        hints.append(str(_("Begin met wat, hoe, waar of wie. Dan kan de familie zelf een antwoord bedenken.")))
    if found := SOLUTION.search(text):
        hints.append(
            _("“%(word)s” lijkt al een oplossing. Wat is er nodig, los van die oplossing?") % {"word": found[0]}
        )
    if found := BLAME.search(text):
        hints.append(
            _("“%(word)s” kan klinken als een verwijt. Een vraag kijkt vooruit, en geeft niemand de schuld.")
            % {"word": found[0]}
        )
    return hints
