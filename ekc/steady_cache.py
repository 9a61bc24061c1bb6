"""The cache in Valkey, and in the database while Valkey is away: people log in, and tries are counted all the same."""

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

PAUSE = 10.0
"""Seconds that Valkey is not asked after it did not answer: each of a page's questions would wait for it."""
AWAY = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, OSError)
INSTEAD = "instead"
_away_until = 0.0


def _steady(name: str) -> Callable[..., Any]:
    def asked(self: RedisCache, *args: Any, **named: Any) -> Any:
        global _away_until
        if time.monotonic() >= _away_until:
            try:
                return getattr(super(SteadyCache, self), name)(*args, **named)
            except AWAY as error:
                _away_until = time.monotonic() + PAUSE
                logger.warning("no cache (%s): the database stands in", type(error).__name__)
        return getattr(caches[INSTEAD], name)(*args, **named)

    asked.__name__ = name
    return asked


class SteadyCache(RedisCache):
    """Counts begin at nought where the one or the other takes over; nothing else may depend on what is kept here."""

    add, get, set, touch, delete = map(_steady, ("add", "get", "set", "touch", "delete"))
    get_many, set_many, delete_many = map(_steady, ("get_many", "set_many", "delete_many"))
    has_key, incr, clear = map(_steady, ("has_key", "incr", "clear"))


def steady_caches(location: Any) -> dict[str, dict[str, Any]]:
    """The setting CACHES. `engine`: Valkey itself, for what must know whether it is there."""
    valkey = {"LOCATION": location, "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2}}
    return {
        "default": {"BACKEND": "ekc.steady_cache.SteadyCache", **valkey},
        "engine": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **valkey},
        INSTEAD: {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "stand_in_cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        },
    }
