"""A generated world with known truth: who is who in documents that nobody wrote.

People move from post to post and have namesakes in other counties and in their own; companies go by their short names;
projects are told in fuller and shorter forms and come in phases; copies of articles are damaged. `world(seed, documents)`
gives the rows that extraction would give, and of each mention the thing it is really of.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from dataclasses import dataclass, field

from fangzhi.lex import places
from tests.resolve.words import (
    BRANDS,
    COMMON,
    DEPARTMENTS,
    GIVEN,
    KINDS,
    PRODUCTS,
    STEMS,
    SURNAMES,
    TOPICS,
    TOWNS,
    TRADES,
)

STAGES = ("planned", "signed", "under_construction", "completed", "in_production")
START = datetime.date(2019, 1, 1)
DAYS = 5 * 365


@dataclass(frozen=True)
class Post:
    """A post of a place: `body` "" for those whose title tells the body (县长)."""

    place: places.Place
    body: str
    title: str

    def printed(self, home: places.Place) -> tuple[str, str | None]:
        """(post, organisation) as a paper of `home` prints it: 县委书记 at home, 某县委书记 elsewhere."""
        unit = _unit(self.place)
        own = places.is_within(home, self.place) and self.place.level != "province"
        where = unit if own else self.place.name
        if not self.body:
            return (f"{unit}{self.title}", None) if own else (f"{self.place.name}{unit}{self.title}", self.place.name)
        return f"{where}{self.body}{self.title}", f"{where}{self.body}"


def _unit(place: places.Place) -> str:
    last = place.name[-1]
    return last if last in "市县区旗州盟" else "县"


@dataclass
class Person:
    key: str
    name: str
    career: list[tuple[int, Post]]  # from which day on which post is held

    def post(self, day: int) -> tuple[Post, Post | None]:
        """The post held on a day, and the one before it."""
        held = [post for since, post in self.career if since <= day]
        return (held[-1], held[-2] if len(held) > 1 else None) if held else (self.career[0][1], None)


@dataclass(frozen=True)
class Project:
    key: str
    county: places.Place
    company: str
    forms: tuple[str, ...]  # the first is the name in full
    amount: int
    capacity: tuple[str, str] | None
    begins: int


@dataclass
class World:
    """The rows of all documents, and of each mention (document_id, row) the thing it is of."""

    documents: list[dict] = field(default_factory=list)
    claims: list[dict] = field(default_factory=list)
    truth: dict[tuple[str, str], str] = field(default_factory=dict)

    def only(self, ids: set[str]) -> World:
        """The same world with some of its documents."""
        return World(
            [d for d in self.documents if d["document_id"] in ids],
            [c for c in self.claims if c["document_id"] in ids],
            {k: v for k, v in self.truth.items() if k[0] in ids},
        )


class _Writer:
    """One document in the making."""

    def __init__(self, world: World, home: places.Place, day: int, number: int, dated: bool, damage: int = 0) -> None:
        self.world, self.home, self.day, self.at = world, home, day, 0
        self.id = "doc-" + hashlib.sha256(f"{number}".encode()).hexdigest()[:12]
        self.date = (START + datetime.timedelta(days=day)).isoformat()
        self.counts: dict[str, int] = {}
        self.dated = dated
        world.documents.append(
            {
                "document_id": self.id,
                "path": f"{number:06}.txt",
                "title": f"{home.name}要闻",
                "publisher": f"{home.name}融媒体中心",
                "published_on": self.date if dated else None,
                "url": None,
                "script": "Hans",
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": hashlib.sha256(self.id.encode()).hexdigest(),
                "characters": 2000,
                "repairs": damage,
            }
        )

    def row(self, table: str, key: str | None, **values: object) -> str:
        number = self.counts.get(table, 0)
        self.counts[table] = number + 1
        row = f"{table}/{number}"
        for name, value in values.items():
            if value is None:
                continue
            text = str(value)
            quote = text.split("/")[0] if name.endswith("_id") else text
            self.world.claims.append(
                {
                    "document_id": self.id,
                    "table_name": table,
                    "row": row,
                    "field": name,
                    "value": text,
                    "quote": quote,
                    "start": self.at,
                    "end": self.at + max(1, len(quote)),
                    "rule": f"{table}.{name}",
                }
            )
            self.at += len(quote) + 3
        if key is not None:
            self.world.truth[self.id, row] = key
        return row

    def person(self, person: Person, both: bool) -> str:
        post, before = person.post(self.day)
        row = self.row("officials", person.key, name=person.name)
        for held, mark in ((post, ""), (before, "原")):
            if held is None or mark and not both:
                continue
            printed, organization = held.printed(self.home)
            title = held.title if held.body else _unit(held.place) + held.title
            self.row("positions", None, official_id=row, post=mark + printed, organization=organization, title=title)
        return row

    def meeting(self, event: Event, rng: random.Random) -> str:
        date = START + datetime.timedelta(days=event.day)
        known = {"held_on": date.isoformat(), "year_basis": "published"} if self.dated else {}
        return self.row(
            "meetings", event.key, name=event.printed(self.home, rng), kind="conference",
            held_month=date.month, held_day=date.day, **known,
        )  # fmt: skip

    def project(self, project: Project, form: str) -> str:
        stage = STAGES[min(4, max(0, (self.day - project.begins) // 200))]
        row = self.row(
            "projects", project.key, name=form, category="industrial",
            proponent=project.company if form.startswith(project.company) else None,
            place=project.county.name if not places.is_within(self.home, project.county) else None,
            investment_amount=project.amount, investment_currency="CNY", stage=stage,
        )  # fmt: skip
        if project.capacity:
            self.row("project_capacities", None, project_id=row, value=project.capacity[0], unit=project.capacity[1])
        return row


def _names(rng: random.Random, count: int) -> list[str]:
    """Names, a fifth of them common ones that many share."""
    pool = [surname + given for surname in SURNAMES[:12] for given in COMMON]
    out = []
    for _ in range(count):
        if rng.random() < 0.2:
            out.append(rng.choice(pool))
        else:
            out.append(rng.choice(SURNAMES) + rng.choice(GIVEN + COMMON) + rng.choice(GIVEN))
    return out


def _people(rng: random.Random, counties: list[places.Place]) -> dict[str, list[Person]]:
    """Of each county: its heads, its heads of departments, and now and then two of one name."""
    out: dict[str, list[Person]] = {}
    for county in counties:
        posts = [
            Post(county, "委", "书记"),
            Post(county, "", "长"),
            Post(county, "人大常委会", "主任"),
            Post(county, "政协", "主席"),
        ]
        posts += [Post(county, "委", "常委") for _ in range(2)]
        posts += [Post(county, body, "局长" if body.endswith("局") else "主任") for body in rng.sample(DEPARTMENTS, 10)]
        names = _names(rng, len(posts))
        own = [
            Person(f"{county.code}-{n}", name, [(0, post)])
            for n, (name, post) in enumerate(zip(names, posts, strict=True))
        ]
        if rng.random() < 0.5:
            own[-1].name = own[-2].name  # namesakes in one county, at one time
        out[county.code] = own
    for county in counties:
        for person in out[county.code][:10]:
            chance, day = rng.random(), rng.randrange(300, DAYS - 300)
            if chance < 0.15:
                body = rng.choice(DEPARTMENTS)
                person.career.append((day, Post(county, body, "局长" if body.endswith("局") else "主任")))
            elif chance < 0.2:
                other = rng.choice([c for c in counties if c != county])
                person.career.append((day, Post(other, "委", "常委")))
    return out


def _projects(rng: random.Random, counties: list[places.Place]) -> dict[str, list[Project]]:
    out: dict[str, list[Project]] = {}
    for county in counties:
        own: list[Project] = []
        for company in rng.sample([b + t for b in BRANDS for t in TRADES], 5):
            kind, phases = rng.choice(KINDS), ("一期", "二期") if rng.random() < 0.3 else ("",)
            for product in rng.sample(PRODUCTS, rng.choice((1, 1, 2))):
                for phase in phases:
                    capacity = (str(rng.randrange(1, 90) * 10000), "吨/年") if rng.random() < 0.5 else None
                    other = rng.choice(KINDS)
                    forms = (
                        f"{company}{product}{kind}{phase}",
                        f"{company}{product}{phase}",
                        f"{company[:2]}{product}{kind}{phase}",  # the brand for the company
                        f"{company}{product}{other}{phase}",  # renamed
                    )
                    key = f"{county.code}-{forms[0]}"
                    own.append(
                        Project(
                            key, county, company, forms, rng.randrange(1, 200) * 10**8, capacity, rng.randrange(DAYS)
                        )
                    )
        out[county.code] = own
    return out


def _villages(rng: random.Random, counties: list[places.Place]) -> dict[str, list[tuple[str, str, str]]]:
    """Of each county (town, village, key); one name stands in several towns."""
    out = {}
    for county in counties:
        names = [rng.choice(STEMS) + rng.choice(STEMS) + "村" for _ in range(40)]
        own = {(town, name) for town in rng.sample(TOWNS, 4) for name in rng.sample(names, 5)}
        out[county.code] = [(town, name, f"{county.code}-{town}-{name}") for town, name in sorted(own)]
    return out


@dataclass(frozen=True)
class Event:
    """A meeting of a county: `name` as its own paper prints it without the place, `day` since START."""

    key: str
    county: places.Place
    body: str
    topic: str
    day: int

    def printed(self, home: places.Place, rng: random.Random) -> str:
        """The name in a paper of `home`; now and then with the word for a larger round."""
        where = _unit(self.county) if home == self.county else self.county.name
        topic = self.topic.replace("会议", "(扩大)会议") if rng.random() < 0.1 else self.topic
        return f"{where if self.body or home != self.county else '全' + where}{self.body}{topic}"


def _events(rng: random.Random, counties: list[places.Place]) -> dict[str, list[Event]]:
    """Thirty meetings of each county; some fall on one day."""
    out = {}
    for county in counties:
        drawn = [(rng.randrange(DAYS), *rng.choice(TOPICS)) for _ in range(30)]
        drawn += [(day, *rng.choice(TOPICS)) for day, _, _ in drawn[:3]]
        own = {
            f"{county.code}-{day}-{topic}": Event(f"{county.code}-{day}-{topic}", county, body, topic, day)
            for day, body, topic in drawn
        }
        out[county.code] = list(own.values())
    return out


def _counties(rng: random.Random, count: int) -> list[places.Place]:
    whole = [p for p in places.places().values() if p.level == "county" and not p.former]
    clear = [p for p in whole if len(places.resolve(p.name)) == 1 and places.level_of(p, "city") and len(p.name) > 2]
    cities = sorted({p.parent for p in clear})
    chosen = set(rng.sample(cities, max(2, count // 4)))
    return sorted((p for p in clear if p.parent in chosen), key=lambda p: p.code)[:count]


def world(seed: int, documents: int, counties: int = 40) -> World:
    """A world of so many documents, the same for the same seed."""
    rng = random.Random(seed)
    out = World()
    area = _counties(rng, counties)
    people, projects, villages = _people(rng, area), _projects(rng, area), _villages(rng, area)
    events = _events(rng, area)
    moved = {p.career[-1][1].place.code: p for own in people.values() for p in own if len(p.career) > 1}
    for number in range(documents):
        county = rng.choice(area)
        home = places.level_of(county, "city") if rng.random() < 0.3 else county
        event = rng.choice(events[county.code]) if rng.random() < 0.6 else None
        day, dated, state = event.day if event else rng.randrange(DAYS), rng.random() < 0.8, rng.getstate()
        copied = rng.random() < 0.08
        for turn in range(2 if copied else 1):
            rng.setstate(state)
            rng.random()
            writer = _Writer(out, home, day, number * 2 + turn, dated and not turn, damage=400 * turn)
            guests = [moved[county.code]] if county.code in moved else []
            _write(
                writer,
                rng,
                county,
                [*people[county.code], *guests],
                projects[county.code],
                villages[county.code],
                turn,
                event,
            )
    return out


def _write(writer: _Writer, rng: random.Random, county, people, projects, villages, turn: int, event) -> None:
    present = [p for p in people if p.post(writer.day)[0].place.code == county.code]
    row = writer.meeting(event, rng) if event else None
    for number, person in enumerate(_distinct(rng.sample(present, min(len(present), rng.randrange(3, 9))))):
        since = writer.day - max(s for s, _ in person.career if s <= writer.day)
        own = writer.person(person, both=len(person.career) > 1 and since < 400 and rng.random() < 0.6)
        if row and number < 3:
            role = ("presided", "spoke", "attended")[number]
            writer.row("participations", None, meeting_id=row, official_id=own, role=role)
    for project in rng.sample(projects, rng.randrange(1, 5)):
        form = rng.choices(project.forms, (4, 2, 1, 1))[0]
        writer.project(project, _damaged(form) if turn and rng.random() < 0.3 else form)
    city = places.level_of(county, "city")
    for town, name, key in rng.sample(villages, rng.randrange(0, 7)):
        writer.row(
            "villages", key, name=name, kind="administrative", town=town if rng.random() < 0.98 else None,
            county=county.name if writer.home != county or rng.random() < 0.7 else None,
            city=city.name if city and rng.random() < 0.7 else None,
        )  # fmt: skip


def _distinct(people: list[Person]) -> list[Person]:
    """Two of one name in one document would be one row of it: the second is left out."""
    return list({p.name: p for p in reversed(people)}.values())[::-1]


def _damaged(text: str) -> str:
    return text[:1] + "□" + text[2:]
