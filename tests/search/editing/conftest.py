from collections.abc import Callable

import pytest

from django.contrib.auth.models import Permission, User
from django.test import Client

from home.models import HomePage
from tests.home.site import make_home


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def editor(client: Client, db: None) -> Callable[..., User]:
    """Logs in somebody who may see the admin, with further permissions."""

    def log_in(*codenames: str) -> User:
        user = User.objects.create_user("redaktör")
        user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
        client.force_login(user)
        return user

    return log_in
