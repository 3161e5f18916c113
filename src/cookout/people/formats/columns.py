"""Which columns of a CSV mean what: Google's of both ages, and what people type at the top of a sheet."""

from __future__ import annotations

import re

# Google's columns of which there is one, in the new (2024) and the old (2009) export.
NAME_PARTS = {
    "first name": "given",
    "given name": "given",
    "middle name": "additional",
    "additional name": "additional",
    "last name": "family",
    "family name": "family",
    "name prefix": "prefix",
    "name suffix": "suffix",
    "name": "full",
}
SINGLE = {"nickname": "nickname", "birthday": "birthday", "notes": "note"}
GROUPS = ("labels", "group membership")
ORGANISATION = {"organization name": "name", "organization title": "title", "organization department": "department"}
# Columns that are properties of vCard under another name.
KEPT_AS = {
    "phonetic first name": "X-PHONETIC-FIRST-NAME",
    "phonetic middle name": "X-PHONETIC-MIDDLE-NAME",
    "phonetic last name": "X-PHONETIC-LAST-NAME",
    "given name yomi": "X-PHONETIC-FIRST-NAME",
    "additional name yomi": "X-PHONETIC-MIDDLE-NAME",
    "family name yomi": "X-PHONETIC-LAST-NAME",
    "file as": "X-FILE-AS",
    "photo": "PHOTO",
    "gender": "GENDER",
    "maiden name": "X-MAIDENNAME",
}
NUMBERED = re.compile(
    r"(e-mail|phone|address|organization|website|relation|event|im|custom field|jot|calendar link|external id"
    r"|language|hobby|sensitivity|priority) (\d+) - (.+)"
)
_NOT_SLUG = re.compile(r"[^A-Z0-9]+")

_TYPED = {
    "full": "name|full name|contact|contact name|person|nama|nom complet|nombre|nombre completo|naam|namn"
    "|imie i nazwisko|nome|nome completo",
    "given": "first name|given name|firstname|forename|vorname|prenom|imie|voornaam",
    "family": "last name|family name|lastname|surname|nachname|nom|apellido|apellidos|nazwisko|cognome|achternaam",
    "phone": "phone|phone number|telephone|tel|tel no|no tel|no telefon|mobile|mobile phone|cell|cell phone|handphone"
    "|hp|no hp|whatsapp|telefon|telefono|telefone|telefoon|handy|mobil|movil|celular|portable|numer telefonu",
    "email": "email|e mail|mail|email address|e mail address|emel|correo|correo electronico|courriel|adres e mail",
    "organisation": "company|organisation|organization|firm|business|syarikat|firma|empresa|entreprise|societe|azienda"
    "|bedrijf|unternehmen",
    "title": "title|job title|position|jawatan|cargo|poste|stanowisko",
    "address": "address|alamat|adresse|direccion|endereco|indirizzo|adres",
    "birthday": "birthday|date of birth|dob|tarikh lahir|geburtstag|anniversaire|cumpleanos",
    "note": "note|notes|comment|comments|remarks|catatan|notizen|notas",
    "url": "website|web|url|homepage|laman web",
    "nickname": "nickname|nick|alias",
    "category": "tag|tags|label|labels|group|groups|category|categories",
}
TYPED = {word: kind for kind, words in _TYPED.items() for word in words.split("|")}


def property_name(column: str) -> str:
    """The property under which a column without a home is kept: `Directory Server` → `X-DIRECTORY-SERVER`."""
    known = KEPT_AS.get(column.lower())
    return known or "X-" + (_NOT_SLUG.sub("-", column.upper()).strip("-") or "COLUMN")


def is_google(header: list[str]) -> str:
    """`google csv` for the new export, `google csv (2009)` for the old one, nothing for any other file."""
    names = {cell.strip().lower() for cell in header}
    numbered = any(NUMBERED.fullmatch(cell) for cell in names)
    if {"given name", "family name"} <= names and (numbered or "group membership" in names or "yomi name" in names):
        return "google csv (2009)"
    if "first name" in names and ("labels" in names or "file as" in names or numbered):
        return "google csv"
    return "google csv" if any(re.fullmatch(r"e-mail 1 - (label|type|value)", cell) for cell in names) else ""
