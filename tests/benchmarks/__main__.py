"""What the portal takes: python -m tests.benchmarks [--pages 20000] [--searches 300].

Runs on an installation of its own in a temporary folder, or on the servers that DATABASE_URL and SEARCH_URL name; then
the database must be an empty one. Times are of one machine: compare them only within one run.
"""

import argparse
import sys

from .large_site import large_site


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--searches", type=int, default=300)
    options = parser.parse_args()
    with large_site(options.pages):
        from . import measure

        measure.rebuild()
        measure.searches(options.searches)
        measure.publishing()
    return 0


if __name__ == "__main__":
    sys.exit(main())
