"""One of my own months."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cookout.insight.rules import first_day


@dataclass(frozen=True, slots=True)
class MyMonth:
    """One month; the numbers are None where it is missing, which is not zero."""

    month: int
    one_to_ones: int | None
    given: int | None
    received: int | None

    @property
    def first_day(self) -> dt.date:
        """The day on which it begins."""
        return first_day(self.month)

    def as_data(self) -> dict[str, Any]:
        """For programs and for my export."""
        return {
            "month": f"{self.first_day:%Y-%m}", "one_to_ones": self.one_to_ones, "given": self.given,
            "received": self.received,
        }  # fmt: skip
