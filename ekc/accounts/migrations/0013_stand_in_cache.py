"""A table for the cache while Valkey is away (`ekc.steady_cache`), as `createcachetable` would make it."""

from django.db import migrations

MAKE = """
CREATE TABLE stand_in_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX stand_in_cache_expires ON stand_in_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_frames_are_cosigned")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE stand_in_cache")]
