"""A hand-written grpcio + SQLModel service: what a careful team writes first."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.protobuf import json_format
from sqlalchemy import event, func
from sqlmodel import Field, Session, SQLModel, create_engine, select

from tmf.sla.v1 import sla_service_pb2 as pb2
from tmf.sla.v1.sla_pb2 import Sla
from tmf.sla.v1.sla_service_pb2_grpc import SlaServiceServicer, add_SlaServiceServicer_to_server

engine = create_engine(f"sqlite:///{sys.argv[2]}", connect_args={"check_same_thread": False})


@event.listens_for(engine, "connect")
def _pragmas(connection: Any, _: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000"):
        connection.execute(f"PRAGMA {pragma}")


class Row(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    version: str = Field(index=True)
    document: str


def _message(row: Row) -> Sla:
    return json_format.ParseDict(json.loads(row.document), Sla(id=row.id or 0))


class Servicer(SlaServiceServicer):
    def RetrieveSla(self, request: Any, context: Any) -> Any:
        with Session(engine) as db:
            row = db.get(Row, int(request.id))
            return pb2.RetrieveSlaResponse(sla=_message(row))  # type: ignore[arg-type]

    def ListSla(self, request: Any, context: Any) -> Any:
        version = request.filter.removeprefix("version=")
        with Session(engine) as db:
            where = Row.version == version
            total = db.exec(select(func.count()).select_from(Row).where(where)).one()
            rows = db.exec(select(Row).where(where).order_by(Row.id).limit(request.limit)).all()  # type: ignore[arg-type]
            return pb2.ListSlaResponse(sla=[_message(row) for row in rows], total_count=total)

    def CreateSla(self, request: Any, context: Any) -> Any:
        with Session(engine) as db:
            row = Row(version=request.sla.version, document=json_format.MessageToJson(request.sla))
            db.add(row)
            db.commit()
            db.refresh(row)
            return pb2.CreateSlaResponse(sla=_message(row))

    def PatchSla(self, request: Any, context: Any) -> Any:
        with Session(engine) as db:
            row = db.get(Row, int(request.id))
            message = _message(row)  # type: ignore[arg-type]
            request.update_mask.MergeMessage(request.sla, message)
            row.document = json_format.MessageToJson(message)  # type: ignore[union-attr]
            db.add(row)
            db.commit()
            return pb2.PatchSlaResponse(sla=message)


if __name__ == "__main__":
    SQLModel.metadata.create_all(engine)
    server = grpc.server(ThreadPoolExecutor(8))
    add_SlaServiceServicer_to_server(Servicer(), server)
    server.add_insecure_port(f"127.0.0.1:{sys.argv[1]}")
    server.start()
    server.wait_for_termination()
