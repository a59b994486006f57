"""Texts for properties: any characters at all, and running Swedish with the signs that words are joined by."""

from hypothesis import strategies as st

WORDS = (
    "barnet böcker kommuners boendet nämnd nämnden lokalförsörjning projektdatabas samverkansnämndens hemtjänsten "
    "Skellefteå skellefteås e-hälsa IT-systemet covid-19 vård- och omsorgsboende NSV:s LRS § 16/23 12 § 2b 2023-03-11 "
    "NSV23-0020 KSKF/2023:126 KS2024/0123 SOC2021/88-3 RSFN2023-12345 XKDN24/0099-1 2023/24 "
    "hem\u00adtjänst ﬁnns a\u030aldern äldreomsorg 3,5 that's EU:n att en"
).split(" ")

swedish = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n", ", ", ". ", "-", "–", "/", " (", ")"]))
).map(lambda pairs: "".join(word + joint for word, joint in pairs))
any_text = st.one_of(st.text(), swedish, st.text(alphabet="aåÅ1§-/:.’ \u00ad\u0308ß", max_size=30))
