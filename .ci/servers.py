"""What `.ci/services` can install and start: how each server is made, started and asked whether it answers."""

import contextlib
import os
import pwd
import random
import shlex
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

HOST = "127.0.0.1"
LOG_LINES = 30  # shown of the log of a server that fails
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}
IS_ROOT = os.geteuid() == 0


class ServiceError(Exception):
    """What went wrong, in words for the person who ran the command."""


class Installable:
    """A program that Debian's packages bring, and what they do not bring."""

    name: str
    packages: tuple[str, ...]

    @classmethod
    def program(cls) -> str | None:
        """The program's path, or None where anything that it needs is missing."""
        return shutil.which(cls.name)

    @classmethod
    def missing_packages(cls) -> tuple[str, ...]:
        return () if cls.program() else cls.packages

    @classmethod
    def install_extra(cls) -> None:
        """What no package brings."""


class Chromium(Installable):
    """No server: only installed, and its path told."""

    name = "chromium"
    packages = ("chromium", "fonts-liberation")


class Server(Installable):
    variable: str  # tells the tests its address
    account: str  # runs it where root starts it: servers need no rights, and two of them refuse to have any
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, port: int) -> None:
        self.home = folder / self.name
        self.log = folder / f"{self.name}.log"
        self.port = port

    def prepare(self) -> None:
        """Write the files of a new server."""

    def setup(self) -> list[str]:
        """Shell commands that make a new server's data; run as its account."""
        return []

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return ENVIRONMENT | {"HOME": str(self.home)}

    def answers(self) -> bool:
        raise NotImplementedError

    def address(self) -> str:
        raise NotImplementedError

    def start(self) -> subprocess.Popen:
        if not self.home.exists():
            self.create()
        with self.log.open("a") as log:
            return subprocess.Popen(
                self.command(), stdout=log, stderr=log, start_new_session=True, **self.circumstances()
            )

    def create(self) -> None:
        """Make the server's folder; one half made is removed again."""
        try:
            self.home.mkdir()
            self.prepare()
            if IS_ROOT:
                subprocess.run(["chown", "-R", f"{self.account}:", self.home], check=True)
            with self.log.open("a") as log:
                for line in self.setup():
                    subprocess.run(line, shell=True, check=True, stdout=log, stderr=log, **self.circumstances())
        except BaseException:
            shutil.rmtree(self.home, ignore_errors=True)
            raise

    def circumstances(self) -> dict:
        """Arguments for subprocess: who runs it, where, and with what environment."""
        who = pwd.getpwnam(self.account) if IS_ROOT else None
        rights = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}
        return rights | {"cwd": self.home, "env": self.environment(), "stdin": subprocess.DEVNULL}

    def log_end(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join([f"the end of {self.log}:", *lines[-LOG_LINES:]])


class Postgres(Server):
    name = "postgres"
    variable = "PORTAL_TEST_DATABASE_URL"
    account = "postgres"
    packages = ("postgresql",)
    stop_signal = signal.SIGINT  # "fast": ends open connections; SIGTERM waits for them

    @classmethod
    def program(cls) -> str | None:
        versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
        return str(max(versions, key=lambda path: int(path.parts[4]), default="")) or None

    def tool(self, name: str) -> str:
        return str(Path(str(self.program())).with_name(name))

    def setup(self) -> list[str]:
        return [
            f"{self.tool('initdb')} -D data -U portal -A trust -E UTF8 --locale=C.UTF-8 --no-sync",
            f"echo 'CREATE DATABASE portal' | {self.program()} --single -D data postgres",
        ]

    def command(self) -> list[str]:
        options = {
            "listen_addresses": HOST,
            "port": self.port,
            "unix_socket_directories": "",
            # Without these a crash of the machine may lose data, one of the server does not; tests are much faster.
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        return [str(self.program()), "-D", "data", *(f"--{key}={value}" for key, value in options.items())]

    def answers(self) -> bool:
        ask = [self.tool("pg_isready"), "-q", "-h", HOST, "-p", str(self.port)]
        return subprocess.run(ask, env=ENVIRONMENT).returncode == 0

    def address(self) -> str:
        return f"postgresql://portal@{HOST}:{self.port}/portal"


class Redis(Server):
    name = "redis"
    variable = "PORTAL_TEST_CELERY_BROKER_URL"
    account = "redis"
    packages = ("redis-server",)

    @classmethod
    def program(cls) -> str | None:
        return shutil.which("redis-server")

    def command(self) -> list[str]:
        return [str(self.program()), "--bind", HOST, "--port", str(self.port), "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False

    def address(self) -> str:
        return f"redis://{HOST}:{self.port}/0"


class Elasticsearch(Server):
    """The genuine server with few modules, as the Elasticsearch project publishes it for integration tests."""

    name = "elasticsearch"
    variable = "PORTAL_TEST_SEARCH_URL"
    account = "portal-elastic"
    version = "8.19.21"
    artifact = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
    settings = (
        "discovery.type: single-node",
        f"network.host: {HOST}",
        "xpack.security.enabled: false",
        "cluster.routing.allocation.disk.threshold_enabled: false",
    )
    # The quick compiler alone: starts in little more than half the time. ES_JAVA_OPTS overrides it for a benchmark.
    java_options = ("-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1")

    @classmethod
    def archive(cls) -> Path:
        """Where Maven keeps it; Maven asks the user database for the home folder, not the environment."""
        group, name, version, kind = cls.artifact.split(":")
        repository = Path(pwd.getpwuid(os.geteuid()).pw_dir, ".m2/repository", *group.split("."))
        return repository / name / version / f"{name}-{version}.{kind}"

    @classmethod
    def program(cls) -> str | None:
        return shutil.which("java") if cls.archive().exists() and (not IS_ROOT or has_account(cls.account)) else None

    @classmethod
    def missing_packages(cls) -> tuple[str, ...]:
        packages = {"java": "default-jre-headless", "mvn": "maven"}
        return tuple(package for program, package in packages.items() if not shutil.which(program))

    @classmethod
    def install_extra(cls) -> None:
        if not cls.archive().exists():
            quietly(["mvn", "-B", "-q", "dependency:get", f"-Dartifact={cls.artifact}", "-Dtransitive=false"])
        if IS_ROOT and not has_account(cls.account):
            add = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
            quietly([*add, cls.account])

    def prepare(self) -> None:
        shutil.unpack_archive(self.archive(), self.home)
        config = self.home / f"elasticsearch-{self.version}" / "config"
        ports = (f"http.port: {self.port}", f"transport.port: {free_port()}")
        (config / "elasticsearch.yml").write_text("\n".join([*self.settings, *ports, ""]))
        (config / "jvm.options.d").mkdir(exist_ok=True)
        (config / "jvm.options.d" / "tests.options").write_text("\n".join([*self.java_options, ""]))
        (self.home / "tmp").mkdir()

    def command(self) -> list[str]:
        return ["bash", f"elasticsearch-{self.version}/bin/elasticsearch"]

    def environment(self) -> dict[str, str]:
        java = Path(str(self.program())).resolve().parents[1]
        return super().environment() | {
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": os.environ.get("ES_JAVA_OPTS", ""),
            "ES_TMPDIR": str(self.home / "tmp"),
            "CLI_JAVA_OPTS": f"-Djava.io.tmpdir={self.home / 'tmp'}",  # the launcher's
        }

    def answers(self) -> bool:
        health = f"{self.address()}/_cluster/health?wait_for_status=yellow&timeout=1s"
        with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=5) as response:
            return response.status == 200
        return False

    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


# The slowest first: they start at the same time.
SERVERS: dict[str, type[Server]] = {kind.name: kind for kind in (Elasticsearch, Postgres, Redis)}
INSTALLABLE: dict[str, type[Installable]] = {**SERVERS, Chromium.name: Chromium}


def has_account(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def free_port() -> int:
    """A free port below those that the system hands to outgoing connections, so that none takes it meanwhile."""
    while True:
        port = random.randrange(20000, 32000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((HOST, port))
            return port


def quietly(command: list[str]) -> None:
    """Run it; what it printed matters only when it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise ServiceError(f"failed with code {done.returncode}: {shlex.join(command)}\n{done.stdout.strip()}")
