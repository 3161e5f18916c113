"""What is chosen on the preview of a report: the shape only, the verb decides."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is meant by which line, of which month it is, and to what was said yes."""

    picks: dict[int, str]
    month: int | None
    currency: str
    names: bool
    agreed: tuple[str, ...]

    @classmethod
    def read(cls, told: QueryDict) -> "Choice":
        """What is no number of a line or no month is passed over."""
        asked = {name.removeprefix("pick-"): str(said) for name, said in told.items() if name.startswith("pick-")}
        return cls(
            {int(number): said for number, said in asked.items() if number.isdecimal() and len(number) < 6},
            month_in(told.get("month", "")),
            told.get("currency", ""),
            "names" in told,
            tuple(told.getlist("agreed")),
        )

    def as_given(self) -> dict[str, Any]:
        """As the verb `choose` takes it."""
        return {"picks": self.picks, "month": self.month, "currency": self.currency, "names": self.names}


def month_in(text: str) -> int | None:
    """The number of a month that was written as 2026-10.

    >>> month_in("2026-10") == 12 * 2026 + 9, month_in("October")
    (True, None)
    """
    found = _MONTH.fullmatch(text.strip())
    return 12 * int(found[1]) + int(found[2]) - 1 if found else None
