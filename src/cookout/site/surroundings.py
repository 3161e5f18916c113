"""What the settings find around them: the folder of the data, secrets, the version."""

import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def data_dir(name: str) -> Path:
    """Where database, media and backups live: the folder that NAME says, else the user's own."""
    chosen = os.environ.get(name)
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(chosen).expanduser() if chosen else home / "cookout"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def secret(name: str, keep_in: Path) -> str:
    """A secret from NAME, from the file NAME_FILE, or made once and kept beside the data."""
    if value := os.environ.get(name):
        return value
    if given := os.environ.get(f"{name}_FILE"):
        return Path(given).read_text(encoding="utf-8").strip()
    if not keep_in.exists():
        descriptor = os.open(keep_in, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return keep_in.read_text(encoding="utf-8").strip()


def version() -> str:
    """The first heading of the changelog."""
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "core" / "CHANGELOG.md"
    source = packaged if packaged.exists() else here.parents[3] / "CHANGELOG.md"
    found = re.search(r"^## (\d+\.\d+\.\d+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ImproperlyConfigured("CHANGELOG.md has no heading with a version number.")
    return found[1]
