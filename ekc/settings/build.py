"""Making the image: only to gather the static files. Nothing can be served with these settings."""

from .base import *  # noqa: F403  settings modules are layered by star import

SECRET_KEY = "only-for-collecting-static-files"  # noqa: S105
EKC_FIELD_KEY = SECRET_KEY
