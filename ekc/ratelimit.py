"""How often one address may do something, counted in the cache (R70). For pages without a login."""

import logging

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def counted(key: str, *, seconds: int) -> int:
    """Count one more of this key: how many there were within these seconds, with this one. Raises where the cache is
    away."""
    cache.add(key, 0, timeout=seconds)
    return int(cache.incr(key))


def too_often(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Count this request, and say whether its address did `what` more than `limit` times in `seconds`.

    The cache holds a keyed hash of the address. When the cache is away nobody is refused: an aanmelding that
    is lost is worse than one too many.
    """
    try:
        address = str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        address = ""
    key = f"often:{what}:{salted_hmac('ekc.ratelimit', address).hexdigest()}"
    try:
        return counted(key, seconds=seconds) > limit
    except Exception as error:  # the clients of redis and valkey each have their own
        logger.warning("no cache (%s): nobody is counted", type(error).__name__)
        return False
