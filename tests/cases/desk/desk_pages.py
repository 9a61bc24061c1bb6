"""What tests of the desk read on its pages."""

import datetime as dt

from django.urls import reverse

PAGE = reverse("cases:worklist")


DAY = dt.timedelta(days=1)


def numbers(response):
    return [row.number for row in response.context["rows"]]
