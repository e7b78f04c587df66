"""The hand-written sources about terms of office say what their documents say, each in its own graph."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
BASE = "https://w3id.org/probation-governance/"
PG = BASE + "ontology#"
# file, person, post, then what is said: from, until or held on a day
TERMS = """
    undated/github-home-secretaries kenneth-baker home-secretary from=1990-11-28 until=1992-04-10
    undated/github-home-secretaries kenneth-clarke home-secretary from=1992-04-10 until=1993-05-27
    undated/github-home-secretaries michael-howard home-secretary from=1993-05-27 until=1997-05-02
    undated/github-home-secretaries jack-straw home-secretary from=1997-05-02 until=2001-06-08
    undated/github-home-secretaries david-blunkett home-secretary from=2001-06-08 until=2004-12-15
    undated/github-home-secretaries charles-clarke home-secretary from=2004-12-15 until=2006-05-05
    undated/github-home-secretaries john-reid home-secretary from=2006-05-05 until=2007-06-28
    2004/crimlinks-2004-12-15-home-secretary david-blunkett home-secretary until=2004-12-15
    2004/crimlinks-2004-12-15-home-secretary charles-clarke home-secretary from=2004-12-15
    2006/bbc-2006-05-05-reshuffle charles-clarke home-secretary until=2006-05-05
    2006/bbc-2006-05-05-reshuffle john-reid home-secretary from=2006-05-05
    2006/communitycare-2006-06-28-owers john-reid home-secretary heldOn=2006-06-28
    2006/communitycare-2006-06-28-owers anne-owers hm-chief-inspector-of-prisons from=2001-08 heldOn=2006-06-28
    2007/bbc-2007-05-09-home-office john-reid home-secretary heldOn=2007-05-09
    2007/4ni-2007-05-09-home-office john-reid home-secretary heldOn=2007-05-09
    2025/wikimirror-victoria-atkins victoria-atkins prisons-and-probation-minister from=2021-09-16 until=2022-07-06
    2022/lincolnshireworld-2022-07-06-atkins victoria-atkins prisons-and-probation-minister until=2022-07-06
    undated/wikipedia-alex-chalk alex-chalk prisons-and-probation-minister from=2021-03-02 until=2021-09-10
    undated/qudswiki-lucy-frazer lucy-frazer prisons-and-probation-minister from=2019-07-25 until=2021-03-02
    undated/qudswiki-lucy-frazer lucy-frazer prisons-and-probation-minister from=2021-09-10 until=2021-09-16
    2003/home-affairs-committee-2003-07-15 martin-narey commissioner-for-correctional-services heldOn=2003-07-15
    2005/guardian-2005-10-26-narey martin-narey chief-executive-national-offender-management-service until=2005-10
    2005/communitycare-2005-10-27-narey martin-narey chief-executive-national-offender-management-service until=2005-10
    undated/uncensoredwiki-noms helen-edwards chief-executive-national-offender-management-service from=2005-11
    undated/editorial martin-narey commissioner-for-correctional-services until=2005
    2002/guardian-2002-08-14-smith graham-smith hm-chief-inspector-of-probation from=1992 until=2001
    2000/hansard-2000-11-14-inspectors graham-smith hm-chief-inspector-of-probation heldOn=2000-11-14
    2022/probationmatters-2022-10-25-flynn sonia-flynn chief-probation-officer from=2016
    2010/libdemvoice-2010-06-08-beith alan-beith chair-justice-committee heldOn=2010-06-08
    2019/prison-reform-trust-2019-07-16-farrar jo-farrar chief-executive-hm-prison-and-probation-service heldOn=2019-07-16
    2021/csw-2021-03-17-farrar jo-farrar chief-executive-hm-prison-and-probation-service from=2019 heldOn=2021-03-17
    2025/lords-jha-2025-04-01-copple phil-copple chief-executive-hm-prison-and-probation-service heldOn=2025-04-01
    2025/lords-jha-2025-04-01-copple james-timpson prisons-and-probation-minister heldOn=2025-04-01
"""
SAID = [line.split() for line in TERMS.strip().splitlines()]
DATES = ("from", "heldOn", "until")


def terms(file: str, person: str, post: str) -> Iterator[list[str]]:
    """Yield what a file says of each term of a person in a post, as `property=value`."""
    store = ox.Store()
    store.load(path=str(DATA / f"{file}.ttl"), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    stem = f"{BASE}id/tenure/{person}--{post}"
    for node in (stem, f"{stem}--2"):
        said = [
            f"{name}={quad.object.value}"
            for name in DATES
            for quad in store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(PG + name), None)
            if isinstance(quad.object, ox.Literal)
        ]
        if said:
            yield said


@pytest.mark.parametrize(("file", "person", "post", "said"), [(f, who, what, said) for f, who, what, *said in SAID])
def test_a_source_gives_these_dates_and_no_others(file: str, person: str, post: str, said: list[str]) -> None:
    assert said in list(terms(file, person, post))


def test_no_term_of_these_sources_goes_untested() -> None:
    for file in {file for file, *_ in SAID} - {"undated/editorial"}:
        store = ox.Store()
        store.load(path=str(DATA / f"{file}.ttl"), format=ox.RdfFormat.TURTLE, base_iri=BASE)
        found = len(list(store.quads_for_pattern(None, None, ox.NamedNode(PG + "Tenure"))))
        assert found == sum(file == named for named, *_ in SAID), file
