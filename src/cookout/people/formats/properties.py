"""What each property of a vCard means to us; whatever has no home is kept as it was."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import dates, labels
from .card import Value
from .content_lines import Head, escape, split, unescape

_SAME_NAME = {
    "EMAIL": "email",
    "TEL": "phone",
    "ADR": "address",
    "URL": "url",
    "IMPP": "im",
    "ORG": "organisation",
    "TITLE": "title",
    "ROLE": "role",
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "NOTE": "note",
    "NICKNAME": "nickname",
    "RELATED": "related",
    "UID": "uid",
    "CATEGORIES": "category",
}
DEFAULT_NAME = {kind: name for name, kind in _SAME_NAME.items()}

# Property of some program → kind, and the label if the property's name is all that says it.
_OTHER_NAMES: dict[str, tuple[str, str]] = {
    "X-MS-ANNIVERSARY": ("anniversary", ""),
    "X-ANNIVERSARY": ("anniversary", ""),
    "X-EVOLUTION-ANNIVERSARY": ("anniversary", ""),
    "X-KADDRESSBOOK-X-ANNIVERSARY": ("anniversary", ""),
    "X-ABRELATEDNAMES": ("related", ""),
    "X-SPOUSE": ("related", "spouse"),
    "X-MS-SPOUSE": ("related", "spouse"),
    "X-EVOLUTION-SPOUSE": ("related", "spouse"),
    "X-KADDRESSBOOK-X-SPOUSESNAME": ("related", "spouse"),
    "X-CHILDREN": ("related", "child"),
    "X-MS-CHILD": ("related", "child"),
    "X-MANAGER": ("related", "manager"),
    "X-MS-MANAGER": ("related", "manager"),
    "X-EVOLUTION-MANAGER": ("related", "manager"),
    "X-KADDRESSBOOK-X-MANAGERSNAME": ("related", "manager"),
    "X-ASSISTANT": ("related", "assistant"),
    "X-MS-ASSISTANT": ("related", "assistant"),
    "X-EVOLUTION-ASSISTANT": ("related", "assistant"),
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": ("related", "assistant"),
    "X-SOCIALPROFILE": ("url", ""),
    "X-MS-IMADDRESS": ("im", ""),
}
_SERVICES = "aim icq jabber msn yahoo skype skype-username gtalk google-talk qq gadugadu telegram whatsapp"
_OTHER_NAMES |= {f"X-{word.upper()}": ("im", word) for word in _SERVICES.split()}

_SCHEMES = {"xmpp": "jabber", "ymsgr": "yahoo", "msnim": "msn", "sip": "sip"}
_SCHEMES |= {name: name for name in ("skype", "aim", "icq", "gtalk", "irc", "whatsapp", "telegram", "matrix")}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!//)(.+)", re.DOTALL)
_BASE64_TEXT = re.compile(r"[A-Za-z0-9+/]*={0,2}")
ADDRESS_PARTS = 7

# Every EMAIL is internet and every TEL is voice; saying so says nothing.
_DEFAULT_TYPES = frozenset({"internet", "voice"})

Extra = dict[str, Any]


class BadData(ValueError):
    """Data of a property cannot be decoded."""


def kind_of(name: str) -> tuple[str, str]:
    """The kind of a property, and the label that its name implies."""
    kind = _SAME_NAME.get(name)
    return (kind, "") if kind else _OTHER_NAMES.get(name, ("other", ""))


def _extra(head: Head, kind: str, label: str) -> Extra:
    extra: Extra = {}
    if head.preferred:
        extra["preferred"] = True
    types = tuple(word for word in head.types if word not in _DEFAULT_TYPES)
    if types and set(types) != set(labels.to_types(label) or ()):
        extra["types"] = list(types)
    if head.params:
        extra["params"] = {key: list(values) for key, values in head.params.items()}
    if head.name != DEFAULT_NAME.get(kind):
        extra["name"] = head.name
    return extra


def values_of(head: Head, text: str) -> list[Value]:
    """The values that one property holds, from its still escaped text."""
    kind = kind_of(head.name)[0]
    maker = _MAKERS.get(kind, _other)
    return [value for value in maker(head, text, kind) if value.value]


def _plain(head: Head, text: str, kind: str) -> list[Value]:
    label = kind_of(head.name)[1] or labels.of_types(head.types)
    return [Value(kind, unescape(text).strip(), label, _extra(head, kind, label))]


def _email(head: Head, text: str, kind: str) -> list[Value]:
    address = unescape(text).strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    label = labels.of_types(head.types)
    return [Value(kind, address, label, _extra(head, kind, label))]


def _phone(head: Head, text: str, kind: str) -> list[Value]:
    number = unescape(text).strip()
    if number[:4].lower() == "tel:":
        number, *params = number[4:].split(";")
        for param in params:
            key, _, rest = param.partition("=")
            number += f" ext. {rest}" if key.lower() == "ext" else f";{param}"
    label = labels.of_types(head.types)
    return [Value(kind, number, label, _extra(head, kind, label))]


def _address(head: Head, text: str, kind: str) -> list[Value]:
    parts = [unescape(part).strip() for part in split(text, ";")]
    parts += [""] * (ADDRESS_PARTS - len(parts))
    label = labels.of_types(head.types)
    return [address_value(parts, label, _extra(head, kind, label))]


def address_value(parts: list[str], label: str, extra: Extra) -> Value:
    """An address from its components in the order of vCard."""
    lines = (line.strip().strip(",").strip() for part in parts for line in part.split("\n"))
    return Value("address", ", ".join(filter(None, lines)), label, {**extra, "parts": parts})


def _organisation(head: Head, text: str, kind: str) -> list[Value]:
    parts = [unescape(part).strip() for part in split(text, ";")]
    label = labels.of_types(head.types)
    return [organisation_value(parts, label, _extra(head, kind, label))]


def organisation_value(parts: list[str], label: str, extra: Extra) -> Value:
    """An organisation from its name and units."""
    while parts and not parts[-1]:
        parts = parts[:-1]
    if len(parts) > 1:
        extra = {**extra, "parts": parts}
    return Value("organisation", ", ".join(filter(None, parts)), label, extra)


def _list(head: Head, text: str, kind: str) -> list[Value]:
    label = labels.of_types(head.types)
    items = (unescape(item).strip() for item in split(text, ","))
    return [Value(kind, item, label, _extra(head, kind, label)) for item in items]


def _im(head: Head, text: str, kind: str) -> list[Value]:
    handle = unescape(text).strip()
    service = (head.params.get("X-SERVICE-TYPE") or head.params.get("SERVICE-TYPE") or [""])[0]
    label = service or kind_of(head.name)[1] or labels.of_types(head.types)
    scheme = ""
    found = _SCHEME.fullmatch(handle) if head.name == "IMPP" else None
    if found:
        scheme, handle = found.group(1).lower(), found.group(2)
        label = label or _SCHEMES.get(scheme, scheme)
    extra = _extra(head, kind, label)
    params = {k: v for k, v in extra.pop("params", {}).items() if k not in ("X-SERVICE-TYPE", "SERVICE-TYPE")}
    if params:
        extra["params"] = params
    if scheme:
        extra["scheme"] = scheme
    return [Value(kind, handle, label, extra)]


def _date(head: Head, text: str, kind: str) -> list[Value]:
    raw = unescape(text).strip()
    omitted = (head.params.get("X-APPLE-OMIT-YEAR") or [""])[0]
    value = dates.iso(raw, omitted)
    label = labels.of_types(head.types)
    extra = _extra(head, kind, label)
    if omitted:
        extra.pop("params")
        rest = {k: list(v) for k, v in head.params.items() if k != "X-APPLE-OMIT-YEAR"}
        extra |= {"params": rest} if rest else {}
    if dates.has_time(raw):
        extra["raw"] = raw
    return [Value(kind, value, label, extra)]


def _other(head: Head, text: str, kind: str) -> list[Value]:
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n").strip()
    value = unescape(raw).strip()
    label = labels.of_types(head.types)
    extra = _extra(head, kind, label)
    if head.value:
        extra["params"] = {**extra.get("params", {}), "VALUE": [head.value]}
    if escape(value) != raw:
        extra["raw"] = raw
    return [Value(kind, value, label, extra)]


_MAKERS: dict[str, Callable[[Head, str, str], list[Value]]] = {
    "email": _email,
    "phone": _phone,
    "address": _address,
    "organisation": _organisation,
    "category": _list,
    "nickname": _list,
    "im": _im,
    "birthday": _date,
    "anniversary": _date,
    "other": _other,
    "url": _plain,
    "title": _plain,
    "role": _plain,
    "note": _plain,
    "related": _plain,
    "uid": _plain,
}


def labelled(value: Value, label: str) -> Value:
    """A value under its owner's own label; a date that is labelled as an anniversary is one."""
    if value.extra.get("name") == "X-ABDATE" and label.lower() == "anniversary":
        raw = str(value.extra.get("raw") or escape(value.value))
        dated = _date(Head(group="", name="ANNIVERSARY"), raw, "anniversary")[0]
        kept = {key: item for key, item in value.extra.items() if key not in ("name", "raw")}
        return replace(dated, extra={**kept, **dated.extra})
    types = labels.to_types(value.label)
    if types and "types" not in value.extra:
        return replace(value, label=label, extra={**value.extra, "types": list(types)})
    return replace(value, label=label)


def decode_base64(text: str) -> bytes:
    """Base64 with white space anywhere and its padding forgotten; anything else is bad data."""
    compact = "".join(text.split())
    if not _BASE64_TEXT.fullmatch(compact):
        raise BadData
    compact = compact.rstrip("=")
    if not compact or len(compact) % 4 == 1:
        raise BadData
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except binascii.Error as error:
        raise BadData from error


def data_value(head: Head, data: bytes) -> Value:
    """Data that we do not read (a key, a sound, a second photo), kept to be written back."""
    label = labels.of_types(head.types)
    seen = f"{len(data)} bytes ({hashlib.sha256(data).hexdigest()[:12]})"
    extra = _extra(head, "other", label) | {"base64": base64.b64encode(data).decode()}
    return Value("other", seen, label, extra)
