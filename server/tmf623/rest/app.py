"""The REST door, put together: connexion over the packaged documents, and what is served beside the contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from connexion import AsyncApp
from connexion.spec import OpenAPISpecification

from tmf623.contract.kinds import KINDS
from tmf623.contract.profiles import PROFILES, QOS_V1, Profile
from tmf623.rest import hub_deliveries, recordings, tasks
from tmf623.rest.answer import Application
from tmf623.rest.consequences import Consequences
from tmf623.rest.degradation import Degradation
from tmf623.rest.documents import document
from tmf623.rest.gate import Limits
from tmf623.rest.links import Links
from tmf623.rest.listeners import Listeners
from tmf623.rest.measurements import Measurements
from tmf623.rest.operation import Operation
from tmf623.rest.operational import add_operational
from tmf623.rest.pipeline import DirectApi, Gatekeeper, LastResort, ResponseChecker, Routing
from tmf623.rest.qos import Qos
from tmf623.rest.reports import Reports
from tmf623.rest.resources import Resources
from tmf623.rest.routes import Routes
from tmf623.rest.rpcs import RpcResolver
from tmf623.rest.telemetry import add_telemetry
from tmf623.service import settling
from tmf623.service.telemetry.reception import Reception
from tmf623.settings import Settings
from tmf623.store.store import Store


def build(
    store: Store, settings: Settings, reception: Reception | None = None, *, validate_responses: bool = False
) -> Application:
    """The ASGI application, complete: what cannot be resolved or compiled fails here, not at the first request.

    `reception` is shared with the other door, if there is one.

    `validate_responses` holds every answer against the contract, and answers 500 when it is broken; for tests.

    Raises:
        ValueError: a setting does not fit.
        ResolverError: a document names an operation that no rpc serves.
    """
    links = Links(settings)
    routes = Routes(settings.url_prefix)
    limits = Limits(links, settings.max_body_bytes, settings.max_stream_bytes)
    add_operational(routes, store, links)
    add_telemetry(routes, reception or Reception(store), limits)
    checks = [ResponseChecker] if validate_responses else []
    app = AsyncApp("tmf623", middlewares=[LastResort, partial(Routing, routes=routes), Gatekeeper, *checks])
    app._middleware_app.api_cls = DirectApi  # noqa: SLF001 - connexion has no public way to end its pipeline
    with _valid_documents():
        for profile in PROFILES.values():
            resolver = RpcResolver(profile, _operations(profile, store, settings))
            app.add_api(document(profile), base_path=profile.base_path, resolver=resolver, limits=limits)
        return _complete(app)


@contextmanager
def _valid_documents() -> Iterator[None]:
    """Let connexion take the packaged documents for valid, as a test proves they are: else most of a start is that."""
    OpenAPISpecification._validate_spec = classmethod(lambda *_: None)  # noqa: SLF001 - there is no public way around it
    try:
        yield
    finally:
        del OpenAPISpecification._validate_spec  # noqa: SLF001 - the one it inherits is there again


def _complete(app: AsyncApp) -> Application:
    """The pipeline, built now; connexion would build it at the first request."""
    outermost, _ = app.middleware._build_middleware_stack()  # noqa: SLF001 - as above
    application: Application = outermost
    return application


def _operations(profile: Profile, store: Store, settings: Settings) -> dict[str, Operation]:
    """What serves the profile, by the name of the rpc."""
    served: dict[str, Operation] = {}
    for kind in KINDS.values():
        if kind.rpc_noun(profile.api):
            served |= Resources(kind, profile, store, settings).operations()
    if profile is QOS_V1:
        served |= Qos(store, settling.chosen(settings)).operations()
        served |= Measurements(store, settings.max_body_bytes).operations() | recordings.operations(store)
        served |= Listeners(store).operations()
        served |= tasks.operations(store) | hub_deliveries.operations(store, settings)
        served |= Reports(store).operations() | Degradation(store).operations()
        served |= Consequences(store).operations()
    return served
