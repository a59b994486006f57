"""A missing server is never silent, and the script that starts them leaves none behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from tests import services

SERVICES = Path(__file__).parents[1] / ".ci" / "services"


@pytest.fixture
def outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.parametrize(("name", "variable"), services.ADDRESS_VARIABLES.items())
def test_the_address_is_the_one_of_the_environment(monkeypatch, name, variable):
    monkeypatch.setenv(variable, f"scheme://{name}")
    assert services.require(name) == f"scheme://{name}"


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize(("name", "variable"), services.ADDRESS_VARIABLES.items())
def test_a_test_without_its_server_is_skipped_with_the_reason(monkeypatch, outside_ci, name, variable, value):
    monkeypatch.delenv(variable, raising=False)
    if value is not None:
        monkeypatch.setenv(variable, value)
    with pytest.raises(pytest.skip.Exception, match=f"no {name}: {variable}"):
        services.require(name)


@pytest.mark.parametrize("ci", ["true", "True", "1"])
def test_a_test_without_its_server_fails_in_ci(monkeypatch, ci):
    monkeypatch.delenv("PORTAL_TEST_SEARCH_URL", raising=False)
    monkeypatch.setenv("CI", ci)
    with pytest.raises(pytest.fail.Exception, match="PORTAL_TEST_SEARCH_URL"):
        services.require("elasticsearch")


def test_an_unknown_server_is_a_mistake_in_the_test():
    with pytest.raises(KeyError):
        services.require("oracle")


def test_the_browser_of_the_environment_comes_before_the_systems(monkeypatch):
    monkeypatch.setattr(services, "CHROMIUM", "/bin/sh")
    monkeypatch.setenv("CHROMIUM_PATH", sys.executable)
    assert services.require_chromium() == sys.executable
    monkeypatch.delenv("CHROMIUM_PATH")
    assert services.require_chromium() == "/bin/sh"


def test_a_browser_that_is_no_program_counts_as_missing(monkeypatch, outside_ci, tmp_path):
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "chromium"))
    with pytest.raises(pytest.skip.Exception, match="no chromium"):
        services.require_chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no chromium"):
        services.require_chromium()


@pytest.fixture
def redis_installed() -> None:
    services.require("redis")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SERVICES, *arguments], capture_output=True, text=True)


def is_up(address: str) -> bool:
    with contextlib.suppress(redis.ConnectionError):
        return bool(redis.Redis.from_url(address, socket_timeout=5).ping())
    return False


def test_an_unknown_name_gives_one_clear_line():
    done = run("start", "oracle")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["services: unknown: oracle; known: elasticsearch postgres redis chromium"]


@pytest.mark.redis
@pytest.mark.usefixtures("redis_installed")
class TestRun:
    def test_gives_the_command_a_server_of_its_own_and_exits_with_its_code(self):
        ping = 'redis-cli -u "$PORTAL_TEST_CELERY_BROKER_URL" ping; echo "$PORTAL_TEST_CELERY_BROKER_URL"; exit 7'
        done = run("run", "redis", "--", "sh", "-c", ping)
        answer, address = done.stdout.split()
        assert (answer, done.returncode) == ("PONG", 7)
        assert address != services.require("redis")
        assert not is_up(address)

    def test_a_server_stopped_by_name_comes_back_at_the_same_address(self):
        script = f"""
            {SERVICES} stop redis
            redis-cli -u $PORTAL_TEST_CELERY_BROKER_URL ping 2>/dev/null || echo down
            before=$PORTAL_TEST_CELERY_BROKER_URL
            eval "$({SERVICES} start redis 2>/dev/null)"
            redis-cli -u $before ping
            test $before = $PORTAL_TEST_CELERY_BROKER_URL
        """
        done = run("run", "redis", "--", "sh", "-c", script)
        assert done.stdout.split()[-2:] == ["down", "PONG"]
        assert done.returncode == 0

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
    def test_its_servers_stop_even_when_it_is_killed(self, how):
        command = [SERVICES, "run", "redis", "--", "sh", "-c", 'echo "$PORTAL_TEST_CELERY_BROKER_URL"; exec cat']
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
            address = running.stdout.readline().strip()
            assert is_up(address)
            os.kill(running.pid, how)
        deadline = time.monotonic() + 60
        while is_up(address) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_up(address)
