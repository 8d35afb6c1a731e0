"""What credits rest on and what became of them, found by agreement, period and due time."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from tmf623.contract.documents import Stored
from tmf623.contract.kinds import ADJUSTMENT, BILLING_CONNECTOR, CREDIT
from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.promoted import TABLES
from tmf623.store.tables import table
from tmf623.store.tables_credits import SettledJudgementRow

_JUDGED = table(SettledJudgementRow)
_CREDITS, _ADJUSTMENTS = TABLES[CREDIT.name], TABLES[ADJUSTMENT.name]
_CONNECTORS = TABLES[BILLING_CONNECTOR.name]
_KEY = ("sla_id", "rule_id", "subject")
_THIS = tuple(_JUDGED.c[name] == bindparam(f"{name}_") for name in _KEY)
_FOUND = Statement(select(_JUDGED.c.subject).where(*_THIS).with_for_update())
_INSERT = Statement(insert(_JUDGED).values({column.name: bindparam(f"{column.name}_") for column in _JUDGED.c}))
_UPDATE = Statement(
    update(_JUDGED)
    .where(*_THIS)
    .values({name: bindparam(f"new_{name}") for name in ("ends_at", "assessment_id", "state")})
)


class Judged(NamedTuple):
    """Where the latest final judgement of a subject is."""

    rule_id: str
    """Bounded; for identifiers of a sane length the identifier."""
    ends_at: int
    assessment_id: int


def _row(kind_table: Any) -> tuple[Any, ...]:
    return (kind_table.c.id, kind_table.c.revision, kind_table.c.document, kind_table.c.message)


class Credits:
    """Credits and adjustments, as one transaction finds them."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection

    def remember(self, sla_id: str, subject: str, judged: Judged, *, final: bool) -> None:
        """Keep where the latest final judgement of a subject is, or that it is taken back."""
        key = {"sla_id_": sla_id, "rule_id_": bounds.key(judged.rule_id), "subject_": bounds.key(subject)}
        state = "final" if final else "provisional"
        values = {"ends_at": judged.ends_at, "assessment_id": judged.assessment_id, "state": state}
        if self._connection.one(_FOUND, key) is None:
            self._connection.run(_INSERT, {**key, **{f"{name}_": value for name, value in values.items()}})
        else:
            self._connection.run(_UPDATE, {**key, **{f"new_{name}": value for name, value in values.items()}})

    def judged(self, sla_id: str, rule_ids: Sequence[str], after: int, until: int) -> list[Judged]:
        """Final judgements of some rules whose span ends after `after` and not after `until`, in order of time."""
        rules = [bounds.key(rule_id) for rule_id in rule_ids]
        statement = (
            select(_JUDGED.c.rule_id, _JUDGED.c.ends_at, _JUDGED.c.assessment_id)
            .where(
                _JUDGED.c.sla_id == sla_id,
                _JUDGED.c.rule_id.in_(rules),
                _JUDGED.c.ends_at > after,
                _JUDGED.c.ends_at <= until,
                _JUDGED.c.state == "final",
            )
            .order_by(_JUDGED.c.ends_at, _JUDGED.c.assessment_id)
        )
        return [Judged(*row) for row in self._connection.select(statement)]

    def latest(self, sla_id: str, rule_id: str, until: int, count: int) -> list[Judged]:
        """The last `count` final judgements of a rule whose span ends not after `until`, in order of time."""
        condition = _JUDGED.c.ends_at <= until
        return self._beside(sla_id, rule_id, (condition, _JUDGED.c.ends_at.desc()), count)[::-1]

    def following(self, sla_id: str, rule_id: str, after: int, count: int) -> list[Judged]:
        """The first `count` final judgements of a rule whose span ends after `after`, in order of time."""
        return self._beside(sla_id, rule_id, (_JUDGED.c.ends_at > after, _JUDGED.c.ends_at), count)

    def _beside(self, sla_id: str, rule_id: str, where: tuple[Any, Any], count: int) -> list[Judged]:
        condition, order = where
        statement = (
            select(_JUDGED.c.rule_id, _JUDGED.c.ends_at, _JUDGED.c.assessment_id)
            .where(_JUDGED.c.sla_id == sla_id, _JUDGED.c.rule_id == bounds.key(rule_id), condition)
            .where(_JUDGED.c.state == "final")
            .order_by(order, _JUDGED.c.assessment_id)
            .limit(count)
        )
        return [Judged(*row) for row in self._connection.select(statement)]

    def of_agreement(self, sla_id: str, since: int, until: int) -> list[Stored]:
        """The credits of an agreement for periods that start in [since, until), in order of start and id."""
        statement = (
            select(*_row(_CREDITS))
            .where(_CREDITS.c.sla_id == sla_id, _CREDITS.c.period_start >= since, _CREDITS.c.period_start < until)
            .order_by(_CREDITS.c.period_start, _CREDITS.c.id)
        )
        return self._found(statement)

    def adjustments(self, credit_id: int) -> list[Stored]:
        """The adjustments of a credit, in order."""
        statement = (
            select(*_row(_ADJUSTMENTS)).where(_ADJUSTMENTS.c.credit_id == str(credit_id)).order_by(_ADJUSTMENTS.c.id)
        )
        return self._found(statement)

    def due_adjustments(self, now: int, limit: int) -> list[Stored]:
        """Adjustments something is to be done about by `now`, the longest due first."""
        statement = (
            select(*_row(_ADJUSTMENTS))
            .where(_ADJUSTMENTS.c.next_attempt.is_not(None), _ADJUSTMENTS.c.next_attempt <= now)
            .order_by(_ADJUSTMENTS.c.next_attempt, _ADJUSTMENTS.c.id)
            .limit(limit)
        )
        return self._found(statement)

    def unclaimed(self, now: int, limit: int) -> list[Stored]:
        """Credits that wait for a claim for which it is too late by `now`."""
        statement = (
            select(*_row(_CREDITS))
            .where(_CREDITS.c.state == "awaitingClaim", _CREDITS.c.claim_until <= now)
            .order_by(_CREDITS.c.claim_until)
            .limit(limit)
        )
        return self._found(statement)

    def connectors(self) -> list[Stored]:
        """All billing connectors, by id: there are a handful."""
        return self._found(select(*_row(_CONNECTORS)).order_by(_CONNECTORS.c.id))

    def _found(self, statement: Any) -> list[Stored]:
        return [Stored(row[0], row[1], row[2].encode(), row[3]) for row in self._connection.select(statement)]
