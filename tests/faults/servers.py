"""Real servers of a test's own, which it may stop and start: those of the environment serve other tests too."""

import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.services import require

from .processes import PATIENCE

SERVICES = ROOT / ".ci" / "services"


class Redis:
    """Keeps nothing, so that its end loses all messages."""

    def __init__(self, port: int, folder: Path) -> None:
        require("redis")
        self.port = port
        self._command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
        self._process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while not is_open(self.port):
            assert time.monotonic() < end, "redis does not start"
            time.sleep(0.01)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    @contextmanager
    def down(self) -> Iterator[None]:
        self.stop()
        yield
        self.start()


class Elasticsearch:
    """Started and stopped by the script that does so for all tests, in a folder of its own. It keeps its data."""

    def __init__(self) -> None:
        require("elasticsearch")
        self._folder = tempfile.TemporaryDirectory(prefix="portal-own-elasticsearch-")
        Path(self._folder.name).chmod(0o755)  # root starts it as somebody else
        self._environment = os.environ | {"PORTAL_SERVICES_DIR": self._folder.name}
        self.address = ""

    def start(self) -> None:
        for word in shlex.split(self._do("start")):
            name, _, value = word.partition("=")
            if name == "PORTAL_TEST_SEARCH_URL":
                self.address = value

    def stop(self) -> None:
        self._do("stop")

    def close(self) -> None:
        subprocess.run([sys.executable, SERVICES, "stop"], env=self._environment, check=True, stderr=subprocess.DEVNULL)
        self._folder.cleanup()

    def _do(self, action: str) -> str:
        command = [sys.executable, SERVICES, action, "elasticsearch"]
        return subprocess.run(command, env=self._environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    @contextmanager
    def down(self) -> Iterator[None]:
        self.stop()
        yield
        self.start()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
