"""What is ticked on the preview of a calendar: the shape only, the verb decides."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Choice:
    """What one page of the preview says about the rows and the people that were on it."""

    ticks: dict[UUID, bool]
    also: dict[UUID, str]
    added: dict[UUID, bool]
    people: dict[UUID, UUID | None]

    @classmethod
    def read(cls, told: QueryDict) -> "Choice":
        """A box that was on the page and is not among the ticked was unticked; what is no id is passed over."""
        shown, guests = _uids(told.getlist("row")), _uids(told.getlist("guest"))
        ticked, added = set(_uids(told.getlist("tick"))), set(_uids(told.getlist("add")))
        marked = {uid: word for uid, word in (_named(text) for text in told.getlist("also")) if uid is not None}
        asked = {name.removeprefix("who-"): said for name, said in told.items() if name.startswith("who-")}
        return cls(
            {uid: uid in ticked for uid in shown},
            {uid: marked.get(uid, "") for uid in shown},
            {uid: uid in added for uid in guests},
            {guest: _uid(str(said)) for text, said in asked.items() if (guest := _uid(text)) is not None},
        )

    def as_given(self) -> dict[str, Any]:
        """As the verb takes it."""
        return {"ticks": self.ticks, "also": self.also, "added": self.added, "people": self.people}


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _uids(texts: list[str]) -> list[UUID]:
    return [uid for text in texts if (uid := _uid(text)) is not None]


def _named(text: str) -> tuple[UUID | None, str]:
    row, _colon, word = text.partition(":")
    return _uid(row), word
