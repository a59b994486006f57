"""What `make lint` is: every check that reads the code without running a test. All of them run; the last line counts."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ("portal", "home", "knowledge", "search")
MAX_LINES = 400
DEPLOY_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "x9" * 40 + "abcdefghij",
    "ALLOWED_HOSTS": "portal.example.org",
    "HSTS_PRELOAD": "1",
}
TEST_ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}


def tool(name: str, *arguments: str, **environment: str) -> bool:
    return subprocess.run([str(BIN / name), *arguments], cwd=ROOT, env={**os.environ, **environment}).returncode == 0


def manage(*arguments: str, **environment: str) -> bool:
    return tool("python", "manage.py", *arguments, **{**TEST_ENVIRONMENT, **environment})


def templates_are_indented() -> bool:
    return tool("djhtml", "--check", "templates")


def no_file_is_too_long() -> bool:
    """A module becomes a package before it has 400 lines."""
    long_files = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for package in (*PACKAGES, "tests", "static", "templates")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".css", ".js", ".html"} and "migrations" not in path.parts
        if (count := len(path.read_text().splitlines())) > MAX_LINES
    ]
    print("\n".join(long_files))
    return not long_files


CHECKS = {
    "ruff check": lambda: tool("ruff", "check", "--quiet", "."),
    "ruff format": lambda: tool("ruff", "format", "--check", "--quiet", "."),
    "mypy": lambda: tool("mypy", "--no-error-summary", *PACKAGES),
    "import-linter": lambda: tool("lint-imports", "--no-cache"),
    "djhtml": templates_are_indented,
    "file length": no_file_is_too_long,
    "makemigrations --check": lambda: manage("makemigrations", "--check", "--dry-run"),
    "system checks": lambda: manage("check", "--fail-level", "WARNING"),
    "check --deploy": lambda: manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOY_ENVIRONMENT),
}


def main() -> int:
    failed = []
    for name, check in CHECKS.items():
        print(f"== {name}", flush=True)
        if not check():
            failed.append(name)
    print(
        f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed"
        + (f": {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
