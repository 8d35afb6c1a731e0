"""connexion's middlewares, with the parts that work per request replaced by parts made once at the start.

connexion loads the documents, resolves every operation, and owns the order: last resort, routing, gate, (check
of answers,) operation. Its own validation builds validators, parsers and decorators anew for each request.
"""

import logging
from typing import Any

from connexion.apps.asynchronous import AsyncApi
from connexion.middleware.abstract import (
    ROUTING_CONTEXT,
    AbstractRoutingAPI,
    RoutedAPI,
    RoutedMiddleware,
    SpecMiddleware,
)

from tmf623.errors import Reason, SlaError
from tmf623.rest.answer import Answer, Application, Receive, Scope, Send, deliver, error_answer
from tmf623.rest.errors import Disconnected
from tmf623.rest.gate import REQUEST, Gate, Limits
from tmf623.rest.operation import Operation
from tmf623.rest.response_check import ResponseCheck
from tmf623.rest.routes import Routes, Target, options, target_of
from tmf623.rest.schemas import Schemas

log = logging.getLogger(__name__)

# connexion is untyped: its classes are Any to mypy, and subclassing them is said to be on purpose.


class LastResort:
    """Answers what nobody else answers: every refusal, and what should not happen."""

    def __init__(self, application: Application) -> None:
        """`application` may raise until it has sent something."""
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and turn errors into TMF630's Error."""
        try:
            await self._application(scope, receive, send)
        except SlaError as error:
            await deliver(error_answer(error), scope, send)
        except Disconnected:
            log.debug("a client left before its request was complete")
        except Exception:  # the door's last resort
            if scope["type"] != "http":
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            failure = SlaError(Reason.INTERNAL, "the server failed; the request may be repeated")
            await deliver(error_answer(failure), scope, send)


class Routing(SpecMiddleware):  # type: ignore[misc]
    """Finds the operation of a request."""

    def __init__(self, application: Application, *, routes: Routes) -> None:
        """`routes` gets the operations of every document that is added."""
        self._application = application
        self._routes = routes

    def add_api(self, specification: Any, **options: Any) -> None:
        """Add the operations of one document."""
        _RoutingApi(specification, application=self._application, routes=self._routes, **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is not there; tell the rest of the pipeline which operation it is about."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        node, parameters = self._routes.match(scope)
        method = scope["method"]
        if method == "OPTIONS":
            await deliver(Answer(204, options(node)), scope, send)
            return
        target = target_of(node, method)
        if target.context is not None:
            scope["path_params"] = parameters
            scope.setdefault("extensions", {})[ROUTING_CONTEXT] = target.context
        await target.application(scope, receive, send)


class _RoutingApi(AbstractRoutingAPI):  # type: ignore[misc]
    def __init__(self, specification: Any, *, application: Application, routes: Routes, **options: Any) -> None:
        self._application = application
        self._routes = routes
        super().__init__(specification, **options)

    def make_operation(self, operation: Any) -> Target:
        context = {"api_base_path": self.base_path, "operation_id": operation.operation_id}
        return Target(self._application, context, tuple(operation.consumes))

    @staticmethod
    def _framework_path_and_name(operation: Any, path: str) -> tuple[str, str]:
        return path, operation.operation_id

    def _add_operation_internal(self, method: str, path: str, operation: Target, name: str | None = None) -> None:  # noqa: ARG002 - connexion's signature
        self._routes.add(method, self.base_path + path, operation)


class _GateApi(RoutedAPI):  # type: ignore[misc]
    def __init__(self, specification: Any, *, limits: Limits, **options: Any) -> None:
        super().__init__(specification, **options)
        self._limits = limits
        self._schemas = Schemas(self.specification.raw)
        self.add_paths()

    def make_operation(self, operation: Any) -> Gate:
        part, _ = _raw(self, operation)
        return Gate(self.next_app, operation.function, (part, self._schemas), self._limits)


class Gatekeeper(RoutedMiddleware):  # type: ignore[misc]
    """Lets through what the contract allows."""

    api_cls = _GateApi


class _CheckApi(RoutedAPI):  # type: ignore[misc]
    def __init__(self, specification: Any, **options: Any) -> None:
        super().__init__(specification, **options)
        self._schemas = Schemas(self.specification.raw)
        self.add_paths()

    def make_operation(self, operation: Any) -> ResponseCheck:
        return ResponseCheck(self.next_app, _raw(self, operation), self._schemas)


class ResponseChecker(RoutedMiddleware):  # type: ignore[misc]
    """Holds answers against the contract; for tests."""

    api_cls = _CheckApi


class DirectApi(AsyncApi):  # type: ignore[misc]
    """The end of the pipeline: operations are called as they are, and send their own bytes."""

    def make_operation(self, operation: Any) -> Application:
        """What connexion calls with the request."""
        return _direct(operation.function)


def _direct(operation: Operation) -> Application:
    run = operation.run

    async def application(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
        await deliver(await run(scope[REQUEST]), scope, send)

    return application


def _raw(api: Any, operation: Any) -> Any:
    """The operation's part of the document, references unresolved, and the document itself."""
    return api.specification.raw["paths"][operation.path][operation.method], api.specification.raw
