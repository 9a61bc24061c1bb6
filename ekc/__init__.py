from ekc.collector import look_less_often

look_less_often()

from ekc.celery import app as celery_app  # noqa: E402  it loads half the program

__all__ = ["celery_app"]
