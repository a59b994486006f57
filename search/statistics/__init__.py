"""What visitors search for, in figures that tell of queries and never of visitors.

visits.py      a search is counted, and its links are marked      (in the request)
clicks.py      a marked link is counted and then forgotten        (in the request)
privacy.py     what is never kept of what people write
recorder.py    counts wait in the process and are written together, beside the requests
retention.py   what has been kept long enough is deleted
figures.py     what editors are told
report.py      the report in Wagtail's admin
"""
