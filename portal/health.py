"""For whoever watches the site: is the process alive, can it serve, and figures for Prometheus.

The content is in the database, so without it nothing can be served. Without the search engine or the broker pages are
read and edited as usual: that is told and is no reason to take the site out of service.
"""

from hmac import compare_digest

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from search import reader
from search.engines.base import EngineError
from search.metrics import REGISTRY
from search.status import status

OK = "ok"


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody, so that a database that is down has no process restarted."""
    return JsonResponse({"status": OK})


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """503 while pages cannot be served; 200 with `"status": "degraded"` while only the search suffers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        search = _search()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unavailable"}, status=503)
    return JsonResponse({"status": OK if search == OK else "degraded", "database": OK, "search": search})


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For those alone who send METRICS_TOKEN as bearer token; without that setting for nobody."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponseForbidden("A token is needed.")
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _search() -> str:
    """In general words: whoever asks need not be ours, and the reason may name hosts."""
    if status().resting:
        return "degraded: the engine does not answer"
    try:
        reader.check()
    except EngineError:
        return "degraded: the engine does not answer"
    return OK


urlpatterns = [path("live", live), path("ready", ready), path("metrics", metrics)]
