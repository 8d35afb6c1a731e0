"""What a piece of work may do with the store: all of it at one instant, and all or nothing."""

from tmf623.store.agenda import Agenda
from tmf623.store.audit import Audit
from tmf623.store.connection import Connection
from tmf623.store.credits import Credits
from tmf623.store.deliveries import Deliveries
from tmf623.store.evidence import Evidence
from tmf623.store.exclusions import Exclusions
from tmf623.store.leases import Leases
from tmf623.store.moment import Moment
from tmf623.store.outbox import Outbox
from tmf623.store.received import Received
from tmf623.store.requests import Requests
from tmf623.store.resources import Resources
from tmf623.store.subscriptions import Subscriptions
from tmf623.store.turns import Turns


class Transaction:
    """The parts of the store, in one transaction."""

    __slots__ = (
        "agenda",
        "audit",
        "credits",
        "deliveries",
        "evidence",
        "exclusions",
        "leases",
        "now",
        "outbox",
        "received",
        "requests",
        "resources",
        "subscriptions",
        "turns",
    )

    def __init__(self, connection: Connection, moment: Moment) -> None:
        """`connection` is inside a transaction; whoever began it ends it."""
        self.now = moment.now
        self.agenda = Agenda(connection, moment)
        self.audit = Audit(connection, moment)
        self.resources = Resources(connection, moment)
        self.outbox = Outbox(connection, moment)
        self.credits = Credits(connection)
        self.deliveries = Deliveries(connection, moment)
        self.evidence = Evidence(connection, moment)
        self.exclusions = Exclusions(connection)
        self.leases = Leases(connection, moment)
        self.received = Received(connection, moment)
        self.requests = Requests(connection, moment)
        self.subscriptions = Subscriptions(connection)
        self.turns = Turns(connection)
