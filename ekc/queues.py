"""The queues of the workers: what is slow keeps nothing waiting that is quick.

A worker that names none takes all (one machine); with `-Q mail` it takes that one (deploy/kubernetes).
"""

from kombu import Queue

EVERYTHING_ELSE, MAIL, DOCUMENTS, FIGURES = "celery", "mail", "documents", "figures"
QUEUES = tuple(Queue(name) for name in (EVERYTHING_ELSE, MAIL, DOCUMENTS, FIGURES))
ROUTES = {
    "ekc.outbox.tasks.send_messages": {"queue": MAIL},
    "reports.tasks.make_downloads": {"queue": DOCUMENTS},
    "reports.tasks.bring_counts_up_to_date": {"queue": FIGURES},
    "reports.tasks.renew_research_schemas": {"queue": FIGURES},
}
