"""The `cookout` command: Django's management commands under our name."""

import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Run a command. Science commands will start without Django; the rest need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (Django costs a second)

    execute_from_command_line(argv or sys.argv)


if __name__ == "__main__":
    main()
