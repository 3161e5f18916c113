"""A throw-away house for measurements that open pages in their own process."""

import os
import tempfile

from tests import postgres


def throw_away_house() -> None:
    """Set Django up on an empty house of this run's own, on PostgreSQL where asked for, with its tables."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    if os.environ.get("DB") == "postgres":
        os.environ["COOKOUT_DATABASE_URL"] = postgres.address()
    import django  # noqa: PLC0415  (the address of the database is known only now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
