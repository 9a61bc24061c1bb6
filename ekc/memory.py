"""What is reckoned once and remembered for a while, in the cache. Never who or what a file is about (design 4.8)."""

import json
import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

T = TypeVar("T")


def remembered(what: str, of: object, *, seconds: int, reckon: Callable[[], T]) -> T:
    """The outcome of `reckon`, at most `seconds` old. `of` says in plain data of what; only its keyed hash is kept.

    When the cache is away it is reckoned at each call: slower, never refused.
    """
    key = f"{what}:{salted_hmac('ekc.memory', json.dumps(of, sort_keys=True, default=str)).hexdigest()}"
    try:
        if (known := cache.get(key)) is not None:
            return known  # type: ignore[no-any-return]
    except Exception as error:  # the clients of redis and valkey each have their own
        logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
        return reckon()
    found = reckon()
    try:
        cache.set(key, found, timeout=seconds)
    except Exception as error:
        logger.warning("no cache (%s): nothing is remembered", type(error).__name__)
    return found
