"""A stored resource as clients see it: id and href put before the stored bytes, which stay as they are.

Only the numbers of the v2 profile and projections look inside a document.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from tmf623.contract import scalars, wire
from tmf623.contract.documents import OWNED, EventRecord, Stored
from tmf623.contract.fields import Path, Tree, tree_of
from tmf623.contract.kinds import KINDS, Kind
from tmf623.contract.profiles import CANONICAL, PROFILES, Profile


def resource_json(kind: Kind, stored: Stored, profile: Profile, base: str) -> bytes:
    """The whole resource as JSON in the profile. `base` is "" or scheme, host and prefix: what `href` starts with."""
    before, between = _head(kind.name, profile.name, base)
    document = stored.document
    if profile.numbers:
        document = _with_numbers(kind, document, profile)
    number = b"%d" % stored.id
    end = b'"}' if document == b"{}" else b'",' + document[1:]
    return before + number + between + number + end


def projected_json(kind: Kind, stored: Stored, profile: Profile, base: str, fields: tuple[Path, ...]) -> bytes:
    """The resource with `id`, `href` and the attributes at `fields` alone; () means all of them.

    A path may lead through objects and arrays; elements of an array that have none of the attributes are left
    out, and so are names nothing has. The only path ("none",) asks for nothing (TMF630 `fields=none`).
    """
    if not fields:
        return resource_json(kind, stored, profile, base)
    value = _picked(orjson.loads(stored.document), tree_of(fields))
    return resource_json(kind, stored._replace(document=orjson.dumps(value)), profile, base)


def page_json(kind: Kind, rows: Iterable[Stored], profile: Profile, base: str, fields: tuple[Path, ...] = ()) -> bytes:
    """A JSON array of the resources, each as `projected_json` writes it."""
    return b"[" + b",".join([projected_json(kind, stored, profile, base, fields) for stored in rows]) + b"]"


def resource_bytes(kind: Kind, stored: Stored, base: str = "") -> bytes:
    """The serialised message with `id` and `href`, both in canonical (v4) form.

    A serialised message may hold its fields in any order, so the two go before the stored bytes.
    """
    id_key, href_key, where = _owned(kind.name, base)
    digits = b"%d" % stored.id
    number = wire.varint(stored.id) if kind.has_numeric_id else wire.varint(len(digits)) + digits
    length = wire.varint(len(where) + len(digits))
    return b"".join((id_key, number, href_key, length, where, digits, stored.message))


def rows_bytes(kind: Kind, rows: Iterable[Stored], base: str = "") -> list[bytes]:
    """Each resource as `resource_bytes` writes it."""
    id_key, href_key, where = _owned(kind.name, base)
    lengths = [wire.varint(len(where) + digits) for digits in range(_MOST_DIGITS + 1)]
    written = []
    for id_, _, _, message in rows:
        digits = b"%d" % id_
        number = wire.varint(id_) if kind.has_numeric_id else wire.varint(len(digits)) + digits
        written.append(b"".join((id_key, number, href_key, lengths[len(digits)], where, digits, message)))
    return written


_MOST_DIGITS = 16
"""Of an id, which is at most 2^53-1."""


@lru_cache(maxsize=1024)
def _owned(kind_name: str, base: str) -> tuple[bytes, bytes, bytes]:
    """What announces the id and the href of a resource in its message, and how the href begins."""
    kind = KINDS[kind_name]
    fields = kind.message.DESCRIPTOR.fields_by_name
    id_type = wire.VARINT if kind.has_numeric_id else wire.LENGTH_DELIMITED
    where = href(kind, "", CANONICAL[kind.api], base).encode()
    return (
        wire.key(fields["id"].number, id_type),
        wire.key(fields["href"].number, wire.LENGTH_DELIMITED),
        where,
    )


def href(kind: Kind, id: int | str, profile: Profile, base: str) -> str:  # noqa: A002 - the contract's own word
    """Where the resource is read in the profile; `base` is "" for the path alone."""
    return f"{base}{profile.base_path}/{kind.name}/{id}"


def event_type(kind: Kind, change: str, profile: Profile) -> str:
    """The type of an event in the profile, e.g. "SlaCreateEvent", "SlaViolationCreateNotification"."""
    return f"{kind.name[0].upper()}{kind.name[1:]}{change}{profile.event_suffix}"


def event_json(event: EventRecord, profile: Profile, base: str, fields: tuple[Path, ...] = ()) -> bytes:
    """The event as a listener receives it: the envelope around the resource (TMF623 R14.5.1, TMF630).

    The resource is whole, or as `projected_json` writes it when there are `fields`. One that the profile's API only
    tells of, being served by another, is written as it is there.
    """
    written = profile if event.kind.api == profile.api else CANONICAL[event.kind.api]
    envelope = {
        "eventId": str(event.id),
        "eventTime": scalars.instant_text(event.event_time),
        "eventType": event_type(event.kind, event.change, profile),
        "event": {event.kind.name: orjson.Fragment(projected_json(event.kind, event.resource, written, base, fields))},
    }
    return orjson.dumps(envelope)


@lru_cache(maxsize=1024)
def _head(kind_name: str, profile_name: str, base: str) -> tuple[bytes, bytes]:
    """What stands before the id, and between it and its repetition at the end of href."""
    kind, profile = KINDS[kind_name], PROFILES[profile_name]
    quote = b"" if f"{kind.message.DESCRIPTOR.name}.id" in profile.numbers else b'"'
    where = orjson.dumps(href(kind, "", profile, base))[:-1]
    return b'{"id":' + quote, quote + b',"href":' + where


def _with_numbers(kind: Kind, document: bytes, profile: Profile) -> bytes:
    """The document with the profile's numbers as JSON numbers, digit by digit as stored."""
    paths = number_paths(kind.name, profile.name)
    if not any(b'"%b":' % path[-1].encode() in document for path in paths):
        return document
    value = orjson.loads(document)
    for path in paths:
        _make_number(value, path)
    return orjson.dumps(value)


def _make_number(value: Any, path: Path) -> None:
    *way, name = path
    for step in way:
        value = value.get(step, {})
    if name in value:
        value[name] = orjson.Fragment(scalars.decimal_text(value[name]))


@lru_cache
def number_paths(kind_name: str, profile_name: str) -> tuple[Path, ...]:
    """Where inside the kind's document the profile writes numbers for text."""
    return tuple(_number_paths(KINDS[kind_name].message.DESCRIPTOR, PROFILES[profile_name].numbers))


def _number_paths(descriptor: Any, numbers: frozenset[str]) -> Iterator[Path]:
    for field in descriptor.fields:
        if f"{descriptor.name}.{field.json_name}" in numbers and field.name != "id":
            yield (field.json_name,)
        elif field.message_type is not None and field.message_type.file.package == descriptor.file.package:
            for path in _number_paths(field.message_type, numbers):
                yield (field.json_name, *path)


def picked(value: Mapping[str, Any], fields: tuple[Path, ...]) -> dict[str, Any]:
    """The attributes at `fields` of a resource's JSON value, and its `id` and `href`; () means all of them."""
    return _picked(value, dict.fromkeys(OWNED) | tree_of(fields)) if fields else dict(value)


def _picked(value: Mapping[str, Any], tree: Tree) -> dict[str, Any]:
    picked = {}
    for name, below in tree.items():
        if name in value:
            found = value[name] if below is None else _within(value[name], below)
            if found is not None:
                picked[name] = found
    return picked


def _within(value: object, tree: Tree) -> object:
    if isinstance(value, dict):
        return _picked(value, tree) or None
    if isinstance(value, list):
        return [found for item in value if (found := _within(item, tree)) is not None] or None
    return None
