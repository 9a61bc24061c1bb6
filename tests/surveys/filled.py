"""Forms that came back, and what waits opened."""

import datetime as dt
from typing import Any

from django.test import Client

from ekc.accounts.models import User
from ekc.dates import local_today
from surveys.acts.waiting import open_overdue
from surveys.models import Response, WaitingAnswer


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened() -> list[Response]:
    """Everything that waits, opened as when its quarter is over."""
    WaitingAnswer.objects.update(opens_on=local_today() - dt.timedelta(days=1))
    open_overdue()
    return list(Response.objects.all())


def press(client: Client, url: str, code: str, answer: Any = None, go: str = "next") -> Any:
    """One page of a questionnaire sent, and the page after it."""
    data = {"question": code, "go": go, **({} if answer is None else {"answer": answer})}
    return client.post(url, data, follow=True)


def fill_in(client: Client, url: str, answers: dict[str, Any]) -> Any:
    """The whole form by its pages, each question that is asked with the answer given here or "liever niet"."""
    page = client.get(f"{url}?vraag={client.get(url).context['walk'].here}")
    for _turn in range(100):
        if "question" not in page.context or page.context.get("question") is None:
            break
        question = page.context["question"]
        answer = answers.get(question.code, "" if question.type == "text" else None)
        codes = [str(option.data["value"]) for option, _face in page.context["form"].rows()] if answer is None else []
        page = press(client, url, question.code, answer if answer is not None else codes[-1])
    return press(client, url, "klaar", go="send")
