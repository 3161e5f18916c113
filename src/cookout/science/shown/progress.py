"""How far long work is, on one line of a terminal; quick work, and a pipe, see nothing of it."""

import time
from typing import TextIO

PATIENCE = 1.0
"""Seconds that need no word."""

ROOM = 78


class Shown:
    """Told what is being done and how much of it; shows it on `file` where that is a terminal."""

    def __init__(self, file: TextIO, patience: float = PATIENCE) -> None:
        self.file = file
        self.since = time.monotonic()
        self.patience = patience
        self.written = False

    def __call__(self, doing: str, share: float) -> None:
        if not self.file.isatty() or time.monotonic() - self.since < self.patience:
            return
        told = f"{doing or 'Working'} … {share:.0%}" if share >= 0 else f"{doing or 'Working'} …"
        self.file.write(f"\r{told[:ROOM]:<{ROOM}}")
        self.file.flush()
        self.written = True

    def clear(self) -> None:
        """Leave the line empty for what comes after."""
        if self.written:
            self.file.write(f"\r{'':<{ROOM}}\r")
            self.file.flush()
            self.written = False
