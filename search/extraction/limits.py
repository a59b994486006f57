"""How much of this machine one file may take."""

import os
import resource
from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """`seconds` on the clock, `cpu_seconds` of work, `memory` in bytes of address space, `file_bytes` of the file as it is
    and `unpacked_bytes` of it unpacked. `characters` and `parts` are how much text is kept; the rest is left out.
    """

    seconds: float = 90
    cpu_seconds: int = 40
    memory: int = 1000 * MB
    file_bytes: int = 200 * MB
    unpacked_bytes: int = 400 * MB
    characters: int = MB
    parts: int = 500

    @property
    def answer_bytes(self) -> int:
        """More than any answer of these limits takes: a character has at most six bytes as JSON writes it."""
        return 6 * self.characters + MB


LIMITS = Limits()


def keep_to(limits: Limits) -> None:
    """Bind this process for the rest of its life. It cannot undo that, nor start another one."""
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.answer_bytes),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
