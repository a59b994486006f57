"""A door in front of a server: shut, the server is down for all who come through it, and for nobody else."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

CHUNK = 65536


class Gate:
    """Passes on what comes to a port of its own. Shut, connections are cut and new ones refused, as by a dead server."""

    def __init__(self, address: str) -> None:
        self._url = urlsplit(address)
        self._listener: socket.socket | None = None
        self._connections: set[socket.socket] = set()
        self.port = 0
        self.open()

    @property
    def address(self) -> str:
        """Of the server as seen through the gate."""
        return urlunsplit(self._url._replace(netloc=f"127.0.0.1:{self.port}"))

    def open(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        assert self._listener
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for the next connection
        self._listener.close()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                came, _ = listener.accept()
                server = socket.create_connection((self._url.hostname or "127.0.0.1", self._url.port or 80))
                for source, target in ((came, server), (server, came)):
                    source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._connections.add(source)
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        self._connections.discard(source)
        source.close()
