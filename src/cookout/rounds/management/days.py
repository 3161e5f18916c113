"""A day on the command line; what is none is said in a sentence."""

import argparse
import datetime as dt

DATES = "%Y-%m-%d"


def day(text: str) -> dt.date:
    """The day that is written."""
    try:
        return dt.datetime.strptime(text, DATES).date()  # noqa: DTZ007  (a day, not a moment)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"“{text}” is no day. Write it as 2026-12-07.") from problem
