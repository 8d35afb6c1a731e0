"""Verify stored judgements: gather what each rests on as it was known at its cut, and make it again."""

from collections.abc import Iterator
from typing import cast

from tmf.sla.v1.assessment_pb2 import Assessment
from tmf623.contract.documents import loaded
from tmf623.contract.kinds import ASSESSMENT
from tmf623.errors import SlaError
from tmf623.query.criteria import Query
from tmf623.service import bundles
from tmf623.service.grounds import Honoured, gathered
from tmf623.service.identifiers import identifier
from tmf623.service.verdicts import stored_judgement
from tmf623.store.store import Store
from tmf623.store.transaction import Transaction

_PAGE = 500

Verified = list[tuple[str, list[str]]]
"""Ids of judgements, each with what is wrong with it, for people; nothing when it holds."""


def faults_of(store: Store, id: str) -> list[str]:  # noqa: A002 - the contract's own word
    """What is wrong with one stored judgement; NotFound when there is none."""
    return store.read(lambda tx: _faults(tx, stored_judgement(tx, identifier(ASSESSMENT, id))))


def count(store: Store) -> int:
    """How many judgements are stored."""
    return store.read(lambda tx: tx.resources.find(ASSESSMENT, Query(limit=0))).total


def verified(store: Store) -> Iterator[Verified]:
    """Every stored judgement in order of its id, some at a time."""
    following: str | None = None

    def page(tx: Transaction) -> tuple[Verified, str | None]:
        found = tx.resources.find(ASSESSMENT, Query(limit=_PAGE, after=following), counted=False)
        judged = [cast("Assessment", loaded(ASSESSMENT, row)) for row in found.rows]
        honoured: Honoured = {}
        return [(str(each.id), _faults(tx, each, honoured)) for each in judged], found.next

    while True:
        done, following = store.read(page)
        yield done
        if following is None:
            return


def _faults(tx: Transaction, stored: Assessment, honoured: Honoured | None = None) -> list[str]:
    try:
        return bundles.outcome_faults(gathered(tx, stored, honoured), stored)
    except SlaError as error:
        return [error.message]
