"""What the outbox's tests plan."""

from ekc.outbox.codes import Purpose


class Planned(Purpose):
    CALL = "bel", "Bel na één maand"
    ASK = "vraag", "Stel een vraag"
    TRACE = "trace", "Laat een spoor na"
    UNKNOWN = "onbekend", "Niemand doet dit"
