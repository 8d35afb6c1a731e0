"""The agenda: what was recorded, which rules that concerns, and which of them are due to be judged.

Recording adds a touch, one row, whatever the number of rules it concerns; marking the rules is the assessors' own
work, a statement or two for each touched object. What is marked while it is being looked at stays marked: it is
told by `mark`, which every marking changes.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import IntFlag, StrEnum
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tmf623.store import bounds
from tmf623.store.connection import Connection, Statement
from tmf623.store.moment import Moment
from tmf623.store.tables import table
from tmf623.store.tables_assessing import DueEventRow, RuleAgendaRow, RuleNeedRow, TouchRow
from tmf623.store.tables_occurrences import OccurrenceEntityRow

SHARES = 16
"""Into how many shares the rules are cut; as many processes can judge at once. An agreement is in one of them."""

LATE = 2**62
"""Due when it is touched: a case that is open beyond its deadline."""
NEVER = LATE + 1
"""Due when it is touched: a case without a deadline."""


class Touched(StrEnum):
    """What was recorded."""

    SERIES = "series"
    CASE = "case"
    ORDER = "order"
    CONTACT = "contact"
    SCOPE = "scope"
    """Something about all that is judged of an entity, such as an exclusion; without an entity, of everything."""
    AGREEMENT = "agreement"
    """Something about all that is judged under an agreement."""
    TERMS = "terms"
    """The agreement itself; the span means nothing."""


class Cause(IntFlag):
    """Why a rule is judged again."""

    NONE = 0
    DATA = 1
    EXCLUSION = 2
    TERMS = 4
    DISPUTE = 8


DECIDED = Cause.EXCLUSION | Cause.DISPUTE
"""What people decided about time that has passed: it changes the judgement of cases as of periods."""


class Touch(NamedTuple):
    """Something was recorded about a span of time; instants are microseconds since 1970 UTC."""

    kind: Touched
    object: str
    """The entity, or the agreement's id; empty: any."""
    metric: str
    """Of a case its type; empty: any."""
    first: int
    last: int
    """The last instant it says something about."""
    cause: Cause = Cause.DATA
    event_id: int | None = None
    """The case or order, where it is one."""


class Need(NamedTuple):
    """What a rule is judged from."""

    kind: Touched
    object: str
    metric: str = ""
    """Of cases their type; empty: any."""
    per_event: bool = False
    """Each case or order is judged by itself."""


class DueRule(NamedTuple):
    """A rule to look at."""

    sla_id: int
    rule_id: str
    """Bounded: see `bounds.key`."""
    mark: int
    causes: int
    touched_from: int | None
    touched_to: int | None
    judged_to: int | None


class DueEvent(NamedTuple):
    """A case or order to judge under a rule."""

    sla_id: int
    rule_id: str
    """Bounded."""
    kind: str
    event_id: int
    mark: int
    cause: int


class Look(NamedTuple):
    """What became of looking at a rule: what is left, and when to look again."""

    next_at: int | None
    not_before: int
    judged_to: int | None
    causes: int = 0
    touched_from: int | None = None
    touched_to: int | None = None


_TOUCHES, _NEEDS = table(TouchRow), table(RuleNeedRow)
_AGENDA, _EVENTS = table(RuleAgendaRow), table(DueEventRow)
_NUMBER = _AGENDA.c.sla_id.type


def _is(rows: Any, *names: str) -> Any:
    return and_(*(rows.c[name] == bindparam(f"{name}_", type_=rows.c[name].type) for name in names))


def _to(rows: Any, *names: str) -> dict[str, Any]:
    return {name: bindparam(f"new_{name}", type_=rows.c[name].type) for name in names}


_TOUCH = Statement(insert(_TOUCHES).values({column.name: bindparam(column.name) for column in _TOUCHES.c}))
_FORGET = Statement(delete(_TOUCHES).where(_TOUCHES.c.id == bindparam("id", type_=_NUMBER)))
_RULE = ("sla_id", "rule_id")
_EVENT = (*_RULE, "kind", "event_id")
_LOOKED_AT = Statement(update(_AGENDA).where(_is(_AGENDA, *_RULE, "mark")).values(_to(_AGENDA, *Look._fields)))
_AT_LEAST = Statement(
    update(_AGENDA).where(_is(_AGENDA, *_RULE)).values(_to(_AGENDA, "next_at", "not_before", "judged_to"))
)
_EVENT_DONE = Statement(delete(_EVENTS).where(_is(_EVENTS, *_EVENT, "mark")))
_EVENT_LATER = Statement(update(_EVENTS).where(_is(_EVENTS, *_EVENT, "mark")).values(_to(_EVENTS, "due_at", "cause")))


def share_of(sla_id: int) -> int:
    """The share of the work an agreement is in, from 0 to SHARES - 1."""
    return sla_id % SHARES


class Agenda:
    """What is due, as one transaction sees and changes it."""

    __slots__ = ("_connection", "_moment")

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`moment` holds the time and the ids of the transaction."""
        self._connection = connection
        self._moment = moment

    def touch(self, touch: Touch) -> None:
        """Note that something was recorded; part of the transaction that records it."""
        row = {
            **touch._asdict(),
            "id": self._moment.ids.take("touch"),
            "object": bounds.key(touch.object),
            "metric": bounds.key(touch.metric),
            "cause": int(touch.cause),
        }
        self._connection.run(_TOUCH, row)

    def touches(self, limit: int) -> list[tuple[int, Touch]]:
        """Touches that wait, at most `limit`, each with its id; names are bounded."""
        return [
            (row.id, Touch(Touched(row.kind), row.object, row.metric, row.first, row.last, row.cause, row.event_id))
            for row in self._connection.select(select(_TOUCHES).limit(limit))
        ]

    def forget(self, ids: Collection[int]) -> None:
        """Remove touches whose rules are marked."""
        self._connection.run_many(_FORGET, [{"id": id_} for id_ in ids])

    def register(self, sla_id: int, needs: Mapping[str, Iterable[Need]], judged_to: int) -> list[str]:
        """Keep what the rules of an agreement are judged from; new ones begin with the periods after `judged_to`.

        What rules needed by earlier terms is kept: those may govern a period that is judged later. Returns the rules
        that are new.
        """
        by_id = _AGENDA.c.sla_id == sla_id
        known = {row[0] for row in self._connection.select(select(_AGENDA.c.rule_id).where(by_id))}
        keys = {rule_id: bounds.key(rule_id) for rule_id in needs}
        first = {"share": share_of(sla_id), "next_at": 0, "not_before": 0, "mark": 0, "causes": 0}
        rows = [{**first, "sla_id": sla_id, "rule_id": key, "judged_to": judged_to} for key in keys.values()]
        self._add(_AGENDA, [row for row in rows if row["rule_id"] not in known])
        self._connection.change(update(_AGENDA).where(by_id).values(next_at=0, mark=self._moment.ids.take("touch")))
        wanted = {
            (bounds.key(need.object), str(need.kind), bounds.key(need.metric), sla_id, keys[rule_id], need.per_event)
            for rule_id, rule_needs in needs.items()
            for need in rule_needs
        }
        columns = ("object", "kind", "metric", "sla_id", "rule_id", "per_event")
        statement = select(*(_NEEDS.c[name] for name in columns)).where(_NEEDS.c.sla_id == sla_id)
        wanted -= {tuple(row) for row in self._connection.select(statement)}
        self._add(_NEEDS, [dict(zip(columns, row, strict=True)) for row in sorted(wanted)])
        return [rule_id for rule_id, key in keys.items() if key not in known]

    def enqueue_cases(self, sla_id: int, rule_id: str, objects: Collection[str]) -> None:
        """Make every case about one of some entities due under a rule that is new."""
        entities = table(OccurrenceEntityRow)
        keys = [bounds.key(name) for name in objects]
        columns = ("sla_id", "rule_id", "kind", "event_id", "share", "due_at", "mark", "cause")
        chosen = select(
            literal(sla_id, _NUMBER),
            literal(bounds.key(rule_id)),
            literal(str(Touched.CASE)),
            entities.c.occurrence_id,
            literal(share_of(sla_id)),
            literal(0, _NUMBER),
            literal(self._moment.ids.take("touch"), _NUMBER),
            literal(int(Cause.DATA)),
        ).where(entities.c.entity_id.in_(keys), entities.c.kind == str(Touched.CASE))
        statement = self._insert(_EVENTS).from_select(columns, chosen.distinct())
        self._connection.change(statement.on_conflict_do_nothing())

    def remove(self, sla_id: int) -> None:
        """Forget an agreement that is no longer there."""
        for rows in (_NEEDS, _AGENDA, _EVENTS):
            self._connection.change(delete(rows).where(rows.c.sla_id == sla_id))

    def mark(self, touch: Touch, due_at: int) -> None:
        """Make the rules a touch concerns due; its names are bounded. Those judged per event get the event."""
        mark = self._moment.ids.take("touch")
        self._mark_rules(touch, due_at, mark)
        if touch.event_id is not None:
            self._mark_events(touch, due_at, mark)
        elif touch.cause & DECIDED:
            self._mark_events_within(touch, due_at, mark)

    def due(self, share: int, limit: int) -> list[DueRule]:
        """Rules of a share that are due, the longest due first."""
        c = _AGENDA.c
        statement = select(*(c[name] for name in DueRule._fields)).where(c.share == share, c.next_at <= self._now)
        rows = self._connection.select(statement.order_by(c.next_at).limit(limit))
        return [DueRule(*row) for row in rows]

    def due_events(self, share: int, limit: int) -> list[DueEvent]:
        """Cases and orders of a share that are due, the longest due first."""
        c = _EVENTS.c
        statement = select(*(c[name] for name in DueEvent._fields)).where(c.share == share, c.due_at <= self._now)
        rows = self._connection.select(statement.order_by(c.due_at).limit(limit))
        return [DueEvent(*row) for row in rows]

    def shares_due(self) -> set[int]:
        """The shares in which something is due."""
        rules = select(_AGENDA.c.share).where(_AGENDA.c.next_at <= self._now)
        events = select(_EVENTS.c.share).where(_EVENTS.c.due_at <= self._now)
        return {int(row[0]) for row in self._connection.select(rules.union(events))}

    def open_events(self, sla_id: int, rule_id: str) -> tuple[int, int, int | None]:
        """Of the open cases of a rule judged per event: how many, how many of them are late, the next deadline."""
        c = _EVENTS.c
        of_rule = (c.sla_id == sla_id, c.rule_id == bounds.key(rule_id), c.due_at > self._now)
        late = func.sum(case((c.due_at == LATE, 1), else_=0))
        soonest = func.min(case((c.due_at < LATE, c.due_at), else_=None))
        [(count, overdue, due)] = self._connection.select(select(func.count(), late, soonest).where(*of_rule))
        return int(count), int(overdue or 0), due

    def looked_at(self, due: DueRule, look: Look) -> None:
        """Put down what became of looking at a rule; what was marked meanwhile stays due."""
        key = {"sla_id_": due.sla_id, "rule_id_": due.rule_id, "mark_": due.mark}
        new = {f"new_{name}": value for name, value in look._asdict().items()}
        if not self._connection.run(_LOOKED_AT, {**key, **new}):
            del key["mark_"]
            later = {"new_not_before": look.not_before, "new_judged_to": look.judged_to}
            self._connection.run(_AT_LEAST, {**key, **later, "new_next_at": look.not_before})

    def event_done(self, due: DueEvent, again_at: int | None) -> None:
        """The event was judged: it is due again at `again_at`, or when it is touched; what was marked stays due."""
        key = {f"{name}_": getattr(due, name) for name in (*_EVENT, "mark")}
        if again_at is None:
            self._connection.run(_EVENT_DONE, key)
        else:
            self._connection.run(_EVENT_LATER, {**key, "new_due_at": again_at, "new_cause": 0})

    @property
    def _now(self) -> int:
        return self._moment.now_us

    def _mark_rules(self, touch: Touch, due_at: int, mark: int) -> None:
        c = _AGENDA.c
        self._connection.change(
            update(_AGENDA)
            .where(self._concerned(touch))
            .values(
                mark=mark,
                causes=c.causes.bitwise_or(int(touch.cause)),
                touched_from=case((c.touched_from <= touch.first, c.touched_from), else_=touch.first),
                touched_to=case((c.touched_to >= touch.last, c.touched_to), else_=touch.last),
                next_at=case((c.next_at <= due_at, c.next_at), (c.not_before > due_at, c.not_before), else_=due_at),
            )
        )

    def _concerned(self, touch: Touch) -> Any:
        """Which rules: those of the agreement, or those that need what was touched."""
        if touch.kind is Touched.AGREEMENT:
            return _AGENDA.c.sla_id == int(touch.object)
        if touch.kind is Touched.SCOPE and not touch.object:
            return literal(value=True)
        same = and_(_NEEDS.c.sla_id == _AGENDA.c.sla_id, _NEEDS.c.rule_id == _AGENDA.c.rule_id)
        return exists(select(_NEEDS.c.sla_id).where(same, *self._needed(touch), _NEEDS.c.per_event.is_(False)))

    @staticmethod
    def _needed(touch: Touch) -> list[Any]:
        wanted = [_NEEDS.c.object == touch.object]
        if touch.kind is not Touched.SCOPE:
            wanted.append(_NEEDS.c.kind == str(touch.kind))
        if touch.metric:
            wanted.append(_NEEDS.c.metric.in_([touch.metric, ""]))
        return wanted

    def _mark_events(self, touch: Touch, due_at: int, mark: int) -> None:
        columns = ("sla_id", "rule_id", "kind", "event_id", "share", "due_at", "mark", "cause")
        chosen = select(
            _NEEDS.c.sla_id,
            _NEEDS.c.rule_id,
            _NEEDS.c.kind,
            literal(touch.event_id, _NUMBER),
            _NEEDS.c.sla_id % SHARES,
            literal(due_at, _NUMBER),
            literal(mark, _NUMBER),
            literal(int(touch.cause)),
        ).where(*self._needed(touch), _NEEDS.c.per_event.is_(True))
        self._put_events(columns, chosen)

    def _mark_events_within(self, touch: Touch, due_at: int, mark: int) -> None:
        """Make due every case and order, judged by itself, that went on in the span a touch is about."""
        entities = table(OccurrenceEntityRow)
        columns = ("sla_id", "rule_id", "kind", "event_id", "share", "due_at", "mark", "cause")
        chosen = select(
            _NEEDS.c.sla_id,
            _NEEDS.c.rule_id,
            _NEEDS.c.kind,
            entities.c.occurrence_id,
            _NEEDS.c.sla_id % SHARES,
            literal(due_at, _NUMBER),
            literal(mark, _NUMBER),
            literal(int(touch.cause)),
        ).where(
            entities.c.entity_id == _NEEDS.c.object,
            entities.c.kind == _NEEDS.c.kind,
            entities.c.since <= touch.last,
            entities.c.until >= touch.first,
            _NEEDS.c.per_event.is_(True),
        )
        if touch.kind is Touched.AGREEMENT:
            chosen = chosen.where(_NEEDS.c.sla_id == int(touch.object))
        elif touch.object:
            chosen = chosen.where(_NEEDS.c.object == touch.object)
        self._put_events(columns, chosen)

    def _put_events(self, columns: Collection[str], chosen: Any) -> None:
        """Make chosen events due; those that are due already are marked anew."""
        statement = self._insert(_EVENTS).from_select(columns, chosen.distinct())
        new = statement.excluded
        changed = {"due_at": new.due_at, "mark": new.mark, "cause": _EVENTS.c.cause.bitwise_or(new.cause)}
        self._connection.change(statement.on_conflict_do_update(index_elements=list(_EVENT), set_=changed))

    def _insert(self, rows: Any) -> Any:
        """An insertion that may say what becomes of conflicts, in the words of the dialect."""
        dialect: Any = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        return dialect.insert(rows)

    def _add(self, rows: Any, values: list[dict[str, Any]]) -> None:
        for value in values:
            self._connection.change(insert(rows).values(value))
