"""Looking for defects of a consequence over REST."""

import asyncio

from tmf.sla.v1.consequence_service_pb2 import LintConsequenceRequest
from tmf623.contract.codec import canonical, message_of
from tmf623.rest.answer import Answer, json_answer
from tmf623.rest.operation import Operation
from tmf623.rest.request import Request
from tmf623.service import consequence_rules
from tmf623.store.store import Store


class Consequences:
    """The operations of consequences that are no plain resource operations."""

    def __init__(self, store: Store) -> None:
        """The operations read `store`."""
        self._store = store

    def operations(self) -> dict[str, Operation]:
        """The operations, by the name of their rpc."""
        return {"LintConsequence": Operation(self._lint, _read, _explain)}

    async def _lint(self, request: Request) -> Answer:
        message: LintConsequenceRequest = request.body
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(
            None, lambda: self._store.read(lambda tx: consequence_rules.lint_consequence(tx, message))
        )
        return json_answer(201, canonical(answer), [])


def _read(_media: str, value: object) -> LintConsequenceRequest:
    return message_of(LintConsequenceRequest, value)


def _explain(media: str, value: object) -> None:
    consequence_rules.check_lint(_read(media, value))
