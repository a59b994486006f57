import socket
import subprocess
import sys
from pathlib import Path

from .measures.readme import note_connections


def test_a_connection_is_refused_and_noted(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        environment, noted = note_connections(tmp_path)
        program = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert "no connection is allowed here" in done.stderr
    assert noted.read_text().splitlines() == [f"connects to ('127.0.0.1', {port})"]
