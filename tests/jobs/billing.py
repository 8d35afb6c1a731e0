"""A billing system on loopback that books, and answers as it is told: well, badly, not at all, or untruthfully."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Manner = Callable[[int], str]
"""What is made of the nth (from 1) POST, in words: "book" books it; then "answer", "500", "hang", "drop", "repeat"
(with the answer to the first), "lie" (about another posting), "short" (with half the amount), "empty"; "400" and so
on refuse with that status."""


class Billing:
    """Listens until its `with` block ends. It does not know idempotency keys: whoever posts twice has booked twice."""

    def __init__(self, manner: Manner | None = None) -> None:
        self.manner: Manner = manner or (lambda _nth: "book answer")
        self.answered: Callable[[int], None] = lambda _nth: None
        """Told when the nth POST has been answered."""
        self.booked: list[dict[str, Any]] = []
        self.posts: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.lookups = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/api"

    def __enter__(self) -> Self:
        """Begin to listen."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, without waiting for anybody."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def sums(self) -> dict[str, float]:
        """What each reference was booked with, as the customer is credited."""
        found: dict[str, float] = {}
        for record in self.booked:
            value = (
                record["taxExcludedAmount"]["value"] if "taxExcludedAmount" in record else -record["amount"]["amount"]
            )
            name = record.get("name") or record["description"]
            found[name] = found.get(name, 0) - value
        return found

    def _post(self, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, Any] | None:
        """What is answered; None: nothing, the connection is closed."""
        with self._lock:
            self.posts.append((headers, body))
            manner = self.manner(len(self.posts)).split()
            record = {**body, "id": f"b-{len(self.posts)}", "href": "/b", "bill": {"id": "bill-7"}}
            if manner[0] == "book":
                self.booked.append(record)
        return self._answered(manner[-1], record)

    def _answered(self, word: str, record: dict[str, Any]) -> tuple[int, Any] | None:
        value = record.get("taxExcludedAmount", {}).get("value", 0)
        answers: dict[str, tuple[int, Any] | None] = {
            "answer": (201, record),
            "repeat": (201, self.booked[0] if self.booked else None),
            "lie": (201, record | {"name": "something else"}),
            "short": (201, record | {"taxExcludedAmount": {"unit": "EUR", "value": value / 2}}),
            "empty": (200, None),
            "drop": None,
            "hang": None,
        }
        if word == "hang":
            self._closing.wait(30)
        return answers[word] if word in answers else (int(word), {"code": "E", "reason": "told so"})

    def _find(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        with self._lock:
            self.lookups += 1
            return [one for one in self.booked if all(str(one.get(name)) in texts for name, texts in query.items())]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        billing = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self._answer(billing._post(dict(self.headers), body))
                billing.answered(len(billing.posts))

            def do_GET(self) -> None:
                self._answer((200, billing._find(parse_qs(urlsplit(self.path).query))))

            def _answer(self, answer: tuple[int, Any] | None) -> None:
                if answer is None:
                    self.close_connection = True
                    return
                content = b"" if answer[1] is None else json.dumps(answer[1]).encode()
                self.send_response(answer[0])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None: ...

        return Handler
