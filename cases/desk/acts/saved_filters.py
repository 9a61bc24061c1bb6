"""Ways of looking at the worklist that somebody keeps."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.models import SavedFilter
from ekc.accounts.models import User
from ekc.refusal import Refusal

LONGEST_QUERY, MOST_FILTERS = 600, 20


@transaction.atomic
def save_filter(*, by: User, name: str, query: str, is_default: bool = False) -> SavedFilter:
    """Keep an address under a name; the same name again replaces it. The page number is left out.

    Raises Refusal without a name, when nothing is filtered, and above twenty.
    """
    name, kept = name.strip(), clean_query(query)
    if not name:
        raise Refusal(_("Geef het filter een naam."), at="name")
    if not kept:
        raise Refusal(_("Kies eerst een deel, een filter of een volgorde. Bewaar daarna."))
    if len(kept) > LONGEST_QUERY:
        raise Refusal(_("Dit filter is te lang om te bewaren."))
    User.objects.select_for_update().get(pk=by.pk)
    if SavedFilter.objects.filter(user=by).exclude(name=name).count() >= MOST_FILTERS:
        raise Refusal(_("U heeft al twintig filters. Verwijder er eerst een."), at="name")
    if is_default:
        SavedFilter.objects.filter(user=by, is_default=True).update(is_default=False)
    saved, _created = SavedFilter.objects.update_or_create(
        user=by, name=name, defaults={"query": kept, "is_default": is_default}
    )
    result: SavedFilter = saved
    return result


@transaction.atomic
def make_default(saved: SavedFilter, *, is_default: bool) -> None:
    """Begin the worklist with this filter, or no longer."""
    SavedFilter.objects.filter(user=saved.user_id, is_default=True).update(is_default=False)
    saved.is_default = is_default
    saved.save(update_fields=["is_default"])


def clean_query(query: str) -> str:
    """What is worth keeping of an address: everything that is filled in, without the page."""
    asked = QueryDict(query, mutable=True)
    for name in list(asked):
        if name == "page" or not str(asked[name]).strip():
            del asked[name]
    return asked.urlencode()
