"""A loopback server that stands before a real one and passes on what it is asked, unless there is trouble."""

import http.client
import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PRODUCT = {"X-elastic-product": "Elasticsearch", "Content-Type": "application/json"}
TROUBLES = ("refused", "broken", "unanswered", "slow", "429", "503", "partial")
SLOW = 0.3  # seconds

Answer = tuple[int, dict[str, str], bytes]


class Proxy:
    """`with proxy.trouble("429"): …`, one of TROUBLES at a time.

    refused: nobody listens. broken: connections end before the request is passed on; unanswered: after it. slow: answers take
    longer. 429 and 503: the server is overloaded. partial: so it is for some items of each bulk, or does not like them.
    """

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.now = ""
        self.met: dict[str, int] = dict.fromkeys(TROUBLES, 0)
        self.chance = random.Random(1)
        self._server = self._listen(0)
        self.port = self._server.server_port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def trouble(self, kind: str) -> Iterator[None]:
        self.now = kind
        if kind == "refused":
            self.close()
        try:
            yield
        finally:
            if kind == "refused":
                self._server = self._listen(self.port)
            self.now = ""

    def _listen(self, port: int) -> ThreadingHTTPServer:
        handler = type("BoundHandler", (Handler,), {"proxy": self})
        server = Server(("127.0.0.1", port), handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def pass_on_in_part(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Leave some of the items out."""
        actions = parse_bulk(body)
        bad = self.chance.choice(list(REFUSALS))
        fates = [self.chance.choice(["ok", "ok", bad]) for _ in actions]
        kept = b"".join(lines for (_, lines), fate in zip(actions, fates, strict=True) if fate == "ok")
        items = iter(())
        if kept:
            status, _, answer = self.pass_on(method, path, headers, kept)
            if status != 200:
                return status, PRODUCT, answer
            items = iter(json.loads(answer)["items"])
        merged = [
            next(items) if fate == "ok" else {action: REFUSALS[fate]}
            for (action, _), fate in zip(actions, fates, strict=True)
        ]
        return 200, PRODUCT, json.dumps({"took": 1, "errors": True, "items": merged}).encode()


REFUSALS: dict[str, dict[str, Any]] = {
    "overloaded": {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}},
    "disliked": {"status": 400, "error": {"type": "document_parsing_exception", "reason": "made up"}},
}


def parse_bulk(body: bytes) -> list[tuple[str, bytes]]:
    """Each item's action and its lines."""
    lines = iter(body.splitlines(keepends=True))
    found = []
    for line in lines:
        (action,) = json.loads(line)
        found.append((action, line if action == "delete" else line + next(lines)))
    return found


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Connections that are open end too."""
        super().server_close()
        for request in list(self._open):
            self.shutdown_request(request)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def answer(self) -> None:
        kind = self.proxy.now
        if kind in self.proxy.met:
            self.proxy.met[kind] += 1
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if kind in ("refused", "broken"):
            self.close_connection = True
            return
        if kind in ("429", "503"):
            self.send(int(kind), PRODUCT, b'{"error": {"type": "overloaded"}, "status": %d}' % int(kind))
            return
        is_partial = kind == "partial" and "_bulk" in self.path
        pass_on = self.proxy.pass_on_in_part if is_partial else self.proxy.pass_on
        answer = pass_on(self.command, self.path, dict(self.headers), body)
        if kind == "slow":
            time.sleep(SLOW)
        if kind == "unanswered":
            self.close_connection = True
        else:
            self.send(*answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Nothing; there is trouble enough."""
