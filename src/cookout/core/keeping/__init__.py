"""Backup and restore: one portable format for both databases, written from one moment, read all or nothing."""

from cookout.core.keeping.archive import Manifest
from cookout.core.keeping.restore import restore
from cookout.core.keeping.save import save

__all__ = ["Manifest", "restore", "save"]
