"""Bundles of evidence: one JSON document from which anybody can make a judgement again, with no server and no store.

The document is canonical JSON (RFC 8785), to the byte: whatever is changed in the file is found, because it no longer
is what its own content is written as, or what one of its digests says, or what its content gives when it is computed.
"""

from hashlib import sha256
from typing import Any

import orjson

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.measurement_pb2 import Case
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.codec import canonical, canonical_text, json_value, message_of
from tmf623.contract.documents import without_owned
from tmf623.contract.kinds import ASSESSMENT
from tmf623.domain.assessment import SEMANTICS
from tmf623.domain.computation import Setting
from tmf623.domain.facts import Facts
from tmf623.errors import SlaError
from tmf623.service import zones
from tmf623.service.grounds import Grounds, gathered, made_again
from tmf623.service.identifiers import identifier
from tmf623.service.plain_values import plain, value_of
from tmf623.service.verdicts import stored_judgement
from tmf623.store.transaction import Transaction

FORMAT = 1
"""Of the bundle; raised when it is written in another way."""
_PARTS = ("agreement", "assessment", "case", "facts", "setting")
_TYPE = "AssessmentEvidence"


def export(tx: Transaction, id: str) -> bytes:  # noqa: A002 - the contract's own word
    """The bundle of a stored judgement.

    Raises:
        NotFound: there is no such judgement, or what it rests on is no longer there.
    """
    stored = stored_judgement(tx, identifier(ASSESSMENT, id))
    return written(gathered(tx, stored), stored)


def written(grounds: Grounds, stored: Assessment) -> bytes:
    """The bundle of a judgement and its grounds."""
    document: dict[str, Any] = {
        "@type": _TYPE,
        "format": FORMAT,
        "assessmentId": str(stored.id),
        "assessment": json_value(without_owned(stored)),
        "agreementId": str(grounds.sla.id),
        "agreement": json_value(without_owned(grounds.sla)),
        "facts": plain(grounds.facts),
        "setting": plain(grounds.setting),
        "case": None if grounds.case is None else json_value(without_owned(grounds.case)),
        "inPart": grounds.in_part,
    }
    document["digest"] = {name: _digest(document[name]) for name in _PARTS}
    document["digest"]["bundle"] = _digest(document)
    return canonical_text(document)


def faults(bundle: bytes) -> list[str]:
    """What is wrong with a bundle, for people; nothing when it holds: it is unchanged, and gives what it says."""
    try:
        document = orjson.loads(bundle)
        if not isinstance(document, dict) or canonical_text(document) != bundle:
            return ["it is not written as canonical JSON: something in it was changed"]
        return _digest_faults(document) or _outcome_faults(document)
    except orjson.JSONDecodeError as error:
        return [f"it is not JSON: {error}"]
    except (SlaError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"it cannot be read: {error}"]


def outcome_faults(grounds: Grounds, stored: Assessment) -> list[str]:
    """In what a stored judgement differs from the one its grounds give, for people."""
    if stored.semantics != SEMANTICS:
        return [f"it was made under semantics {stored.semantics}; this program knows {SEMANTICS}"]
    again = made_again(grounds, stored)
    if again is None:
        return ["by its grounds there is nothing to judge"]
    before, after = json_value(without_owned(stored)), json_value(again)
    if stored.tz_version != zones.version():
        before.pop("tzVersion")
        after.pop("tzVersion")
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    by = "" if stored.tz_version == zones.version() else f" by time zones {zones.version()}, not {stored.tz_version}"
    return [f"{name} is {_short(before.get(name))}, computed{by} it is {_short(after.get(name))}" for name in names]


def _digest_faults(document: dict[str, Any]) -> list[str]:
    if (document["@type"], document["format"]) != (_TYPE, FORMAT):
        return [f"it is no {_TYPE} of format {FORMAT}"]
    said = document["digest"]
    whole = {**document, "digest": {name: said[name] for name in _PARTS}}
    found = {name: _digest(document[name]) for name in _PARTS} | {"bundle": _digest(whole)}
    if found.keys() != said.keys():
        return ["its digests are not those of its parts"]
    return [f"the digest of {name} is not {said[name]}" for name in sorted(found) if found[name] != said[name]]


def _outcome_faults(document: dict[str, Any]) -> list[str]:
    stored = message_of(Assessment, document["assessment"])
    sla = message_of(Sla, document["agreement"])
    if canonical(stored) != canonical_text(document["assessment"]) or str(stored.sla_id) != document["agreementId"]:
        return ["the judgement it holds is not one of its agreement"]
    sla.id = int(document["agreementId"])
    grounds = Grounds(
        sla=sla,
        revision=stored.sla_revision,
        rule_id=stored.rule_id,
        as_of=stored.as_of.ToMicroseconds(),
        setting=None if document["setting"] is None else value_of(Setting, document["setting"]),
        facts=value_of(Facts, document["facts"]),
        case=None if document["case"] is None else message_of(Case, document["case"]),
        in_part=document["inPart"],
    )
    return outcome_faults(grounds, stored)


def _digest(part: Any) -> str:
    return sha256(canonical_text(part)).hexdigest()


def _short(value: Any) -> str:
    return "not there" if value is None else canonical_text(value).decode()[:160]
