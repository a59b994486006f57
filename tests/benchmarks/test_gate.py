import socket
import threading
from collections.abc import Iterator

import pytest

from .gate import Gate


@pytest.fixture
def echo() -> Iterator[str]:
    """The address of a server that sends back what it gets."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                while data := connection.recv(100):
                    connection.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    yield f"redis://127.0.0.1:{listener.getsockname()[1]}/3"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def call(gate: Gate) -> socket.socket:
    return socket.create_connection(("127.0.0.1", gate.port), timeout=5)


def test_an_open_gate_passes_on_and_a_shut_one_cuts_and_refuses(echo: str):
    gate = Gate(echo)
    assert gate.address == f"redis://127.0.0.1:{gate.port}/3"
    with call(gate) as connection:
        connection.sendall(b"hej")
        assert connection.recv(100) == b"hej"
        gate.shut()
        assert connection.recv(100) == b""
    with pytest.raises(ConnectionRefusedError):
        call(gate)
    gate.open()
    with call(gate) as connection:
        connection.sendall(b"igen")
        assert connection.recv(100) == b"igen"
    gate.shut()
