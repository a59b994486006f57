"""The runner counts as README.md says: what is found, what is claimed, what stem-only leaves of a query."""

from dataclasses import replace

from search.engines.base import All, Best, Boost, Term
from search.ranking import WEIGHTS

from .judged import JudgedQuery, page_key
from .portal import STEM_ONLY, Outcome, Shown, report, without_zeros

ANSWER = Shown("17", "all", "Vilka principer gäller för hyressättning?")
OTHER = Shown("20", "partial", "Vad menas med samnyttjande?")


def outcome(*shown: Shown, category: str = "compounds") -> Outcome:
    return Outcome(JudgedQuery("hyresprinciper", category, relevant={"17": 3, "20": 1}, heading="hyres"), shown)


def test_an_answer_on_the_first_page_is_found_but_a_page_that_only_touches_it_is_not():
    assert outcome(OTHER, ANSWER).is_found
    assert not outcome(OTHER).is_found


def test_an_identifier_is_found_only_if_its_page_comes_first():
    assert outcome(ANSWER, OTHER, category="identifiers").is_found
    assert not outcome(OTHER, ANSWER, category="identifiers").is_found


def test_only_an_answer_can_show_the_very_section():
    assert outcome(ANSWER).shows_section
    assert not outcome(Shown("20", "all", ANSWER.heading)).shows_section


def test_the_report_lists_what_is_out_of_scope_and_yet_answered_and_ends_with_the_measure():
    stray = Outcome(JudgedQuery("bygglov", "out_of_scope"), [ANSWER])
    quiet = Outcome(JudgedQuery("altan", "out_of_scope"), [OTHER])

    lines = report([outcome(ANSWER, OTHER), stray, quiet]).splitlines()

    assert lines[-1] == "nDCG@10 1.000"
    assert any(line.strip().startswith("bygglov") for line in lines)
    assert not any(line.strip().startswith("altan") for line in lines)


def test_what_weighs_nothing_is_taken_out_of_the_query():
    stem, lemma = Term("body_stem", "hyra"), Term("body_lemma", "hyra", 0.0)

    assert without_zeros(Best((stem, lemma))) == Best((stem,))
    assert without_zeros(All(must=(stem,), should=(Boost(stem, 0.0), lemma))) == All(must=(stem,))


def test_stem_only_leaves_nothing_but_stems_and_identifiers_and_where_they_stand():
    left = {name: value for name, value in vars(replace(WEIGHTS, **STEM_ONLY)).items() if value}
    assert left.keys() == {"places", "stem", "identifier", "section"}


def test_what_can_no_longer_match_is_nothing():
    assert without_zeros(All(must=(Term("body_stem", "hyra"), Best((Term("body_parts", "hyra", 0.0),))))) is None


def test_a_demo_file_is_named_by_its_number_whatever_its_locale():
    assert page_key("02-om-nara-vard.fi") == page_key("2") == "2"
    assert page_key("00-5-uppfoljning.fi") == "00-5-uppfoljning"
