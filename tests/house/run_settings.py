"""What `make run` runs on, with an empty demo world: building the real one takes too long for each of these tests."""

from ekc.settings.dev import *  # noqa: F403  settings modules are layered by star import
from ekc.settings.dev import INSTALLED_APPS

INSTALLED_APPS = ["tests.house.without_demo", *INSTALLED_APPS]
