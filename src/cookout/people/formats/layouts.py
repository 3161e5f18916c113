"""The columns of programs whose exports are known: LinkedIn, Outlook in three dialects, Thunderbird."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .match import fold
from .meanings import REFERRER


@dataclass(frozen=True)
class Layout:
    """One program's table: by which columns it is known, and what its columns mean. Titles are folded."""

    name: str
    marks: tuple[frozenset[str], ...]
    means: Mapping[str, str]
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, names: set[str]) -> bool:
        """Whether a header is this program's."""
        return any(mark <= names for mark in self.marks)

    def meanings(self, header: Sequence[str]) -> list[str]:
        """What each column means; nothing for those that this program does not have."""
        return [self.means.get(fold(cell), "") for cell in header]


def _table(text: str) -> dict[str, str]:
    """Lines of `meaning = title | title`, as titles → meaning."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        meaning, _equals, words = line.partition(" = ")
        found |= {fold(word): meaning for word in words.split(" | ")}
    return found


def _marks(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(word) for word in words.split(" | ")) for words in sets)


_LINKEDIN = _table("""
    given = First Name | Vorname
    family = Last Name | Nachname
    url = URL | Profil-URL
    email = Email Address | E-Mail-Adresse
    organisation = Company | Unternehmen | Firma
    title = Position
    date:Connected On = Connected On | Verbunden am | Verbunden seit | Vernetzt am | Vernetzt seit
""")

_OUTLOOK = _table(f"""
    prefix = Title | Anrede
    given = First Name | Vorname
    additional = Middle Name | Weitere Vornamen | Zweiter Vorname
    family = Last Name | Nachname
    suffix = Suffix
    nickname = Nickname | Spitzname
    organisation = Company | Firma
    department = Department | Abteilung
    title = Job Title | Position
    role = Profession | Beruf
    email = E-mail Address | E-mail 2 Address | E-mail 3 Address
    email = E-Mail-Adresse | E-Mail 2: Adresse | E-Mail 3: Adresse
    echo = E-mail Display Name | E-mail 2 Display Name | E-mail 3 Display Name
    echo = E-Mail: Angezeigter Name | E-Mail 2: Angezeigter Name | E-Mail 3: Angezeigter Name
    phone:work = Business Phone | Business Phone 2 | Telefon geschäftlich | Telefon geschäftlich 2
    phone:home = Home Phone | Home Phone 2 | Telefon privat | Telefon privat 2
    phone:other = Other Phone | Weiteres Telefon
    phone:mobile = Mobile Phone | Mobiltelefon | Mobiltelefon 2
    phone:car = Car Phone | Autotelefon
    phone:main = Primary Phone | Haupttelefon
    phone:company main = Company Main Phone | Telefon Firma
    phone:assistant = Assistant's Phone | Telefon Assistent
    phone:callback = Callback | Rückmeldung
    phone:radio = Radio Phone
    phone:pager = Pager
    phone:ISDN = ISDN
    phone:telex = Telex
    phone:TTY = TTY/TDD Phone | Telefon für Hörbehinderte
    phone:work fax = Business Fax | Fax geschäftlich
    phone:home fax = Home Fax | Fax privat
    phone:other fax = Other Fax | Weiteres Fax
    im = IMAddress
    birthday = Birthday | Geburtstag
    anniversary = Anniversary | Jahrestag
    category = Categories | Kategorien
    note = Notes | Notizen
    url = Web Page | Webseite
    url:home = Personal Web Page | Persönliche Webseite
    related:spouse = Spouse | Partner
    related:child = Children | Kinder
    related:manager = Manager's Name | Name des/der Vorgesetzten
    related:assistant = Assistant's Name | Name Assistent
    {REFERRER} = Referred By | Empfohlen von
    pobox:work = Business Address PO Box | Postfach geschäftlich
    pobox:home = Home Address PO Box | Postfach privat
    pobox:other = Other Address PO Box | Weiteres Postfach
    street:other = Weitere Straße | Weitere Straße 2 | Weitere Straße 3
    city:other = Weiterer Ort
    region:other = Weitere Region | Weiteres/r Bundesland/Kanton
    postal:other = Weitere Postleitzahl
    country:other = Weiteres Land/Region | Weiteres/e Land/Region
""")
for _english, _german, _label in (
    ("Business", "geschäftlich", "work"),
    ("Home", "privat", "home"),
    ("Other", "", "other"),
):
    _OUTLOOK |= _table(f"""
        street:{_label} = {_english} Street | {_english} Street 2 | {_english} Street 3
        city:{_label} = {_english} City
        region:{_label} = {_english} State
        postal:{_label} = {_english} Postal Code
        country:{_label} = {_english} Country/Region | {_english} Country
    """)
    if _german:
        _OUTLOOK |= _table(f"""
            street:{_label} = Straße {_german} | Straße {_german} 2 | Straße {_german} 3
            city:{_label} = Ort {_german}
            region:{_label} = Region {_german} | Bundesland/Kanton {_german}
            postal:{_label} = Postleitzahl {_german}
            country:{_label} = Land/Region {_german} | Land {_german}
        """)

# What Outlook writes into every line although nobody chose it.
_DEFAULTS = frozenset({"smtp", "ex", "normal", "false", "falsch", "unspecified", "keine angabe", "nicht angegeben"})
_SILENT = {
    fold(title): _DEFAULTS
    for title in (
        "E-mail Type", "E-mail 2 Type", "E-mail 3 Type", "E-Mail-Typ", "E-Mail 2: Typ", "E-Mail 3: Typ", "Gender",
        "Geschlecht", "Priority", "Priorität", "Private", "Privat", "Sensitivity", "Vertraulichkeit",
    )
}  # fmt: skip

_THUNDERBIRD = _table("""
    given = First Name | Vorname
    family = Last Name | Nachname
    full = Display Name | Anzeigename | Angezeigter Name
    nickname = Nickname | Spitzname
    email = Primary Email | Secondary Email | Primäre E-Mail-Adresse | Sekundäre E-Mail-Adresse
    email = Primary Email Address | Secondary Email Address | Weitere E-Mail-Adresse
    im = Screen Name | Messenger-Name | Chat Name | Chat-Name
    phone:work = Work Phone | Tel. dienstlich
    phone:home = Home Phone | Tel. privat
    phone:fax = Fax Number | Fax-Nummer
    phone:pager = Pager Number | Pager-Nummer
    phone:mobile = Mobile Number | Mobil-Tel.-Nr.
    street:home = Home Address | Home Address 2 | Privat: Adresse | Privat: Adresse 2
    city:home = Home City | Privat: Ort
    region:home = Home State | Privat: Bundesland
    postal:home = Home ZipCode | Home Zip Code | Privat: PLZ
    country:home = Home Country | Privat: Land
    street:work = Work Address | Work Address 2 | Dienstlich: Adresse | Dienstlich: Adresse 2
    city:work = Work City | Dienstlich: Ort
    region:work = Work State | Dienstlich: Bundesland
    postal:work = Work ZipCode | Work Zip Code | Dienstlich: PLZ
    country:work = Work Country | Dienstlich: Land
    title = Job Title | Arbeitstitel
    department = Department | Abteilung
    organisation = Organization | Organisation
    url:work = Web Page 1 | Webseite 1
    url:home = Web Page 2 | Webseite 2
    birth-year = Birth Year | Geburtsjahr
    birth-month = Birth Month | Geburtsmonat
    birth-day = Birth Day | Geburtstag
    note = Notes | Notizen
""")

LAYOUTS = (
    Layout(
        "linkedin csv",
        _marks(
            "First Name | Last Name | Connected On",
            *(f"Vorname | Nachname | {since}" for since in ("Verbunden am", "Verbunden seit", "Vernetzt am")),
        ),
        _LINKEDIN,
    ),
    Layout("thunderbird csv", _marks("Primary Email", "Primäre E-Mail-Adresse", "Primary Email Address"), _THUNDERBIRD),
    Layout(
        "outlook csv",
        _marks(
            "First Name | Last Name | E-mail Address",
            "First Name | Last Name | Business Phone | Home Phone",
            "Vorname | Nachname | E-Mail-Adresse | Telefon geschäftlich",
            "Vorname | Nachname | E-Mail: Angezeigter Name",
            "Vorname | Nachname | Straße geschäftlich",
        ),
        _OUTLOOK,
        _SILENT,
    ),
)
KNOWN = {
    title: means for table in (_OUTLOOK, _THUNDERBIRD, _LINKEDIN) for title, means in table.items() if means != "echo"
}
KNOWN |= _table("""
    given = First
    family = Last
    additional = Middle
    date = Date | Datum
    street = Street | Straße | Calle | Rue
    city = City | Town | Ort | Stadt | Ciudad | Ville | Citta
    region = State | Province | Bundesland
    postal = Zip | Zip code | Postcode | Postal code | PLZ
    country = Country | Land | País | Pays
    related:referred by = Referrer | Referred By | Recommended by
    email = E-Mail 1 | Email 1 | Email 2 | Work email | Home email
""")


def layout_of(header: Sequence[str]) -> Layout | None:
    """The program whose header this is, if it is a known one's."""
    names = {fold(cell) for cell in header}
    return next((layout for layout in LAYOUTS if layout.fits(names)), None)
