"""What follows a judgement: the one place rooms are told that a closed period, or a closed case, has been judged.

Everything here happens in the transaction that stores the judgement: both are there after a crash, or neither.
"""

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf.sla.v1.sla_pb2 import Rule, Sla
from tmf623.contract.documents import Stored
from tmf623.service import credits as owed
from tmf623.store.transaction import Transaction


def follow(
    tx: Transaction,
    sla: Sla,
    rule: Rule,
    assessment: Assessment,
    violation: Stored | None,  # noqa: ARG001 - what follows a violation is told of it, too
) -> None:
    """Do what follows a final judgement, or a later revision of one.

    Args:
        tx: the transaction that stores the judgement.
        sla: the agreement, with its id.
        rule: the rule that was judged, as the agreement of that revision has it.
        assessment: as it is stored, with its id, `revision` and `violation_id`. Its state is "final"; or
            "provisional" when it takes a final one back, because a closed case was opened again.
        violation: the violation of the same period or case as it stands now, also when this judgement no longer
            finds one; None when there never was one.
    """
    owed.follow(tx, sla, rule, assessment)
