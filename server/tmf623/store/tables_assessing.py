"""The tables continuous assessing works by: what was touched, which rules that concerns, what is due, how it goes."""

from sqlalchemy import Index, Integer, Text
from sqlmodel import Field, SQLModel

from tmf623.store.tables import ResourceRow, _bytes, _document, _exact, _found_by, _instant, _key, _number


class TouchRow(SQLModel, table=True):
    """That something was recorded, in the transaction that recorded it; removed once the rules are marked.

    Only added and removed, never changed: whoever records waits for nobody.
    """

    __tablename__ = "touch"
    id: int = _key()
    kind: str = Field(sa_type=Text)  # "series", "case", "order", "contact", "scope" or "agreement"
    object: str = _exact()  # bounded; the entity, or the agreement's id; empty: any
    metric: str = _exact("")  # bounded; empty: any
    first: int = _number()  # the span it says something about
    last: int = _number()
    cause: int = Field(sa_type=Integer)
    event_id: int | None = _number(None)  # the case or order itself


class RuleNeedRow(SQLModel, table=True):
    """What a rule is judged from. What its earlier terms needed stays: those may govern a period judged later."""

    __tablename__ = "rule_need"
    __table_args__ = (Index("rule_need_rule", "sla_id", "rule_id"),)
    object: str = _exact(primary_key=True)  # bounded
    kind: str = Field(sa_type=Text, primary_key=True)
    metric: str = _exact(primary_key=True)  # bounded; empty where the kind has none
    sla_id: int = _key()
    rule_id: str = _exact(primary_key=True)  # bounded
    per_event: bool = Field(primary_key=True)  # each case or order is judged by itself


class RuleAgendaRow(SQLModel, table=True):
    """When a rule is to be looked at, and why."""

    __tablename__ = "rule_agenda"
    __table_args__ = (Index("rule_agenda_due", "share", "next_at"),)
    sla_id: int = _key()
    rule_id: str = _exact(primary_key=True)  # bounded
    share: int = Field(sa_type=Integer)  # of the work, by the agreement
    next_at: int | None = _instant()  # None: nothing will ever be due by itself
    not_before: int = _number(0)  # how often it may be looked at, by what that costs
    mark: int = _number(0)  # differs with every touch: what was touched while it was looked at stays due
    causes: int = Field(default=0, sa_type=Integer)
    touched_from: int | None = _instant()
    touched_to: int | None = _instant()
    judged_to: int | None = _instant()  # every period that ended by then was judged, or will not be by itself


class DueEventRow(SQLModel, table=True):
    """When a case or order is to be judged under a rule: soon, or when its deadline passes."""

    __tablename__ = "due_event"
    __table_args__ = (Index("due_event_due", "share", "due_at"),)
    sla_id: int = _key()
    rule_id: str = _exact(primary_key=True)  # bounded
    kind: str = Field(sa_type=Text, primary_key=True)
    event_id: int = _key()
    share: int = Field(sa_type=Integer)
    due_at: int = _number()
    mark: int = _number()
    cause: int = Field(sa_type=Integer)


class ProgressRow(ResourceRow, table=True):
    """How a rule goes in its current period; overwritten in place."""

    __tablename__ = "progress"
    __table_args__ = (
        Index("progress_id", "id", info={"dialect": "sqlite"}).ddl_if(dialect="sqlite"),
        Index("progress_rule", "sla_id", "rule_id", "id"),
        Index("progress_outlook", "outlook", "id"),
    )
    sla_id: str | None = _found_by()
    rule_id: str | None = _found_by()
    outlook: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()
