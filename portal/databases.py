"""What the portal asks of each new connection to its database."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def set_up(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Have PostgreSQL run queries as they are.

    It would compile those that it takes for expensive, a tenth of a second each. The portal's are of a few rows; PostgreSQL
    overrates them as it cannot know that restrictions are few. Not a startup option, which poolers of connections refuse.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
