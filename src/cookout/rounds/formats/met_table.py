"""Who last met when, as a table for other programs. An empty day with "never" is never; "not known" is neither."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Protocol

from cookout.people.formats.records import safe

HEAD = ("member", "with", "last_met_on", "how_long_ago")


class Named(Protocol):
    """Somebody."""

    @property
    def name(self) -> str:
        """Who."""


def met_table(pairs: Iterable[tuple[Named, Named, dt.date | None, str]]) -> str:
    """A row a pair; no cell is run by a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEAD)
    for one, other, on, words in pairs:
        table.writerow([safe(one.name), safe(other.name), on.isoformat() if on else "", words])
    return out.getvalue()
