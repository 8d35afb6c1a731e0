"""Verify stored judgements: gather what each rests on as it was known at its cut, and make it again."""

from collections.abc import Iterator
from typing import cast

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import ASSESSMENT
from tmf623.errors import SlaError
from tmf623.query.criteria import Query
from tmf623.service import bundles
from tmf623.service.grounds import gathered
from tmf623.service.identifiers import identifier
from tmf623.service.verdicts import stored_judgement
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

_PAGE = 500


def faults_of(store: Store, id: str) -> list[str]:  # noqa: A002 - the contract's own word
    """What is wrong with one stored judgement, for people; nothing when it holds. NotFound when there is none."""
    return store.read(lambda tx: _faults(tx, stored_judgement(tx, identifier(ASSESSMENT, id))))


def count(store: Store) -> int:
    """How many judgements are stored."""
    return store.read(lambda tx: tx.resources.find(ASSESSMENT, Query(limit=0))).total


def all_faults(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Every stored judgement in order of its id, and what is wrong with it."""
    last: tuple[object, ...] | None = None
    while True:
        query = Query(limit=_PAGE) if last is None else Query(limit=_PAGE, after=last)
        rows = store.read(lambda tx: tx.resources.find(ASSESSMENT, query, counted=False)).rows  # noqa: B023
        for row in rows:
            judged = cast("Assessment", loaded(ASSESSMENT, row))
            yield str(judged.id), store.read(lambda tx: _faults(tx, judged))  # noqa: B023 - done at once
        if len(rows) < _PAGE:
            return
        last = (rows[-1].id,)


def _faults(tx: Transaction, stored: Assessment) -> list[str]:
    try:
        return bundles.outcome_faults(gathered(tx, stored), stored)
    except SlaError as error:
        return [error.message]
