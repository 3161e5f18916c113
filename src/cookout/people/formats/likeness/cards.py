"""A card as it is compared, and the words for what two of them have in common."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import Enum

from . import evidence
from .letters import latin
from .names import Named, spelled_by, taken_apart
from .nicknames import KNOWN


class Reason(Enum):
    """What two cards have in common."""

    PAGE = "page"
    MAIL = "mail"
    MOBILE = "mobile"
    PHONE = "phone"
    BIRTHDAY = "birthday"
    FIRM = "firm"
    DOMAIN = "domain"
    ADDRESS = "address"
    TOWN = "town"
    TITLE = "title"
    NAME = "name"
    SHORT_NAME = "short_name"
    LIKE_NAME = "like_name"
    FIRST_NAME = "first_name"


@dataclass(frozen=True, slots=True)
class Known:
    """A card as it is compared. Mails and phones are keys of `match_key`; all folded."""

    key: Hashable
    name: Named
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    birthday: str = ""
    pages: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

    @property
    def read(self) -> Named:
        """The name as the own mail spells it in Latin letters, where no letters say how it is read."""
        mails = [mail for mail in sorted(self.mails) if not evidence.is_desk(mail)]
        return (
            spelled_by(replace(self.name, kind="nobody", words=(), script=""), mails) if self.name.script else self.name
        )

    def met_at(self, other: Known) -> Known:
        """With the place one knows them from as their firm, where it stands behind the name: Dave Ironworks gym."""
        words = self.name.words
        places = {word for firm in other.firms for word in firm.split()} - set(other.name.words)
        kept = [word for place, word in enumerate(words) if not place or word not in places]
        is_met = len(kept) < len(words) and (kept[0] in KNOWN or kept[0] in other.name.words)
        if self.firms or self.name.script or not is_met or (len(kept) == 1 and not set(words[1:]) <= places):
            return self
        firm = " ".join(word for word in words[1:] if word in places)
        return replace(self, name=taken_apart(" ".join(kept)), firms=frozenset([firm]))

    @classmethod
    def of(
        cls,
        key: Hashable,
        full: str,
        values: list[tuple[str, str, str]],
        *,
        given: str = "",
        family: str = "",
        suffix: str = "",
    ) -> Known:  # fmt: skip
        """From a name and values as (kind, key, value) of the kinds of address books."""
        of: dict[str, list[tuple[str, str]]] = {}
        for kind, folded, value in values:
            of.setdefault(kind, []).append((folded, value))
        firms = [value for _key, value in of.get("organisation", ())]
        mails = frozenset(
            evidence.mailbox(folded) for folded, _value in of.get("email", ()) if "@" in folded.strip("@")
        )
        if evidence.is_mail(full):
            mails |= {evidence.mailbox(full)}
        if firms and not full.strip() and all(map(evidence.is_desk, mails)):
            full = firms[0]
        name = taken_apart(full, given, family, firms[0] if firms else "", suffix)
        if name.kind == "firm" and firms and _is_person(firms[0]):
            # Written each in the other's field.
            name, firms = taken_apart(firms[0]), [full]
        name = spelled_by(name, [mail for mail in sorted(mails) if not evidence.is_desk(mail)])
        if also := of.get("nickname"):
            name = _also_called(name, [value for _key, value in also])
        return cls(
            key,
            name,
            mails=mails,
            phones=frozenset(
                evidence.number(folded, value)
                for folded, value in of.get("phone", ())
                if sum(map(str.isdigit, folded)) >= 6
            ),
            firms=frozenset(evidence.firm(one) for one in firms) - {""},
            titles=frozenset(latin(value) for _key, value in of.get("title", ())),
            addresses=tuple(value for _key, value in of.get("address", ())),
            birthday=next((value for _key, value in of.get("birthday", ())), ""),
            pages=frozenset(page for _key, value in of.get("url", ()) if (page := evidence.page(value))),
            sites=frozenset(site for _key, value in of.get("url", ()) if (site := evidence.site(value))),
        )


def _is_person(text: str) -> bool:
    name = taken_apart(text)
    return name.kind == "person" and len(name.words) == 2 and name.given in KNOWN


def _also_called(name: Named, nicknames: list[str]) -> Named:
    words = {latin(one).split()[0] for one in nicknames if latin(one)}
    return replace(name, also=name.also | words)


Decision = tuple[Reason, ...]
"""Why two cards may be one person's; nothing where they are not taken for one."""
