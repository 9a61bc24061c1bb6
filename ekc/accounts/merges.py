"""What becomes of the accounts when two organisations turn out to be one."""

from django.utils.translation import gettext_lazy

from ekc.merging.hangings import Hanging

from .models import Organisation, User

OF_AN_ORGANISATION = [
    Hanging(User, "organisation", title=gettext_lazy("mensen met een account")),
    Hanging(Organisation, "merged_into"),
]
