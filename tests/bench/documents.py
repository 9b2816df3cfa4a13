"""Documents for measuring: those of a folder again and again, each time about other people, places, villages, projects and numbers.

`varied(sources, count, seed)` gives records with the fields of a `.jsonl` line. Several documents in a row tell of one world, so that the
same people come again; every world has names of its own, so that tables grow with the documents, and no document is a copy.
"""

from __future__ import annotations

import functools
import itertools
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fangzhi.extract import extract
from fangzhi.lex import places
from fangzhi.read import Source
from tests.resolve.words import BRANDS, COMMON, GIVEN, STEMS, SURNAMES

DOCUMENTS_A_WORLD = 30
FILES_A_FOLDER = 500
# Its last digits vary: a number keeps its size, and one that is no year does not become one.
_NUMBER = re.compile(r"(?<![\d.])(\d\d?)(\d{1,2})(?![\d.年])")
_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


@dataclass
class World:
    """What each name of the source documents is called here."""

    random: random.Random
    names: dict[str, str] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> str:
        if name not in self.names:
            self.names[name] = _ANOTHER[kind](self.random, name)
        return self.names[name]


def _person(chance: random.Random, name: str) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN + COMMON, k=chance.choice((1, 2, 2))))


def _village(chance: random.Random, name: str) -> str:
    return "".join(chance.choice(STEMS) for _ in name[:-1]) + name[-1]


def _brand(chance: random.Random, name: str) -> str:
    return chance.choice(BRANDS)[0] + chance.choice(BRANDS)[1]


def _place(chance: random.Random, name: str) -> str:
    return chance.choice(_places()[len(name)])


_ANOTHER = {"officials": _person, "villages": _village, "projects": _brand, "places": _place}


@functools.cache
def _places() -> dict[int, list[str]]:
    """Short names of cities and counties (南通 of 南通市), two and three characters long."""
    known = [place for place in places.places().values() if place.level != "province" and not place.former]
    short = sorted({places.short_name(place.name) for place in known})
    return {size: [name for name in short if len(name) == size and name[-1] not in "市县区"] for size in (2, 3)}


def varied(sources: Sequence[Source], count: int, prose: int = 0, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many records, the same for the same seed. Each ends with at least `prose` characters that say nothing a table holds, as most of
    the news does."""
    chance = random.Random(seed)
    named = [(source, _named(source)) for source in sources]
    world = World(chance)
    for number, (source, names) in enumerate(itertools.islice(itertools.cycle(named), count)):
        if number % DOCUMENTS_A_WORLD == 0:
            world = World(chance)
        record = _record(source, names, world, number)
        yield record | {"text": record["text"] + _prose(chance, prose)}


def _prose(chance: random.Random, characters: int) -> str:
    sentences = (Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines()
    paragraphs = []
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append("".join(chance.sample(sentences, 4)) + "\n")
    return "\n".join(paragraphs)


def _named(source: Source) -> list[tuple[str, str]]:
    """The names in a document with the kind of each, longest first: as they are printed there."""
    found = {}
    for claim in extract([source]).claims:
        if claim["field"] == "name" and claim["table_name"] in _ANOTHER:
            printed = source.text[claim["start"] : claim["end"]]
            # Of a project its first two characters are another's, with all names that begin so.
            name = printed[:2] if claim["table_name"] == "projects" else printed
            found.setdefault(name, claim["table_name"])
    for size, known in _places().items():
        here = {source.text[at : at + size] for at in range(len(source.text) - size + 1)}
        found |= dict.fromkeys(here.intersection(known), "places")
    return sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))


def _record(source: Source, names: list[tuple[str, str]], world: World, number: int) -> dict[str, str]:
    chance = world.random
    kinds = dict(names)
    pattern = re.compile("|".join(map(re.escape, kinds))) if kinds else None

    def other(text: str) -> str:
        text = pattern.sub(lambda found: world.of(kinds[found[0]], found[0]), text) if pattern else text
        text = _NUMBER.sub(lambda found: found[1] + "".join(chance.choices("0123456789", k=len(found[2]))), text)
        return _DAY.sub(lambda _: f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日", text)

    record = {"text": other(source.text), "url": f"https://example.org/{number:06}.html"}
    record |= {"title": other(source.title)} if source.title else {}
    record |= {"publisher": other(source.publisher)} if source.publisher else {}
    return record | ({"published_on": source.published_on} if source.published_on else {})


def write(records: Iterator[dict[str, str]], folder: Path) -> int:
    """A file a record; returns how many characters their texts have."""
    characters = 0
    for number, record in enumerate(records):
        path = folder / f"{number // FILES_A_FOLDER:04}" / f"{number:06}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        characters += len(record["text"])
    return characters
