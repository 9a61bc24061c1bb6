"""Whether somebody writes that they are not safe. Only the reader's own page says so; nothing of it is kept.

Rather once too often than once too little: what comes of it is a telephone number.
"""

from ekc.names import plain

_WORDS = (
    # Dutch
    *("bang", "angst", "onveilig", "niet veilig", "slaat", "slaan", "sloeg", "geslagen", "schopt", "mishandel"),
    *("bedreig", "dreigt", "misbruik", "aanrand", "verkracht", "doodmaken", "vermoord", "zelfmoord", "dood wil"),
    *("wil dood", "wurg", "mes", "pijn doe", "doet pijn", "opgesloten", "blauwe plekken", "in gevaar"),
    # English
    *("afraid", "scared", "not safe", "unsafe", "hits me", "hit me", "beats", "beat me", "threat", "abuse"),
    *("rape", "kill", "suicide", "hurts me", "hurt me", "in danger", "knife"),
    # Turkish
    *("korkuyorum", "korktum", "guvende degil", "dovuyor", "vuruyor", "tehdit", "istismar", "tecavuz"),
    *("oldur", "intihar", "tehlike", "bicak"),
    # Arabic
    *("خائف", "اخاف", "خايف", "غير امن", "لست امن", "يضرب", "ضربني", "تهديد", "يهدد", "اغتصاب", "يقتل", "انتحار"),
    *("خطر", "سكين"),
    # Polish
    *("boje sie", "boi sie", "nie jestem bezpiecz", "niebezpiecz", "bije", "uderzyl", "grozi", "gwalt", "przemoc"),
    *("zabij", "zabic", "samoboj", "noz"),
)
_WHOLE = frozenset({"mes", "noz", "bang", "bije"})
"""Short words that stand inside many others."""


def sounds_unsafe(text: str) -> bool:
    said = " ".join("".join(sign if sign.isalnum() else " " for sign in plain(text)).split())
    words = set(said.split())
    return any(word in words if word in _WHOLE else word in said for word in _PLAIN)


_PLAIN = frozenset(plain(word) for word in _WORDS)
