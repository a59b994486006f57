"""In the place of Wagtail's command of this name, which ends at the first page that cannot be published."""

from typing import Any

from wagtail.management.commands import publish_scheduled

from knowledge.schedule import carry_out


class Command(publish_scheduled.Command):
    help = "Publish and withdraw the pages for which an editor has planned it by now."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        outcome = carry_out()
        self.stdout.write(f"{outcome.published} published, {outcome.expired} withdrawn, {outcome.failed} failed.")
