"""What two cards of one person say differently, before they are made one: what is asked, and what comes of the rest."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.people.models.person import Person
from cookout.people.signals import people_compared


@dataclass(frozen=True, slots=True)
class Differs:
    """One thing that both say, and not the same."""

    name: str
    label: str
    kept: str
    gone: str
    comes: str = ""
    """What it will be where nobody is asked."""

    @property
    def asks(self) -> bool:
        """Whether one chooses; else it follows a rule, which is told."""
        return not self.comes

    @property
    def told(self) -> str:
        """What comes of it, as a sentence."""
        return _("%(what)s: %(comes)s.") % {"what": self.label, "comes": self.comes}


def differing(kept: Person, gone: Person, *, by: User) -> list[Differs]:
    """What the two say differently, in every room. Details do not differ: those of both are kept."""
    found = []
    if kept.full_name != gone.full_name:
        found.append(Differs("name", _("Name"), kept.full_name, gone.full_name))
    if kept.photo and gone.photo and kept.photo != gone.photo:
        said = {"kept": kept.full_name, "gone": gone.full_name}
        found.append(Differs("photo", _("Photo"), _("of %(kept)s") % said, _("of %(gone)s") % said))
    trades = [person.classification for person in (kept, gone)]
    if trades[0] and trades[1] and trades[0] != trades[1]:
        found.append(Differs("classification", _("Trade"), trades[0].name, trades[1].name))
    told: list[tuple[Any, Any]] = people_compared.send(sender=Person, kept=kept, gone=gone, by=by)
    return [*found, *(one for _receiver, more in told for one in more)]
