"""What `cookout group` can do in this room; higher rooms add more."""

from cookout.core.management import deeds
from cookout.groups.management.acts import Admit, Apply, Appoint, Away, Back, Decide, Seek
from cookout.groups.management.groups import ListGroups, ShowGroup


def register() -> None:
    """Announce the deeds."""
    for deed in (ListGroups(), ShowGroup(), Admit(), Appoint(), Away(), Back(), Apply(), Decide(), Seek()):
        deeds.register("group", deed)
