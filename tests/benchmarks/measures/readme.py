"""The README's commands, with no server and no network."""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ..figures import Figure, Place
from ..installations import OWN_VARIABLES, ROOT, SERVERS
from ..running import run as run_command

TITLE = "The README's commands"
ABOUT = """\
`make demo` from nothing: `manage.py demo --no-serve` in an empty folder, with no address of any server, and with every
connection that the program tries to open refused and counted. Beside it, the seconds that its process takes to load the
libraries of the servers that it does not use."""

CLIENTS = {
    "Celery": ("celery", "kombu", "billiard", "vine", "amqp"),
    "redis": ("redis",),
    "elasticsearch": ("elasticsearch", "elastic_transport"),
    "psycopg": ("psycopg", "psycopg_binary"),
}
# Refuses and notes every connection of the process, whoever opens it.
HOOK = """
import sys
def refuse(event, arguments):
    if event == "socket.connect":
        print("connects to", arguments[1], file=open({path!r}, "a"))
        raise OSError("no connection is allowed here")
sys.addaudithook(refuse)
"""


def run(times: int = 1) -> list[Figure]:
    place = Place("readme", "sqlite", "tantivy", 0)
    seconds, connections = [], 0
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
            environment, noted = note_connections(Path(folder))
            environment["PORTAL_VAR_DIR"] = f"{folder}/var"
            ran = run_command([sys.executable, "manage.py", "demo", "--no-serve"], ROOT, environment)
            seconds.append(ran.seconds)
            connections += len(noted.read_text().splitlines()) if noted.exists() else 0
    loading = _loading()
    return [
        place.figure("make demo, packages installed", "s", seconds),
        place.figure("connections that it tried", "", [connections]),
        *(place.figure(f"loading {name}", "ms", [spent]) for name, spent in loading.items()),
    ]


def note_connections(folder: Path) -> tuple[dict[str, str], Path]:
    """An environment without servers for processes that may not connect to any, and the file that tells of their tries."""
    noted = folder / "connections"
    (folder / "sitecustomize.py").write_text(HOOK.format(path=str(noted)))
    return _plain_environment() | {"PYTHONPATH": str(folder)}, noted


def _plain_environment() -> dict[str, str]:
    without = {*OWN_VARIABLES, *SERVERS.values()}
    return {key: value for key, value in os.environ.items() if key not in without}


def _loading() -> dict[str, float]:
    """Seconds that a command of the portal spends on loading each client library; none where it does not load it."""
    command = [sys.executable, "-X", "importtime", "manage.py", "check"]
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
        environment = _plain_environment() | {"PORTAL_VAR_DIR": folder}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    spent: Counter[str] = Counter()
    for own, module in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr):
        spent[module.partition(".")[0]] += int(own)
    return {name: sum(spent[package] for package in packages) / 1_000_000 for name, packages in CLIENTS.items()}
