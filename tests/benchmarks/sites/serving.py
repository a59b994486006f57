"""A process of a site: reads steps, one a line, and answers each.

A step is a JSON list of a function's name and its arguments, ["publish", 3, "A title"]; the answer is what it returns.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

STEPS: dict[str, Callable[..., Any]] = {}


def step(function: Callable[..., Any]) -> Callable[..., Any]:
    STEPS[function.__name__] = function
    return function


def serve() -> None:
    """Answers go to the standard output that the process was given; whatever else is printed goes where errors go."""
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        import django

        django.setup()
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            print(json.dumps(STEPS[name](*arguments)), file=answers, flush=True)
