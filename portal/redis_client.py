"""The client of a cache in Redis. A module of its own, so that nobody loads the library who has no such cache."""

import time
from typing import Any

import redis

REST = 5  # seconds


class ImpatientRedis(redis.Redis):
    """Leaves a server alone for a while that has not answered: a page asks it up to ten times, and would wait each time."""

    rests_until = 0.0  # of this process, for all its threads

    def execute_command(self, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() < ImpatientRedis.rests_until:
            raise redis.ConnectionError("The cache did not answer a moment ago.")
        try:
            return super().execute_command(*arguments, **options)
        except (redis.ConnectionError, redis.TimeoutError):
            ImpatientRedis.rests_until = time.monotonic() + REST
            raise
