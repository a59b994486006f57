"""Whether the web process of this container answers: python -m portal.probe. Exit code 1 if it does not."""

import os
import urllib.request

ADDRESS = "http://127.0.0.1:8000/health/live"


def main() -> None:
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
    urllib.request.urlopen(urllib.request.Request(ADDRESS, headers={"Host": host}), timeout=4).close()


if __name__ == "__main__":
    main()
