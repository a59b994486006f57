"""Where an imported page came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One page made from one source. It tells an import of the same source apart from one of a changed source.

    `key` names the page within a source that gives several. `revision` is what the import wrote: a page whose latest
    revision is another one has been edited since. `warnings` are `{"line": …, "text": …}` as the import gave them.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="import_records", verbose_name=_("page")
    )
    source = models.CharField(_("source"), max_length=255, db_index=True)
    key = models.CharField(_("part of the source"), max_length=100, blank=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    imported_at = models.DateTimeField(_("imported"), auto_now=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)

    # It says where a page comes from; deleting the page takes it along.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        ordering = ["-imported_at"]
        constraints = [models.UniqueConstraint(fields=["page"], name="unique_import_record_page")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}".strip()
