"""A good FastAPI + SQLModel service for the same resource: JSON columns, one session a request, SQLite at FULL."""

import sys
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Response
from pydantic import BaseModel
from sqlalchemy import event, func
from sqlmodel import JSON, Column, Field, Session, SQLModel, create_engine, select

engine = create_engine(f"sqlite:///{sys.argv[2]}", connect_args={"check_same_thread": False})


@event.listens_for(engine, "connect")
def _pragmas(connection: Any, _: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


class TimePeriod(BaseModel):
    startDateTime: str | None = None
    endDateTime: str | None = None


class RelatedParty(BaseModel):
    href: str | None = None
    role: str | None = None
    name: str | None = None
    validFor: TimePeriod | None = None


class Rule(BaseModel):
    id: str | None = None
    metric: str | None = None
    unit: str | None = None
    referenceValue: str | None = None
    operator: str | None = None
    tolerance: str | None = None
    consequence: str | None = None


class Template(BaseModel):
    href: str | None = None
    name: str | None = None
    description: str | None = None


class SlaIn(BaseModel):
    name: str
    description: str | None = None
    version: str | None = None
    validFor: TimePeriod | None = None
    relatedParty: list[RelatedParty] = []
    rule: list[Rule] = []
    template: Template | None = None


class SlaPatch(SlaIn):
    name: str | None = None  # type: ignore[assignment]


class SlaOut(SlaIn):
    id: int
    href: str


class Sla(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    description: str | None = None
    version: str | None = Field(default=None, index=True)
    validFor: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    relatedParty: list[dict[str, Any]] = Field(default=[], sa_column=Column(JSON))
    rule: list[dict[str, Any]] = Field(default=[], sa_column=Column(JSON))
    template: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))

    @property
    def href(self) -> str:
        return f"/tmf-api/slaManagement/v4/sla/{self.id}"


def session() -> Any:
    with Session(engine) as opened:
        yield opened


Db = Annotated[Session, Depends(session)]
app = FastAPI()


def _out(row: Sla) -> SlaOut:
    return SlaOut(id=row.id or 0, href=row.href, **row.model_dump(exclude={"id"}))


@app.get("/sla/{id}")
def retrieve(id: int, db: Db) -> SlaOut:
    row = db.get(Sla, id)
    if row is None:
        raise HTTPException(404)
    return _out(row)


@app.get("/sla")
def find(db: Db, response: Response, version: str | None = None, offset: int = 0, limit: int = 50) -> list[SlaOut]:
    where = [Sla.version == version] if version is not None else []
    response.headers["X-Total-Count"] = str(db.exec(select(func.count()).select_from(Sla).where(*where)).one())
    return [_out(row) for row in db.exec(select(Sla).where(*where).order_by(Sla.id).offset(offset).limit(limit))]  # type: ignore[arg-type]


@app.post("/sla", status_code=201)
def create(body: SlaIn, db: Db) -> SlaOut:
    row = Sla(**body.model_dump(mode="json"))
    db.add(row)
    db.commit()
    db.refresh(row)
    return _out(row)


@app.patch("/sla/{id}")
def patch(id: int, body: SlaPatch, db: Db) -> SlaOut:
    row = db.get(Sla, id)
    if row is None:
        raise HTTPException(404)
    for name, value in body.model_dump(mode="json", exclude_unset=True).items():
        setattr(row, name, value)
    db.add(row)
    db.commit()
    db.refresh(row)
    return _out(row)


if __name__ == "__main__":
    SQLModel.metadata.create_all(engine)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="error", lifespan="off")
