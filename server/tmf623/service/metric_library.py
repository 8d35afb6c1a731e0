"""The metric library as a resource: published by every start of a server, and read by any of its names."""

from tmf.sla.v1.metric_pb2 import Metric as Message
from tmf623.contract.documents import Stored, encoded
from tmf623.contract.kinds import METRIC
from tmf623.query.criteria import Query
from tmf623.service import metrics
from tmf623.service.metrics import Metric
from tmf623.store.transaction import Transaction


def publish(tx: Transaction) -> None:
    """Store what of the library is not stored as it is; what left the library is deleted."""
    kept = {_published(tx, metric).id for metric in metrics.METRICS.values()}
    for stored in tx.resources.find(METRIC, Query()).rows:
        if stored.id not in kept:
            tx.resources.delete(METRIC, stored.id)


def named(tx: Transaction, text: str) -> Stored | None:
    """The metric one of whose names this is."""
    metric = metrics.known(text)
    return None if metric is None else tx.resources.by_natural_key(METRIC, metric.name)


def _published(tx: Transaction, metric: Metric) -> Stored:
    message = Message(
        name=metric.name,
        alias=metric.aliases,
        description=metric.description,
        unit=metric.unit,
        better=metric.better,
        spec=metric.default(),
    )
    stored = tx.resources.by_natural_key(METRIC, metric.name)
    if stored is None:
        return tx.resources.insert(METRIC, message, natural_key=metric.name)
    if stored.document == encoded(message).document:
        return stored
    return tx.resources.replace(METRIC, stored.id, message)
