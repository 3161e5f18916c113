"""What the room `one_to_ones` tells the ground floor, and what follows from what is announced."""

from cookout.core import audiences
from cookout.one_to_ones.models import people_with_a_1_2_1
from cookout.one_to_ones.receivers import after, calendars, leaving, planning, telling, writing


def connect() -> None:
    """Say whose profile a planned 1-2-1 opens; write letters, go on with rhythms, tell what there is; leave."""
    audiences.register("one_to_one", people_with_a_1_2_1)
    planning.connect()
    leaving.connect()
    calendars.connect()
    after.connect()
    telling.connect()
    writing.connect()
