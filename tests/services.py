"""Where the real servers and the browser are that some tests want. `.ci/services` starts them and sets these variables."""

import os
import shutil
from typing import NoReturn

import pytest

ADDRESS_VARIABLES = {
    "postgres": "PORTAL_TEST_DATABASE_URL",
    "redis": "PORTAL_TEST_CELERY_BROKER_URL",
    "elasticsearch": "PORTAL_TEST_SEARCH_URL",
}
CHROMIUM = "/usr/bin/chromium"


def require(name: str) -> str:
    """Return the server's address. Without it the test is skipped; in CI it fails, or nobody would notice."""
    variable = ADDRESS_VARIABLES[name]
    return os.environ.get(variable) or _missing(f"no {name}: {variable} is not set (.ci/services starts it)")


def require_chromium() -> str:
    """Return the path of the system's Chromium, for Playwright's `executable_path`; without it as `require`."""
    path = os.environ.get("CHROMIUM_PATH") or CHROMIUM
    return shutil.which(path) or _missing(f"no chromium: {path} is no program (.ci/services install chromium)")


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
