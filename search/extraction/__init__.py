"""The text of files that pages lead to: PDF, Word and PowerPoint.

    extract(path) -> Extracted      with the text of each page or slide; raises UnreadableFileError

Files come from outside and may be broken, or made to break what reads them. So each is read by a process of its own, with
limits on memory, time and what it may write, and with nothing of this program's settings or secrets in its environment.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from signal import SIGXCPU

from .limits import LIMITS, Limits
from .parts import Extracted, Part, Trouble, UnreadableFileError

__all__ = ["ENDINGS", "LIMITS", "VERSION", "Extracted", "Limits", "Part", "Trouble", "UnreadableFileError", "extract"]

# Raise it when the readers give another text for the same file; all files are then read anew.
VERSION = 1
ENDINGS = ("pdf", "docx", "pptx")

CHILD = ["-m", "search.extraction.child"]
ROOT = Path(__file__).resolve().parent.parent.parent
# What a child is given of the environment: where programs and fonts are, and no settings.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def extract(path: Path, limits: Limits = LIMITS) -> Extracted:
    """The text of a file, whatever it is called. Raises UnreadableFileError."""
    if path.stat().st_size > limits.file_bytes:
        raise UnreadableFileError(Trouble.TOO_LARGE)
    with tempfile.TemporaryFile() as answer:
        command = [sys.executable, *CHILD, str(path), json.dumps(asdict(limits))]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                cwd=ROOT,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(Trouble.TOO_SLOW) from error
        if done.returncode:
            raise UnreadableFileError(Trouble.TOO_SLOW if done.returncode == -SIGXCPU else Trouble.STOPPED)
        answer.seek(0)
        return _extracted(answer.read())


def _extracted(answer: bytes) -> Extracted:
    """What the child says, taken with caution: it may have been taken over by what it read."""
    try:
        found = json.loads(answer)
        if "trouble" in found:
            raise UnreadableFileError(Trouble(found["trouble"]))
        parts = tuple(Part(int(each[0]), str(each[1]), str(each[2])) for each in found["parts"])
        return Extracted(str(found["unit"]), parts, int(found["scanned"]), bool(found["truncated"]))
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableFileError(Trouble.STOPPED) from error
