"""How far a command has come, as a bar on a terminal and as nothing in a log."""

from django.core.management.base import OutputWrapper

WIDTH = 40


class Bar:
    """Called with (done, total). `close` ends its line."""

    def __init__(self, out: OutputWrapper, unit: str, shown: bool = True) -> None:
        self.out = out
        self.unit = unit
        self.shown = shown and out.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self.shown:
            filled = WIDTH * done // max(total, 1)
            self.out.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total} {self.unit}", ending="")
            self.out.flush()

    def close(self) -> None:
        if self.shown:
            self.out.write("")
