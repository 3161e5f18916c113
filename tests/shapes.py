"""Fills what an operation of the API asks for with small valid values, from its own schema."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

VALUES: dict[str, Any] = {
    "uuid": "01900000-0000-7000-8000-000000000000",
    "date": "2026-11-20",
    "date-time": "2026-11-20T10:00:00Z",
    "time": "06:30:00",
    "email": "x@example.org",
}
REFERENCES = {"person": "person", "people": "person", "other": "linked", "gone": "linked", "account": "linked",
              "tie": "person", "life": "life", "lives": "life", "promise": "promise", "referral": "referral",
              "uids": "person", "receiver": "membership"}  # fmt: skip
"""Fields that name another thing, by the kind of thing they name."""
WORDS = {"classification": "roofer"}
"""Fields that take a word of ours."""


def filled(schema: dict[str, Any], operation: dict[str, Any], things: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """What the test client needs for a body, and the query."""
    query = {
        asked["name"]: value(schema, asked["schema"], asked["name"], things)
        for asked in operation.get("parameters", [])
        if asked["in"] == "query" and asked["required"]
    }
    content = operation.get("requestBody", {}).get("content", {})
    for kind, told in content.items():
        body = value(schema, told["schema"], "", things)
        if kind == "application/json":
            return {"data": body, "content_type": kind}, query
        return {"data": body}, query
    return {}, query


def value(schema: dict[str, Any], shape: dict[str, Any], name: str, things: dict[str, Any]) -> Any:
    """A small valid value of this shape."""
    if "$ref" in shape:
        return value(schema, schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]], name, things)
    if "anyOf" in shape:
        return None if {"type": "null"} in shape["anyOf"] else value(schema, shape["anyOf"][0], name, things)
    if "enum" in shape:
        return shape["enum"][0]
    if shape.get("type") == "object" or "properties" in shape:
        asked = shape.get("required", [])
        return {key: value(schema, shape["properties"][key], key, things) for key in asked}
    return simple(schema, shape, name, things)


def simple(schema: dict[str, Any], shape: dict[str, Any], name: str, things: dict[str, Any]) -> Any:
    """A value that is no object."""
    match shape.get("type"):
        case "array":
            return [value(schema, shape["items"], name, things)]
        case "integer" | "number":
            return shape.get("minimum", 1)
        case "boolean":
            return False
        case "null":
            return None
        case "string" if shape.get("format") == "binary":
            return SimpleUploadedFile("one.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:Nora Flynn\nEND:VCARD\n")
        case _ if name in REFERENCES:
            return str(things[REFERENCES[name]])
        case _ if name in WORDS:
            return WORDS[name]
    return VALUES.get(shape.get("format", ""), "x")
