"""Cards and rows: how what a file says of a person is kept, waits as JSON, and comes out again."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage

from cookout.people.formats import Card, Name, Value
from cookout.people.models.detail import Detail
from cookout.people.models.person import Person

NAME_LENGTHS = (200, 100, 100, 100, 60, 60)
LABEL_LENGTH = 60
KINDS = frozenset(Detail.Kind.values)
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a card, already made small: where it is, and its digest, by which it is known again."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card between preview and apply."""

    card: Card
    photos: tuple[Photo, ...]
    keys: tuple[str, ...] = ()
    adds: tuple[int, ...] = ()
    adds_name: bool = False
    adds_photos: tuple[int, ...] = ()


def packed(waiting: Waiting) -> str:
    """A waiting card as compact JSON."""
    name = waiting.card.name
    data: dict[str, Any] = {
        "n": [name.full, name.given, name.family, name.additional, name.prefix, name.suffix],
        "v": [[*_columns(value), key] for value, key in zip(waiting.card.values, waiting.keys, strict=True)],
    }
    if waiting.photos:
        data["p"] = [[photo.name, photo.digest] for photo in waiting.photos]
    if waiting.adds:
        data["a"] = waiting.adds
    if waiting.adds_name:
        data["an"] = 1
    if waiting.adds_photos:
        data["ap"] = waiting.adds_photos
    return clean_json(data)


def clean_json(data: Mapping[str, Any]) -> str:
    """Compact JSON that both databases take."""
    if not data:
        return "{}"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return clean(_NUL.sub(r"\1", text) if "\\u0000" in text else text)


def unpacked(data: Mapping[str, Any], line: int = 0) -> Waiting:
    """The inverse of `packed`."""
    values = tuple(Value(*parts) for *parts, _key in data["v"])
    photos = tuple(Photo(*parts) for parts in data.get("p", ()))
    card = Card(Name(*data["n"]), values, None, line)
    keys = tuple(parts[4] for parts in data["v"])
    return Waiting(card, photos, keys, tuple(data.get("a", ())), bool(data.get("an")), tuple(data.get("ap", ())))


def clean(text: str) -> str:
    """Text without what no database takes: NUL and half characters."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def names_of(name: Name) -> tuple[str, ...]:
    """The six columns of a name, cut to what they hold."""
    return fitted((name.full, name.given, name.family, name.additional, name.prefix, name.suffix))


def fitted(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts of a name, cut to what their columns hold."""
    return tuple(part[:length] for part, length in zip(parts, NAME_LENGTHS, strict=True))


def _columns(value: Value) -> tuple[str, str, str, dict[str, Any]]:
    """The kind, value, label and rest of a detail; what the column has no room for goes with the rest."""
    extra = dict(value.extra)
    if len(value.label) > LABEL_LENGTH:
        extra["label"] = value.label
    kind = value.kind if value.kind in KINDS else Detail.Kind.OTHER.value
    return kind, value.value, value.label[:LABEL_LENGTH], extra


def key_of(value: Value, region: str) -> str:
    """By what two values are the same."""
    return Detail.key_of(value.kind, value.value, region=region, name=str(value.extra.get("name", "")))


def further_photo(value: Value) -> bytes | None:
    """The picture in a value that is one: a card may have several, the first of which the reader has told apart."""
    if value.kind != "other" or value.extra.get("name") != "PHOTO" or not value.extra.get("base64"):
        return None
    return base64.b64decode(str(value.extra["base64"]))


def card_of(person: Person) -> Card:
    """A person with everything that is known of them, to be written to a file. Details are fetched before."""
    name = Name(person.full_name, person.given, person.family, person.additional, person.prefix, person.suffix)
    values = [_value(detail) for detail in person.details.all() if not detail.is_file or detail.value != person.photo]
    if not any(value.kind == "uid" for value in values):
        values.insert(0, Value("uid", person.uid.urn))
    return Card(name, tuple(values), _bytes(str(person.photo)), 0)


def _value(detail: Detail) -> Value:
    extra = dict(detail.extra)
    if extra.pop("file", False):
        data = base64.b64encode(_bytes(detail.value) or b"").decode()
        return Value("other", "", "", {"name": "PHOTO", "base64": data, "params": {"MEDIATYPE": ["image/jpeg"]}})
    return Value(detail.kind, detail.value, str(extra.pop("label", detail.label)), extra)


def _bytes(name: str) -> bytes | None:
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        data: bytes = file.read()
    return data
