"""Invitations on paper: each letter in the language of its reader, and a sheet of labels for the envelopes."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from conferences.codes import News
from ekc.documents.pdf import pdf_from_html, render_html

from .reads.invitee import InvitationPaper


def letters_html(papers: Sequence[InvitationPaper]) -> str:
    """All letters in one document, each on a page of its own with its own language and direction."""
    letters = []
    for paper in papers:
        with translation.override(paper.language):
            is_rtl = translation.get_language_bidi()
            html = render_html(
                "conferences/inviting/print/letter.html",
                {"paper": paper, "is_rtl": is_rtl, "is_moved": paper.invitation.pending_news == News.MOVED},
                title=_("Uitnodiging"),
                language=paper.language,
            )
        letters.append(html)
    language = papers[0].language if len({paper.language for paper in papers}) == 1 else "nl"
    return render_html(
        "conferences/inviting/print/letters.html", {"letters": letters}, title="Brieven", language=language
    )


def letters_pdf(papers: Sequence[InvitationPaper]) -> bytes:
    return pdf_from_html(letters_html(papers))


def labels_pdf(papers: Sequence[InvitationPaper]) -> bytes:
    """Labels of 70 by 36 mm, three by eight on a sheet (a common make), with nothing but name and address."""
    html = render_html("conferences/inviting/print/labels.html", {"papers": papers}, title=str(_("Etiketten")))
    return pdf_from_html(html)
