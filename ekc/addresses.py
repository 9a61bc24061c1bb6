"""Addresses of mail and of houses, and how two of them are compared."""

from ekc.dutch import plain_digits
from ekc.names import words_of


def mail_key(address: str) -> str:
    """The mail address as it is stored and compared: capitals do not count.

    The standard lets a server tell `Jan@` from `jan@`; no server that people use does.
    """
    return address.strip().lower()


def postal_key(text: str) -> str:
    """An address or a part of it without what people leave out or add: `1012 ab` and `1012AB` are the same."""
    return "".join(words_of(plain_digits(text)))


def gives_away(text: str, *, street: str, postcode: str) -> bool:
    """Whether a text holds this street or this postcode, however it is written."""
    told = postal_key(text)
    return any(part and part in told for part in (postal_key(street), postal_key(postcode)))
