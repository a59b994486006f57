import json
import subprocess
import sys
from hashlib import blake2s

import search.language
from search.language import ANALYSIS, VERSION, get_language, lemmas

SAMPLE = """Nämnden för samverkan beslutade i § 16/23 (NSV23-0020) om målbilden. Kommunernas äldreboenden, e-hälsa och
lokalförsörjningen i Skellefteå kräver böcker, hälsofrämjande arbete och covid-19-vaccin för barnen. NSV:s 3,5 procent."""
FINGERPRINT = (6, "890b04bef28d1f1b")


def test_the_number_of_the_analysis_changes_with_the_analysis():
    fields = json.dumps(get_language("sv").fields(SAMPLE), ensure_ascii=False)
    fingerprint = blake2s(fields.encode(), digest_size=8).hexdigest()
    assert (ANALYSIS, fingerprint) == FINGERPRINT, "The fields changed: raise ANALYSIS and put both values down here."


def test_the_version_changes_with_the_word_lists(monkeypatch):
    monkeypatch.setattr(search.language, "version", lambda package: "another")
    assert search.language._version() != VERSION


def test_the_import_loads_no_word_lists():
    heavy = {"simplemma", "wordfreq", "msgpack", "rapidfuzz", "Stemmer"}
    code = f"import sys, search.language; print(sorted({heavy!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_without_its_package_a_language_has_no_lemmas(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplemma.strategies.dictionaries", None)
    lemmas._list.cache_clear()
    try:
        assert lemmas.Lemmas("sv").of("barnet") == ()
    finally:
        lemmas._list.cache_clear()
