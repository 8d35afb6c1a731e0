"""Amendments: what each change of an agreement changed, and by which digests its terms are known before and after.

A judgement names the digest of the terms it rests on; here is where that digest came from, and what came after it.
"""

from tmf.sla.v1.revision_pb2 import SlaRevision, TermsChange
from tmf.sla.v1.sla_pb2 import Sla
from tmf623.contract.kinds import SLA, SLA_REVISION
from tmf623.service import events, terms
from tmf623.service.timestamps import instant_of, stamp
from tmf623.store.transaction import Transaction

_CONTRACTUAL = frozenset({"rule", "calendar", "scope", "time_zone", "valid_for"})
"""Attributes a digest of terms is taken from."""
_TOLD = _CONTRACTUAL | {"state", "version", "approved", "approval_date", "related_party"}
"""Attributes whose change is told; that of a description, say, is in the history of revisions alone."""
_NAMES = {field.name: field.json_name for field in Sla.DESCRIPTOR.fields}


def record(tx: Transaction, before: Sla, after: Sla) -> None:
    """Keep what a change of an agreement changed, when it matters to its parties; in the transaction that stores it."""
    names = events.differing(before, after) - {"state_change"}
    if not names & _TOLD:
        return
    revision = SlaRevision(
        sla_id=str(after.id),
        revision=tx.resources.get(SLA, after.id).revision,
        recorded_at=stamp(instant_of(tx.now)),
        changed=sorted(_NAMES[name] for name in names),
        amendment=bool(names & _CONTRACTUAL),
    )
    if after.HasField("state"):
        revision.state = after.state
    if before.HasField("state"):
        revision.previous_state = before.state
    if after.HasField("version"):
        revision.version = after.version
    if revision.amendment:
        revision.terms.extend(_changes(before, after))
    tx.resources.insert(SLA_REVISION, revision)


def _changes(before: Sla, after: Sla) -> list[TermsChange]:
    """The rules whose terms are not what they were, by id; of rules that share an id the last one."""
    old = {rule.id: terms.digest(before, rule) for rule in before.rule}
    new = {rule.id: terms.digest(after, rule) for rule in after.rule}
    changes = []
    for rule_id in sorted(old.keys() | new.keys()):
        if old.get(rule_id) == new.get(rule_id):
            continue
        change = TermsChange(rule_id=rule_id)
        if rule_id in new:
            change.terms_digest = new[rule_id]
        if rule_id in old:
            change.previous_terms_digest = old[rule_id]
        changes.append(change)
    return changes
