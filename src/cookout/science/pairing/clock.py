"""How long a plan may take: work is counted, so that the same question has the same answer on a busy machine."""

from time import monotonic

LATE = 3.0
"""So many times as long as the work should take it may take by the clock; a plan that is ended so is true as well."""

LEAST_SECONDS = 0.05
"""So long a linear program may take however late it is."""

LINEAR_PROGRAM, COLUMN, PIVOT, PIVOT_A_COLUMN = 5e-4, 4e-7, 2.2e-5, 1.7e-8
"""Seconds that a linear program takes, each of its columns, each of its steps, and each column in a step."""

EXCHANGE, CALENDAR_A_PAIR = 6.5e-6, 4e-7
SUM_OF_ROWS, SUM_A_ROW, ODD_SETS_A_MEMBER = 5e-4, 1.7e-5, 2e-4
"""Seconds of an exchange that is tried; of a new calendar, for each pair; of looking for odd sums, and for each row;
of looking for odd sets."""


class Clock:
    """What is left of the seconds of work, on a machine like those of 2026, and of LATE times so much by the clock."""

    def __init__(self, seconds: float) -> None:
        """So many from now on."""
        self._work, self._until = seconds, monotonic() + LATE * seconds

    def worked(self, seconds: float) -> None:
        """So much was done."""
        self._work -= seconds

    @property
    def left(self) -> float:
        """Seconds of work that are left; 0 or below when there is none, or it is late."""
        return min(self._work, self.late_in)

    @property
    def late_in(self) -> float:
        """Seconds by the clock until no more is begun."""
        return self._until - monotonic()

    def pivots(self, columns: int, least: float) -> int:
        """So many steps of a linear program of so many columns there is time for, `least` seconds in any case."""
        return 1 + int(max(self._work, least) / (PIVOT + PIVOT_A_COLUMN * columns))

    def pivoted(self, columns: int, steps: int) -> None:
        """A linear program took so many steps."""
        self.worked(LINEAR_PROGRAM + COLUMN * columns + (PIVOT + PIVOT_A_COLUMN * columns) * steps)
