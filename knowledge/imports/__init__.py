"""Importing documents in Wagtail's admin: upload, look at what was understood beside the source, choose places, get drafts.

The work itself is done by the `importer`, outside of the request: by a Celery worker where there is a broker, else by a
thread of this process.
"""
