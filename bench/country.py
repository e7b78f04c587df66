"""What a made-up region and the centre of a made-up country consist of, as blocks of Turtle.

Names are plain and numbered, so that none is a real person's, body's or place's: what is named here stands in no
real source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

COLOURS = ("Amber", "Blue", "Bronze", "Copper", "Golden", "Green", "Grey", "Ivory", "Olive", "Red", "Silver", "White")
LANDS = ("Bank", "Brook", "Common", "Dale", "Fell", "Field", "Ford", "Heath", "Hill", "Moor", "Ridge", "Vale", "Wood")
RATINGS = ("Inadequate", "RequiresImprovement", "Good", "Outstanding")
MEASURES = ("average-caseload-probation-officer", "average-caseload-per-practitioner", "average-number-of-targets-met")
STANDARDS = ("assessment", "all-case-quality-standards", "court-work-and-case-supervision")
EVENTS = ("announcement", "consultation", "contract-award", "legislation", "reorganisation", "white-paper")
DISPUTED = 13
"""Tenures of a region on whose start two sources differ: as many conflicts in all as the national graph has."""
UNIFIED = "2021-06-26"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as any source may mention it: its prefixed name, its class and its label."""

    name: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """Statements about one subject that a source makes together, and the things that they speak of."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    about: tuple[Thing, ...]
    disputed: str = ""
    """The property of which another source gives another value, or nothing."""

    def turtle(self) -> str:
        """Return the block as a paragraph of Turtle."""
        return f"{self.name} " + " ;\n    ".join(f"{prop} {value}" for prop, value in self.pairs) + " ."

    def otherwise(self) -> Block:
        """Return what another source says instead: the disputed date three years before."""
        pairs = tuple(
            (prop, date(f"{int(value[1:5]) - 3}-03-01")) if prop == self.disputed else (prop, value)
            for prop, value in self.pairs
        )
        return replace(self, pairs=pairs, disputed="")


@dataclass(frozen=True, slots=True)
class Centre:
    """The bodies and people that all regions share."""

    ministry: Thing
    agency: Thing
    inspectorate: Thing
    former: Thing
    service: Thing
    country: Thing
    chiefs: tuple[Thing, ...]
    blocks: list[Block]


def date(text: str) -> str:
    """Return a date literal as precise as the text: a day, a month or a year."""
    return f'"{text}"^^xsd:{("gYear", "gYearMonth", "date")[text.count("-")]}'


def centre() -> Centre:
    """Return the centre: ten nodes and nine edges."""
    ministry = Thing("id:example-ministry", "pg:Ministry", "Example Ministry")
    agency = Thing("id:example-agency", "pg:Agency", "Example Agency")
    inspectorate = Thing("id:example-inspectorate", "pg:Inspectorate", "Example Inspectorate")
    former = Thing("id:example-former-service", "pg:NationalService", "Former Example Service")
    service = Thing("id:example-service", "pg:NationalService", "Example Service")
    country = Thing("id:example-country", "pg:Area", "Example Country")
    post = Thing("post:example-chief-inspector", "org:Post", "Example Chief Inspector")
    chiefs = tuple(
        Thing(f"id:example-chief-inspector-{number}", "foaf:Person", f"Chief Inspector {number}")
        for number in (1, 2, 3)
    )
    blocks = [
        _area(country, "country"),
        _post(post, inspectorate),
        *(
            _tenure(chief, post, inspectorate, f"{2012 + 4 * turn}-02-01", f"{2016 + 4 * turn}-02-01")
            for turn, chief in enumerate(chiefs)
        ),
        *(_affiliation(child, ministry) for child in (agency, inspectorate)),
        *(_affiliation(child, agency) for child in (former, service)),
        _change(former, service, "replacement", UNIFIED),
    ]
    return Centre(ministry, agency, inspectorate, former, service, country, chiefs, blocks)


def region(number: int, nation: Centre, chance: Random) -> list[Block]:
    """Return everything about one region: 121 nodes and 278 edges of the projection, and what hangs on them."""

    def things(count: int, kind: str, word: str, label: str) -> list[Thing]:
        return [
            Thing(f"id:example-{word}-{number}-{n}", kind, " ".join((place(), *label.split(), f"{number}.{n}")))
            for n in range(1, count + 1)
        ]

    def place() -> str:
        return f"{chance.choice(COLOURS)} {chance.choice(LANDS)}"

    [home] = things(1, "pg:ProbationRegion", "region", "Probation Region")
    units = things(10, "pg:ProbationDeliveryUnit", "pdu", "Probation Delivery Unit")
    trusts = things(3, "pg:ProbationTrust", "trust", "Probation Trust")
    crcs = things(2, "pg:CommunityRehabilitationCompany", "crc", "Community Rehabilitation Company")
    owners = things(2, "pg:Company", "company", "Services Limited")
    [venture] = things(1, "pg:JointVenture", "venture", "Partnership")
    [charity] = things(1, "pg:Charity", "charity", "Charity")
    boards = things(2, "pg:OtherBody", "board", "Board")
    [union] = things(1, "pg:TradeUnion", "union", "Union")
    [council] = things(1, "pg:LocalAuthority", "council", "Council")
    [police] = things(1, "pg:PoliceForce", "police", "Police")
    [commissioner] = things(1, "pg:PoliceAndCrimeCommissioner", "commissioner", "Commissioner")
    areas = things(32, "pg:Area", "area", "")
    counties = things(4, "pg:Area", "county", "County")
    people = [Thing(f"id:example-officer-{number}-{n}", "foaf:Person", f"Officer {number}.{n}") for n in range(1, 16)]
    headed = [home, *units, *crcs]
    posts = [
        Thing(body.name.replace("id:example", "post:example-head"), "org:Post", f"Head of {body.label}")
        for body in headed
    ]
    held = _terms(posts, headed, people, chance)
    bodies = [*trusts, *crcs, home, *units]
    blocks = [
        *(_body(trust, "2010-04-01", "2014-06-01") for trust in trusts),
        *(_body(crc, "2014-06-01", UNIFIED) for crc in crcs),
        *(_body(body, "2021-06", None) for body in (home, *units)),
        *(_area(county, "county", nation.country) for county in counties),
        # The first five straddle a border.
        *(_area(area, "district", *counties[turn % 4 : turn % 4 + 2]) for turn, area in enumerate(areas[:3])),
        *(_area(area, "district", counties[0], counties[3]) for area in areas[3:5]),
        *(_area(area, "district", counties[turn % 4]) for turn, area in enumerate(areas[5:])),
        *(_provision(units[turn % 10], area, "covers") for turn, area in enumerate(areas[:25])),
        *(_provision(crcs[turn % 2], area, "delivers-service-in") for turn, area in enumerate(areas[:20])),
        *(_provision(trust, area, "covers") for trust, area in zip(trusts, areas[23:26], strict=True)),
        *(_change(trust, crcs[turn % 2], "split", "2014-06-01") for turn, trust in enumerate(trusts)),
        *(_change(trust, nation.former, "split", "2014-06") for trust in trusts),
        *(_change(crc, home, "merger", UNIFIED) for crc in crcs),
        _change(nation.former, home, "split", "2021"),
        *(_change(crcs[turn % 2], unit, "split", UNIFIED) for turn, unit in enumerate(units[:5])),
        _ownership(owners[0], owners[1], "2009"),
        _ownership(owners[0], venture, "2013"),
        _ownership(owners[1], crcs[0], "2015-02-01"),
        _ownership(venture, crcs[1], "2015-02"),
        *(_participation(partner, venture) for partner in (*owners, charity, boards[0])),
        *(_contract(crc, nation.ministry) for crc in crcs),
        *(_affiliation(unit, home) for unit in units),
        _affiliation(home, nation.service),
        _affiliation(boards[0], boards[1]),
        _affiliation(charity, union),
        *(_oversight(nation.inspectorate, body, "inspects") for body in (home, *crcs, *trusts)),
        _oversight(nation.agency, home, "oversees"),
        _oversight(commissioner, police, "oversees"),
        *(_post(post, body) for post, body in zip(posts, headed, strict=True)),
        *held,
        *(_tie(person, owner) for person, owner in zip(people[3:5], owners, strict=True)),
    ]
    helpers = [council, *owners, charity, nation.agency, nation.service]
    blocks += [_event(number, n, nation, bodies, helpers, chance) for n in range(16)]
    inspected = [_inspection(number, n, nation, [*crcs, home, *units], chance) for n in range(15)]
    for block in inspected:
        blocks += [block, *_found(block, chance)]
    blocks += [_measurement(body, n, chance) for n in range(3) for body in bodies[:15]]
    return blocks


def _terms(posts: Sequence[Thing], bodies: Sequence[Thing], people: Sequence[Thing], chance: Random) -> list[Block]:
    """Return 22 tenures: nine posts had two holders, four one; the first are disputed."""
    found = []
    for turn, (post, body) in enumerate(zip(posts, bodies, strict=True)):
        start = 2014 if body.kind == "pg:CommunityRehabilitationCompany" else 2021
        middle = f"{start + 3}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        first, second = people[2 * turn % 15], people[(2 * turn + 1) % 15]
        found.append(_tenure(first, post, body, f"{start}-07-01", middle))
        if turn < 9:
            found.append(_tenure(second, post, body, middle, None))
    return [replace(block, disputed="pg:from" if turn < DISPUTED else "") for turn, block in enumerate(found)]


def _relation(prefix: str, kind: str, ends: Sequence[tuple[str, Thing]], *more: tuple[str, str | None]) -> Block:
    name = "--".join(thing.name.partition(":")[2] for _, thing in ends)
    pairs = [("a", kind), *((prop, thing.name) for prop, thing in ends)]
    return Block(
        f"{prefix}:{name}",
        (*pairs, *((prop, value) for prop, value in more if value is not None)),
        tuple(thing for _, thing in ends),
    )


def _dates(start: str | None, end: str | None) -> list[tuple[str, str | None]]:
    return [("pg:from", date(start) if start else None), ("pg:until", date(end) if end else None)]


def _body(body: Thing, start: str, end: str | None) -> Block:
    pairs = [(prop, value) for prop, value in _dates(start, end) if value is not None]
    page = f"<https://example.org/{body.name.removeprefix('id:')}>"
    return Block(body.name, (("foaf:homepage", page), *pairs), (body,))


def _area(area: Thing, kind: str, *around: Thing) -> Block:
    within = [("pg:within", " , ".join(one.name for one in around))] if around else []
    return Block(area.name, (("pg:areaKind", f"area-kind:{kind}"), *within), (area, *around))


def _post(post: Thing, body: Thing) -> Block:
    return Block(post.name, (("org:postIn", body.name), ("pg:singleHolder", "true")), (post, body))


def _tenure(person: Thing, post: Thing, body: Thing, start: str, end: str | None) -> Block:
    ends = [("org:member", person), ("pg:post", post)]
    block = _relation("tenure", "pg:Tenure", ends, ("org:organization", body.name), *_dates(start, end))
    return replace(block, about=(*block.about, body))


def _provision(body: Thing, area: Thing, kind: str) -> Block:
    ends = [("pg:provider", body), ("pg:area", area)]
    return _relation("provision", "pg:Provision", ends, ("pg:provisionKind", f"provision-kind:{kind}"))


def _change(old: Thing, new: Thing, kind: str, day: str) -> Block:
    ends = [("org:originalOrganization", old), ("org:resultingOrganization", new)]
    return _relation(
        "change", "pg:Reorganisation", ends, ("pg:changeKind", f"change-kind:{kind}"), ("pg:date", date(day))
    )


def _ownership(owner: Thing, owned: Thing, start: str) -> Block:
    return _relation("ownership", "pg:Ownership", [("pg:owner", owner), ("pg:owned", owned)], *_dates(start, None))


def _participation(partner: Thing, venture: Thing) -> Block:
    ends = [("pg:partner", partner), ("pg:venture", venture)]
    return _relation("participation", "pg:Participation", ends, *_dates("2014", "2021"))


def _contract(supplier: Thing, buyer: Thing) -> Block:
    ends = [("pg:supplier", supplier), ("pg:buyer", buyer)]
    return _relation("contract", "pg:Contract", ends, *_dates("2015-02-01", "2021-06-25"))


def _affiliation(child: Thing, parent: Thing) -> Block:
    return _relation("affiliation", "pg:Affiliation", [("pg:child", child), ("pg:parent", parent)])


def _oversight(over: Thing, under: Thing, kind: str) -> Block:
    ends = [("pg:overseer", over), ("pg:overseen", under)]
    return _relation("oversight", "pg:Oversight", ends, ("pg:oversightKind", f"oversight-kind:{kind}"))


def _tie(person: Thing, company: Thing) -> Block:
    ends = [("pg:tiedPerson", person), ("pg:tiedTo", company)]
    return _relation("tie", "pg:PersonalTie", ends, ("pg:tieKind", "tie-kind:former-employer"))


def _event(
    number: int, turn: int, nation: Centre, bodies: Sequence[Thing], helpers: Sequence[Thing], chance: Random
) -> Block:
    """Return one of 16 events: the first five affect three bodies, the others two; the first six have two actors."""
    affected = tuple(chance.sample(bodies, 3 if turn < 5 else 2))
    actors = (nation.ministry, helpers[turn]) if turn < 6 else (nation.ministry,)
    year, kind = 2011 + turn * 14 // 15, EVENTS[turn % len(EVENTS)]
    name = f"id:example-event-{number}-{turn + 1}"
    event = Thing(name, "pg:PolicyEvent", f"{kind.replace('-', ' ').capitalize()} {number}.{turn + 1}")
    pairs = (
        ("pg:eventType", f"event-type:{kind}"),
        ("pg:date", date((f"{year}", f"{year}-05", f"{year}-05-17")[turn % 3])),
        ("pg:actor", " , ".join(actor.name for actor in actors)),
        ("pg:affects", " , ".join(body.name for body in affected)),
        ("dct:description", f'"What was decided in {year} about {affected[0].label} and others."@en'),
    )
    return Block(name, pairs, (event, *actors, *affected))


def _inspection(number: int, turn: int, nation: Centre, bodies: Sequence[Thing], chance: Random) -> Block:
    """Return one of 15 inspections: the first three of two bodies, the others of one."""
    body = bodies[turn % len(bodies)]
    others = [bodies[turn + 1]] if turn < 3 else []
    year = chance.randint(2016, 2020) if turn % len(bodies) < 2 else chance.randint(2022, 2025)
    name = f"id:example-inspection-{number}-{turn + 1}"
    thing = Thing(name, "pg:Inspection", f"{body.label}, inspection {turn + 1}")
    chief = nation.chiefs[min((year - 2012) // 4, 2)]
    pairs = (
        ("pg:inspected", " , ".join(one.name for one in (body, *others))),
        ("pg:inspectedBy", nation.inspectorate.name),
        ("pg:ledBy", chief.name),
        ("pg:programme", "<https://w3id.org/probation-governance/scheme/programme/pdu-inspections-2021-23>"),
        ("pg:published", date((f"{year}-{chance.randint(1, 12):02}", f"{year}-09-14")[turn % 2])),
        ("pg:overallRating", f"pg:{chance.choice(RATINGS)}"),
        ("pg:score", str(chance.randint(0, 21))),
        ("pg:maximumScore", "21"),
    )
    return Block(name, pairs, (thing, body, *others, chief, nation.inspectorate))


def _found(inspection: Block, chance: Random) -> list[Block]:
    """Return what came of an inspection: a rating, and of some a finding and a recommendation."""
    thing, body = inspection.about[:2]
    key = f"{thing.name.removeprefix('id:')}--{body.name.removeprefix('id:')}"
    of, standard = ("pg:ofInspection", thing.name), chance.choice(STANDARDS)
    rated = (
        ("a", "pg:Rating"),
        of,
        ("pg:ratedBody", body.name),
        ("pg:level", f"pg:{chance.choice(RATINGS)}"),
        ("pg:standard", f"standard-pdu-inspections-2021-23:{standard}"),
    )
    found = [Block(f"rating:{key}--{standard}", rated, (thing, body))]
    if chance.random() < 0.5:
        weighed = (
            ("a", "pg:Finding"),
            of,
            ("pg:findingAbout", body.name),
            ("pg:finds", f"finding-kind:{chance.choice(('strength', 'weakness'))}"),
            ("pg:theme", "theme:workload"),
            ("dct:description", '"Staff had more, or less, work than they could do well."@en'),
        )
        found.append(Block(f"finding:{key}--workload", weighed, (thing, body)))
    if chance.random() < 0.3:
        advised = (
            ("a", "pg:Recommendation"),
            of,
            ("pg:addressedTo", body.name),
            ("pg:number", '"1"'),
            ("dct:description", '"Make sure that work is shared out evenly."@en'),
        )
        found.append(Block(f"recommendation:{key}--1", advised, (thing, body)))
    return found


def _measurement(body: Thing, turn: int, chance: Random) -> Block:
    day, measure = f"{2013 + 4 * turn}-04", MEASURES[turn]
    pairs = (
        ("a", "pg:Measurement"),
        ("pg:subject", body.name),
        ("pg:measure", f"measure:{measure}"),
        ("pg:value", str(chance.randint(20, 80))),
        ("pg:unit", "unit:people"),
        ("pg:asOf", date(day)),
    )
    return Block(f"measurement:{body.name.removeprefix('id:')}--{measure}--{day}", pairs, (body,))
