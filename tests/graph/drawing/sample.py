"""A network like those the projection makes, from the five documents on Staffordshire, in our own words."""

from typing import Any

import networkx as nx

ID = "https://w3id.org/probation-governance/id/"
GLOBAL = "staffordshire-caseloads-2017-01-12"
WEBSTER = "russellwebster-2017-01-12-staffordshire"
EXPRESS = "expressandstar-2020-03-05-staffordshire-and-west-midlands"
GUARDIAN = "guardian-2020-03-04-midlands-probation-firm"
RELEASE = "hmip-2022-08-04-staffordshire-and-stoke-pdu-press-release"

SOURCES: dict[str, dict[str, str | None]] = {
    GLOBAL: {
        "title": "Watchdog warns on Staffordshire probation caseloads",
        "publisher": "A radio news page",
        "issued": "2017-01-12",
        "page": "https://example.org/news/staffordshire-caseloads",
    },
    WEBSTER: {
        "title": "Probation public protection work sub-standard in Staffordshire",
        "publisher": "Russell Webster",
        "issued": "2017-01-12",
        "page": "https://example.org/blog/staffordshire",
    },
    GUARDIAN: {
        "title": "Midlands probation firm rated inadequate over high workloads",
        "publisher": "The Guardian",
        "issued": "2020-03-04",
        "page": "https://example.org/guardian/midlands",
    },
    EXPRESS: {
        "title": "Staffordshire and West Midlands probation service told to improve",
        "publisher": "Express & Star",
        "issued": "2020-03-05",
        "page": "https://example.org/express/improve",
    },
    RELEASE: {
        "title": "Staffordshire and Stoke probation service rated inadequate",
        "publisher": "HM Inspectorate of Probation",
        "issued": "2022-08-04",
        "page": "http://example.org/hmip/press-release",
    },
}

KINDS: list[dict[str, Any]] = [
    {"kind": "Community Rehabilitation Company", "plural": "CRCs", "colour": "#D55E00", "shape": "square"},
    {"kind": "Company", "plural": "Companies", "colour": "#0072B2", "shape": "dot"},
    {"kind": "National service", "plural": "National services", "colour": "#009E73", "shape": "hexagon"},
    {"kind": "Delivery unit", "plural": "Delivery units", "colour": "#E69F00", "shape": "diamond"},
    {"kind": "Region", "plural": "Regions", "colour": "#56B4E9", "shape": "diamond"},
    {"kind": "Inspectorate", "plural": "Inspectorates", "colour": "#CC79A7", "shape": "triangle"},
    {"kind": "Ministry", "plural": "Ministries", "colour": "#000000", "shape": "triangleDown"},
    {"kind": "Person", "plural": "People", "colour": "#F0E442", "shape": "dot"},
    {"kind": "Inspection", "plural": "Inspections", "colour": "#999999", "shape": "star", "occurs": True},
    {"kind": "Policy event", "plural": "Policy events", "colour": "#FFFFFF", "shape": "star", "occurs": True},
    {"kind": "Area", "plural": "Areas", "colour": "#8C6D46", "shape": "triangle"},
]

CRC, RRP, NPS = "crc-staffordshire-and-west-midlands", "reducing-reoffending-partnership", "nps"
PDU, REGION, HMIP, MOJ = "pdu-staffordshire-and-stoke", "region-west-midlands", "hmip", "moj"
MIDLANDS = "nps-division-midlands"

# slug, label, kind, from, until, other names, source slugs, shown
_THINGS: list[tuple[str, str, str, str | None, str | None, list[str], list[str], bool]] = [
    (CRC, "Staffordshire and West Midlands Community Rehabilitation Company", KINDS[0]["kind"], "2014", "2021-06",
     ["Staffordshire and West Midlands CRC", "SWM CRC"], [GLOBAL, GUARDIAN, EXPRESS], True),
    ("crc-derbyshire", "Derbyshire, Leicestershire, Nottinghamshire and Rutland CRC", KINDS[0]["kind"], "2014", "2021-06",
     ["DLNR CRC"], [WEBSTER], False),
    (RRP, "Reducing Reoffending Partnership", "Company", None, None, ["RRP"], [GLOBAL, WEBSTER, GUARDIAN, EXPRESS], True),
    (NPS, "National Probation Service", "National service", "2014", "2021-06", ["NPS"], [GLOBAL, GUARDIAN], True),
    (MIDLANDS, "Midlands division of the NPS", "National service", "2014", None, [], [WEBSTER], True),
    ("probation-service", "Probation Service", "National service", "2021-06", None, [], [RELEASE], True),
    (PDU, "Staffordshire and Stoke Probation Delivery Unit", "Delivery unit", "2021-06", None, ["Staffordshire and Stoke PDU"], [RELEASE], True),
    (REGION, "Probation Service – West Midlands region", "Region", "2021-06", None, [], [RELEASE], True),
    (HMIP, "HM Inspectorate of Probation", "Inspectorate", None, None, ["HMIP", "Her Majesty’s Inspectorate of Probation"], [GLOBAL, RELEASE], True),
    (MOJ, "Ministry of Justice", "Ministry", None, None, ["MoJ"], [GLOBAL], True),
    ("glenys-stacey", "Dame Glenys Stacey", "Person", None, None, ["Glenys Stacey"], [GLOBAL], True),
    ("justin-russell", "Justin Russell", "Person", None, None, [], [GUARDIAN, EXPRESS, RELEASE], True),
    ("catherine-holland", "Catherine Holland", "Person", None, None, [], [GLOBAL], True),
    ("chris-grayling", "Chris Grayling", "Person", None, None, [], [GUARDIAN], True),
    ("david-jamieson", "David Jamieson", "Person", None, None, [], [EXPRESS], False),
    ("pcc-west-midlands", "West Midlands Police and Crime Commissioner", "Ministry", None, None, ["West Midlands PCC"], [EXPRESS], False),
    ("hmip-2017-01-12-staffordshire-and-stoke", "Inspection of Staffordshire and Stoke, January 2017", "Inspection", "2017-01-12", None, [], [GLOBAL, WEBSTER], True),
    ("hmip-2020-03-04-staffordshire-and-west-midlands", "Inspection of Staffordshire and West Midlands CRC, March 2020", "Inspection", "2020-03-04", None, [], [GUARDIAN, EXPRESS], True),
    ("hmip-2022-08-04-staffordshire-and-stoke", "Inspection of Staffordshire and Stoke PDU, August 2022", "Inspection", "2022-08-04", None, [], [RELEASE], True),
    ("event-split-2014", "Probation divided in 2014", "Policy event", "2014", None, [], [GLOBAL, GUARDIAN], True),
    ("event-unification-2021", "Unified Probation Service", "Policy event", "2021-06", None, [], [GUARDIAN, RELEASE], True),
    ("staffordshire", "Staffordshire", "Area", None, None, [], [GLOBAL, RELEASE], True),
    ("stoke-on-trent", "Stoke-on-Trent", "Area", None, None, ["Stoke"], [GLOBAL, RELEASE], True),
    ("gangs-commission", "Gangs and Violence Commission", "Policy event", "2017", None, [], [EXPRESS], False),
]  # fmt: skip

# from, to, key, label, inverse, kind, from, until, sources, derived by, held
_LINKS: list[tuple[str, str, str, str, str, str, str | None, str | None, list[str], str | None, str | None]] = [
    (RRP, CRC, "ownership", "owns", "is owned by", "Ownership", "2015-02", "2021-06", [GLOBAL, GUARDIAN, EXPRESS], None, None),
    (RRP, CRC, "contract", "supplies services through", "is the vehicle of", "Contract", "2015-02-01", "2021-06-25", [GUARDIAN], None, None),
    (RRP, "crc-derbyshire", "ownership-2", "owns", "is owned by", "Ownership", "2015-02", None, [WEBSTER], None, "possible"),
    (MIDLANDS, NPS, "affiliation", "is part of", "has part", "Affiliation", "2014", None, [WEBSTER], None, None),
    (PDU, REGION, "affiliation", "is part of", "has part", "Affiliation", "2021-06", None, [RELEASE], None, None),
    (REGION, "probation-service", "affiliation", "is part of", "has part", "Affiliation", "2021-06", None, [RELEASE], None, None),
    (NPS, MOJ, "oversight", "accountable to", "oversees", "Oversight", "2014", "2021-06", [GLOBAL], None, "possible"),
    (CRC, "probation-service", "change", "was succeeded by", "succeeded", "Reorganisation", "2021-06", None, [RELEASE], None, None),
    (NPS, "probation-service", "change", "was succeeded by", "succeeded", "Reorganisation", "2021-06", None, [RELEASE], None, None),
    (CRC, PDU, "succeeds", "was succeeded by", "succeeded", "Reorganisation", "2021-06", None, [RELEASE], "Succession by area", None),
    ("glenys-stacey", HMIP, "tenure", "Chief Inspector at", "has as Chief Inspector", "Tenure", None, "2019", [GLOBAL], None, None),
    ("justin-russell", HMIP, "tenure", "Chief Inspector at", "has as Chief Inspector", "Tenure", "2019", None, [GUARDIAN, EXPRESS, RELEASE], None, None),
    ("catherine-holland", RRP, "tenure", "chief executive of", "has as chief executive", "Tenure", None, None, [GLOBAL], None, None),
    ("chris-grayling", MOJ, "tenure", "Secretary of State at", "has as Secretary of State", "Tenure", "2012-09-04", "2015-05-08", [GUARDIAN], None, None),
    ("chris-grayling", "event-split-2014", "actor", "acted in", "had as actor", "Policy event", "2014", None, [GUARDIAN], None, None),
    ("hmip-2017-01-12-staffordshire-and-stoke", CRC, "inspected", "inspected", "was inspected in", "Inspection", "2017-01-12", None, [GLOBAL, WEBSTER], None, None),
    ("hmip-2017-01-12-staffordshire-and-stoke", MIDLANDS, "inspected", "inspected", "was inspected in", "Inspection", "2017-01-12", None, [WEBSTER], None, None),
    ("hmip-2020-03-04-staffordshire-and-west-midlands", CRC, "inspected", "inspected", "was inspected in", "Inspection", "2020-03-04", None, [GUARDIAN, EXPRESS], None, None),
    ("hmip-2022-08-04-staffordshire-and-stoke", PDU, "inspected", "inspected", "was inspected in", "Inspection", "2022-08-04", None, [RELEASE], None, None),
    (HMIP, "hmip-2017-01-12-staffordshire-and-stoke", "made", "carried out", "was carried out by", "Inspection", "2017-01-12", None, [GLOBAL], None, None),
    (HMIP, "hmip-2020-03-04-staffordshire-and-west-midlands", "made", "carried out", "was carried out by", "Inspection", "2020-03-04", None, [EXPRESS], None, None),
    (HMIP, "hmip-2022-08-04-staffordshire-and-stoke", "made", "carried out", "was carried out by", "Inspection", "2022-08-04", None, [RELEASE], None, None),
    ("glenys-stacey", "hmip-2017-01-12-staffordshire-and-stoke", "led", "led", "was led by", "Inspection", "2017-01-12", None, [GLOBAL], None, None),
    ("event-split-2014", CRC, "affects", "created", "was created in", "Policy event", "2014", None, [GLOBAL, GUARDIAN], None, None),
    ("event-split-2014", NPS, "affects", "created", "was created in", "Policy event", "2014", None, [GLOBAL], None, None),
    ("event-unification-2021", "probation-service", "affects", "created", "was created in", "Policy event", "2021-06", None, [RELEASE], None, None),
    (CRC, "staffordshire", "provision", "covers", "is covered by", "Provision", "2014", "2021-06", [GLOBAL], None, None),
    (CRC, "stoke-on-trent", "provision", "covers", "is covered by", "Provision", "2014", "2021-06", [GLOBAL], None, None),
    (PDU, "staffordshire", "provision", "covers", "is covered by", "Provision", "2021-06", None, [RELEASE], None, None),
    (PDU, "stoke-on-trent", "provision", "covers", "is covered by", "Provision", "2021-06", None, [RELEASE], None, None),
    ("david-jamieson", "pcc-west-midlands", "tenure", "holds", "is held by", "Tenure", None, None, [EXPRESS], None, None),
    ("pcc-west-midlands", CRC, "oversight", "commented on", "was commented on by", "Oversight", "2020-03-05", None, [EXPRESS], None, None),
    ("david-jamieson", "gangs-commission", "launched", "launched", "was launched by", "Policy event", "2017", None, [EXPRESS], None, None),
]  # fmt: skip

RATING_CONFLICT = {
    "property": "overall rating",
    "kind": "headline",
    "note": "The headline gives the grade of four aspects; the article of the other paper gives the overall one.",
    "values": [
        {"value": "Inadequate", "sources": [GUARDIAN]},
        {"value": "Requires improvement", "sources": [EXPRESS]},
    ],
}
DATE_CONFLICT = {
    "property": "date",
    "kind": "later correction",
    "note": None,
    "values": [{"value": "spring 2021", "sources": [GUARDIAN]}, {"value": "June 2021", "sources": [RELEASE]}],
}


def staffordshire() -> nx.MultiDiGraph:
    """Twenty-four things and what joins them, four of them one step beyond what is shown."""
    network: nx.MultiDiGraph = nx.MultiDiGraph(
        question="Who ran probation in Staffordshire, who owned it and who inspected it?",
        sources=SOURCES,
        kinds=KINDS,
        events=[
            {"date": "2014-06-01", "label": "Probation divided: one national service and 21 companies"},
            {"date": "2021-06-26", "label": "Everything back in one Probation Service"},
        ],
        left_out="Left out: 12 things two steps away; --depth 2 draws them.",
    )
    for slug, label, kind, start, end, names, sources, shown in _THINGS:
        conflicts: list[dict[str, Any]] = []
        if slug == "hmip-2020-03-04-staffordshire-and-west-midlands":
            conflicts = [RATING_CONFLICT]
        if slug == "event-unification-2021":
            conflicts = [DATE_CONFLICT]
        network.add_node(
            ID + slug, slug=slug, label=label, kind=kind, shown=shown, focus=slug in (CRC, PDU), names=[label, *names],
            conflicts=conflicts, statements=[_statement("kind", kind, None, sources)], **{"from": start, "until": end},
        )  # fmt: skip
    for u, v, key, label, inverse, kind, start, end, sources, derived, held in _LINKS:
        when = " to ".join(part for part in (start, end) if part)
        network.add_edge(
            ID + u, ID + v, key=ID + key, label=label, inverse_label=inverse, kind=kind, until=end, when=when,
            sources=sources, derived_by=derived, held=held, details=[["share", "100%"]] if key == "ownership" else [],
            conflicts=[DATE_CONFLICT] if (u, key) == (NPS, "change") else [], **{"from": start},
        )  # fmt: skip
        for one, other, relation in ((u, v, label), (v, u, inverse)):
            network.nodes[ID + one]["statements"].append(
                _statement(relation, network.nodes[ID + other]["label"], ID + other, sources, when, derived, held)
            )
    measures = network.nodes[ID + CRC]["statements"]
    measures.append(_statement("average cases held by a member of staff", "64", None, [GUARDIAN, EXPRESS], "2019"))
    measures.append(_statement("people supervised", "12,600", None, [GUARDIAN], "2020"))
    measures.append(_statement("people helped into work", "more than 3,000", None, [EXPRESS], "since 2016"))
    return network


def _statement(
    relation: str, value: str, node: str | None, sources: list[str],
    when: str = "", derived: str | None = None, held: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "relation": relation, "value": value, "node": node, "when": when, "sources": sources,
        "derived_by": derived, "held": held,
    }  # fmt: skip


def crowd(count: int, lines: int = 3, shown: bool = True) -> nx.MultiDiGraph:
    """`count` things of every kind, each joined to up to `lines` earlier ones: the same each time."""
    network: nx.MultiDiGraph = nx.MultiDiGraph(
        question="A crowd", sources=SOURCES, kinds=KINDS, events=[], left_out=None
    )
    slugs = list(SOURCES)
    for i in range(count):
        network.add_node(
            f"{ID}thing-{i}", slug=f"thing-{i}", label=f"Thing number {i} of the probation crowd", shown=shown,
            kind=KINDS[i % len(KINDS)]["kind"], focus=i == 0, names=[], conflicts=[], until=None,
            statements=[_statement("kind", "thing", None, [slugs[i % 5]])], **{"from": str(2001 + i % 25)},
        )  # fmt: skip
        for j in range(lines if i else 0):
            other = (i * 7919 + j * 104729) % i if j else max(0, i // 3 - 1)
            network.add_edge(
                f"{ID}thing-{i}", f"{ID}thing-{other}", key=f"{ID}link/{i}-{j}", label="is joined to",
                inverse_label=None, kind="Link", until=None, when="", sources=[slugs[j]], derived_by=None, held=None,
                conflicts=[], details=[], **{"from": str(2001 + i % 25)},
            )  # fmt: skip
    return network
