"""Tables of what judgements lead to: consequences, credits, what is sent to billing, and where."""

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from tmf623.store.tables import ResourceRow, _bytes, _document, _exact, _found_by, _instant, _number, _row_numbers


class ConsequenceRow(ResourceRow, table=True):
    """What follows from a rule."""

    __tablename__ = "consequence"
    __table_args__ = (_row_numbers("consequence"), Index("consequence_name", "name", "id"))
    name: str | None = _found_by()
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class CreditRow(ResourceRow, table=True):
    """What is owed for one period."""

    __tablename__ = "credit"
    __table_args__ = (
        _row_numbers("credit"),
        Index("credit_sla", "sla_id", "period_start", "id"),
        Index("credit_state", "state", "id"),
        Index(
            "credit_claim",
            "claim_until",
            sqlite_where=text("state = 'awaitingClaim'"),
            postgresql_where=text("state = 'awaitingClaim'"),
        ),
    )
    sla_id: str | None = _found_by()
    consequence_id: str | None = _found_by()
    period_start: int | None = _instant()
    state: str | None = _found_by()
    claim_until: int | None = _instant()
    document: str = _document()
    message: bytes = _bytes()


class AdjustmentRow(ResourceRow, table=True):
    """What is sent to billing."""

    __tablename__ = "adjustment"
    __table_args__ = (
        _row_numbers("adjustment"),
        Index("adjustment_sla", "sla_id", "id"),
        Index("adjustment_credit", "credit_id", "id"),
        Index("adjustment_state", "state", "id"),
        Index(
            "adjustment_due",
            "next_attempt",
            "id",
            sqlite_where=text("next_attempt IS NOT NULL"),
            postgresql_where=text("next_attempt IS NOT NULL"),
        ),
    )
    sla_id: str | None = _found_by()
    credit_id: str | None = _found_by()
    state: str | None = _found_by()
    connector_id: str | None = _found_by()
    next_attempt: int | None = _instant()  # unset: nothing is to be done
    document: str = _document()
    message: bytes = _bytes()


class BillingConnectorRow(ResourceRow, table=True):
    """A billing system."""

    __tablename__ = "billing_connector"
    __table_args__ = (_row_numbers("billing_connector"),)
    name: str | None = _found_by()
    type: str | None = _found_by()
    state: str | None = _found_by()
    document: str = _document()
    message: bytes = _bytes()


class SettledJudgementRow(SQLModel, table=True):
    """The latest final judgement of a subject, of rules that have a consequence."""

    __tablename__ = "settled_judgement"
    __table_args__ = (Index("settled_judgement_end", "sla_id", "rule_id", "ends_at"),)
    sla_id: str = _exact(primary_key=True)
    rule_id: str = _exact(primary_key=True)  # bounded
    subject: str = _exact(primary_key=True)  # bounded
    ends_at: int = _number()  # of the span judged
    assessment_id: int = _number()
    state: str = Field(sa_type=Text)  # "final"; "provisional" when a closed case was opened again
