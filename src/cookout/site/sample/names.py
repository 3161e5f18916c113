"""Invents people: names from many places, addresses that belong to nobody, numbers that ring nowhere."""

import random
import unicodedata

from cookout.site.sample.shapes import Name, Value
from cookout.site.sample.words import fill, read

AREAS = (614, 380, 740, 937, 419, 330, 513, 567, 216, 440, 234, 220)
"""Area codes of Ohio; within each, 555-0100 to 555-0199 are kept for fiction."""

MIXED = 0.12
"""So many have a family name from another place than the given name."""


class Inventor:
    """Invents names, phones and mails, none of them twice."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.names: set[str] = set()
        self.mails: set[str] = set()
        numbers = [f"+1 {area} 555 01{last:02}" for area in AREAS for last in range(100)]
        self.numbers = rng.sample(numbers, len(numbers))
        self.abroad = [f"+44 20 7946 0{last:03}" for last in range(100, 140)]

    def name(self, family: str = "") -> Name:
        """A new name; of a given family where asked for."""
        origins = list(read("names").values())
        while True:
            origin = self.rng.choice(origins)
            other = self.rng.choice(origins) if self.rng.random() < MIXED else origin
            name = Name(
                self.rng.choice(origin[self.rng.choice(("women", "men"))]), family or self.rng.choice(other["family"])
            )
            if name.full not in self.names:
                self.names.add(name.full)
                return name

    def taken(self, name: Name) -> None:
        """A name that is already somebody's."""
        self.names.add(name.full)

    def phone(self, *, abroad: bool = False) -> str:
        """A number for fiction: valid in form, nobody's."""
        return self.abroad.pop() if abroad else self.numbers.pop()

    def mail(self, name: Name, organisation: str = "") -> str:
        """An address under example.org: at work where there is a firm, else at home."""
        host = f"{plain(organisation)[:24]}.example.org" if organisation else "home.example.org"
        local = plain(name.given) if organisation else f"{plain(name.given)}.{plain(name.family)}"
        mail = f"{local}@{host}"
        while mail in self.mails:
            mail = f"{local}.{plain(name.family)}{self.rng.randint(2, 99)}@{host}"
        self.mails.add(mail)
        return mail

    def work(self, name: Name, town: str) -> tuple[str, str, str]:
        """What somebody does: classification (where it is one's own trade), title, firm."""
        if self.rng.random() < 0.5:
            title, _bar, firm = self.rng.choice(read("work")["hired"]).partition("|")
            return "", title, firm
        slug, title, firms = self.rng.choice(read("work")["own"]).split("|")
        firm = self.rng.choice(firms.split(";"))
        return slug, title, fill(firm, {"family": name.family, "given": name.given, "town": town})

    def details(self, name: Name, title: str, firm: str, *, much: float = 0.6) -> tuple[Value, ...]:
        """What an address book has of somebody: at least one way to reach her, more of some than of others."""
        values = [Value("phone", self.phone(abroad=self.rng.random() < 0.01), "mobile")]
        if self.rng.random() < 0.85:
            at_work = bool(firm) and self.rng.random() < 0.6
            values.append(Value("email", self.mail(name, firm if at_work else ""), "work" if at_work else "home"))
        if self.rng.random() < much / 4:
            values.append(Value("phone", self.phone(), "work" if firm else "home"))
        values += [Value(kind, text) for kind, text in (("title", title), ("organisation", firm)) if text]
        return tuple(values)


def plain(text: str) -> str:
    """Letters for an address: “O’Rourke & Sons” as orourkesons.

    >>> plain("Bożena O’Rourke & Sons")
    'bozenaorourkesons'
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(sign for sign in apart if sign.isascii() and sign.isalnum())
