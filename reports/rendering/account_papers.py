"""The account of a programme as a page, on paper and as an Excel file, with the same words in each."""

from dataclasses import dataclass

from ekc.documents.pdf import render_pdf

from ..account import Account
from . import number_texts
from .shown import ShownTable, show_marks, show_table
from .workbook import sheets_of

TEMPLATE = "reports/print/account.html"
PAID = "Waarvoor betaald is"
RESULTS = "Wat ervan kwam"
MARKS = "Cijfers van wie erbij was"
HEADS = ("Periode", "Gehouden conferenties", "Bedrag")


@dataclass(frozen=True)
class Words:
    """What page and paper say around the figures."""

    account: Account

    @property
    def basis(self) -> str:
        """By which day a conference, and a result, belong to the period."""
        if self.account.year is None:
            return ""
        year = self.account.year
        return (
            f"Betaald: conferenties die in {year} zijn gehouden. Resultaten: aanvragen die in {year} zijn aangemeld. "
            f"Cijfers: vragenlijsten van conferenties in {year}."
        )

    @property
    def price(self) -> str:
        """What an amount is made of; a sentence of its own where no price was agreed."""
        if self.account.programme.price is None:
            return "Er is geen prijs per conferentie afgesproken. Daarom staat er geen bedrag."
        return "Bedrag: gehouden conferenties keer de prijs. Een voorbereiding zonder conferentie telt niet mee."

    @property
    def small(self) -> str:
        rules, nearly = self.account.report.rules, self.account.report.nearly
        if nearly:
            return (
                f"Over resultaten en cijfers staat hier niets: dit zijn bijna dezelfde zaken als van {nearly}. Het "
                "verschil kan over één familie gaan, en dan zou zij te herkennen zijn."
            )
        least = rules.persons if rules else 0
        return (
            f"Over resultaten en cijfers staat hier niets: het gaat om minder dan {least} hoofdpersonen, of er is nog "
            "niets bekend. Van zo weinig mensen vertellen we niets, want dan zijn zij te herkennen."
        )

    @property
    def protection(self) -> list[str]:
        return number_texts.protection(self.account.report)


def results_of(account: Account) -> list[ShownTable]:
    """The tables of what came of it, and of the marks."""
    tables = [show_table(table, account.report) for table in account.results]
    return tables + ([show_marks("3", MARKS, account.marks, account.report)] if account.marks else [])


def context_of(account: Account) -> dict[str, object]:
    """What page and paper show."""
    return {"account": account, "words": Words(account), "tables": results_of(account)}


def title_of(account: Account) -> str:
    return f"Verantwoording: {account.programme.name}"


def account_pdf(account: Account) -> bytes:
    """PDF/UA-1, tagged, in Dutch."""
    return render_pdf(TEMPLATE, {**context_of(account), "on_paper": True}, title=title_of(account))


def account_xlsx(account: Account) -> bytes:
    """One sheet with what was paid for, one per table of results, one of the marks; real numbers."""
    words = Words(account)
    lines = [f"{title_of(account)}, {account.period}", words.basis, words.price]
    lines.append(words.small if account.is_too_small else "")
    paid = [(each.label, each.held, each.amount) for each in account.paid]
    total = ("Totaal", account.held, account.amount)
    return sheets_of(
        account.report,
        name=PAID,
        lines=[*filter(None, lines), *(words.protection if not account.is_too_small else [])],
        heads=HEADS,
        rows=[*paid, total],
        tables=account.results,
        marks=account.marks,
        made_on=account.made_on,
    )
