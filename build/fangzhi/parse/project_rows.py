"""Rows: mentions of one project brought together, and the claims that they make."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from ..lex.lexicon import alternatives
from ..lex.token import Token
from .claim import Claim
from .page import Page
from .project_again import second, taken_up
from .project_amounts import Amount, Capacity, amount, capacities
from .project_headings import counted_stage
from .project_members import count
from .project_names import bare, company, head, place, stem
from .project_sentence import Sentence, opened
from .project_stages import RANK, after, of_subject
from .project_topics import Topic, behind
from .project_words import ADVERBIAL, AND, CLAUSE, COMMA, VIEW, has, use

# names that begin or end alike: a page that has more is a table, where short forms settle nothing
_LOOKED_AT = 24
# so many characters behind its name 该项目 still is the project named last, sentences of others' words between them
_SPOKEN_OF = 400
# and that far behind a line of its own a project is the one told of
_TITLED = 300
# 上述项目 are these, and no more than so many
_ALL = re.compile(alternatives("project_plural"))
_MANY = 24
# so far behind its count 项目 may stand
_COUNTED = 10
# what may stand round a name in a line of its own
_ROUND = re.compile(r"[\s\d.．、，：()★▲●◆■▶►※一二三四五六七八九十是]*(?:重点)?(?:项目|工程|建设)*[\s：]*")


@dataclass(slots=True)
class Row:
    """One project of a page: its mentions, and the best of what was said of it. Offsets are the page's."""

    names: list[tuple[str, int, int, str]] = field(default_factory=list)
    stage: tuple[str, int, int] | None = None
    amount: Amount | None = None
    capacities: list[Capacity] = field(default_factory=list)


class Rows:
    """The projects of a page, in the order of first mention."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.known: dict[str, Row] = {}
        self.edges: dict[tuple[str, str], dict[str, None]] = {}
        self.base = 0
        self.current: Row | None = None
        self.last: tuple[Row, int] | None = None
        self.recent: tuple[list[Row], int] | None = None
        self.group: str | None = None
        self.among = False
        self.title: tuple[Row, int] | None = None
        self.offered: tuple[str, int, int, str] | None = None
        self.waiting: list[Row] = []
        self.carried: tuple[Amount | None, list[Capacity]] = (None, [])

    def at(self, base: int) -> Rows:
        """Set where the sentence now read begins."""
        self.base = base
        return self

    def begin(self, sentence: Sentence) -> None:
        """Open a sentence: what was told last goes on only where the sentence points back or begins with a label."""
        text, tokens = sentence.text, sentence.tokens
        among = bool(tokens) and tokens[0].start == 0 and has(tokens[0], "among") or sentence.subject
        self.group = counted_stage(sentence) or (self.group if among else None)
        if self.waiting and any(t.kind == "j" for t in tokens):
            told = after(tokens, text)
            for row in self.waiting if told else ():
                self._tell(row, (told[0], told[1].start, told[1].end), None, [])
        self.waiting = []
        if _ALL.match(text):
            self._tell_all(sentence)
        self.among = bool(tokens) and tokens[0].start == 0 and has(tokens[0], "among")
        first = next((t for t in tokens if t.kind not in ADVERBIAL + CLAUSE), None)
        labelled = first is not None and first.kind in "lkj" and not text[: first.start].strip("，、 ")
        points = labelled or sentence.back or "：" in text[:8] or _elided(sentence)
        if not points:
            self.current = self._subject(sentence)
        elif self.current is None and self._visits() and self._again(sentence) and any(t.kind in "lk" for t in tokens):
            # 走进某产业园，… 。该产业园总投资…: what is visited is a project once its money or size is told
            self.current = self._row(self.offered[0])
            self.current.names.append(self.offered)
        elif self.current is None and self.last and (sentence.subject or _elided(sentence)) and self.base - self.last[1] < _SPOKEN_OF:
            self.current = self.last[0]

    def _again(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of the place offered: 该产业园, 园区."""
        found = head(self.offered[0])
        park = found is not None and found[1] == "park" and sentence.text.strip().startswith("园区")
        return sentence.subject or park or taken_up(self.offered[0], sentence, 0)

    def _visits(self) -> bool:
        """Whether a place visited was named behind the project named last."""
        return self.offered is not None and (self.last is None or self.offered[1] > self.last[1])

    def _tell_all(self, sentence: Sentence) -> None:
        """Give the stage told of 上述项目 to the projects named just before, of which nothing else tells one."""
        comma = next((t.start for t in sentence.tokens if t.kind == CLAUSE), len(sentence.text))
        told = after(sentence.between(0, comma), sentence.text)
        for row in self.rows[-_MANY:] if told else ():
            if row.stage is None and self.base - row.names[-1][2] < _SPOKEN_OF:
                self._tell(row, (told[0], told[1].start, told[1].end), None, [])

    def _subject(self, sentence: Sentence) -> Row | None:
        """The project that a sentence is about, though it does not point back: one known by the name with which it begins, or
        the one that a line before it named and nothing else."""
        at = opened(sentence.text)
        begins = [
            k for k in self.edges.get(("first", sentence.text[at : at + 4]), ()) if sentence.text.startswith(k, at)
        ]
        if begins:
            return self.known[max(begins, key=len)]
        meant = [row for row in self._just_told() if any(taken_up(n[0], sentence, at) for n in row.names)]
        if len(meant) == 1:
            return meant[0]
        return self.title[0] if self.title and self.base - self.title[1] < _TITLED else None

    def _just_told(self) -> list[Row]:
        """The projects of the run named last, as long as it is not far back."""
        return self.recent[0] if self.recent and self.base - self.recent[1] < _SPOKEN_OF else []

    def add(self, sentence: Sentence, kept: list) -> None:
        """Take in the runs of a sentence that hold projects, with their mentions; numbers between two runs are told of the
        project before them, where it is one."""
        text = sentence.text
        first = kept[0][0].start if kept else len(text)
        self._between(sentence, 0, first)
        for at, (run, mentions) in enumerate(kept):
            rows = []
            for mention in mentions:
                row = self._row(mention.name)
                row.names.append((mention.name, self.base + mention.start, self.base + mention.end, mention.rule))
                self._tell(row, self._staged(sentence, run, mention), mention.amount, mention.capacities)
                rows.append(row)
            subject = self.current if at and _predicate(run) else None
            self.current = subject or (rows[0] if len(rows) == 1 else None if rows else self._named(text, run))
            if rows:
                self.last = self.current and (self.current, self.base)
                self.recent = rows, self.base
                self.title = self.last if _titles(text, mentions[0]) else None
            if self.current is not None:
                self._take(self.current)
            until = _opening(kept[at + 1][0]) if at + 1 < len(kept) else len(text)
            start = mentions[-1].end if mentions else run.end
            if len(mentions) == 1 and mentions[0].rule == "projects.built":
                until = _next_deed(sentence, start, until)
            self._between(sentence, start, until)

    def _named(self, text: str, run) -> Row | None:
        """The project that a run without a mention names all the same: known from before (某大桥是省道的控制性工程)."""
        if len(run.chunks) > 1:
            return None
        name = bare(text[run.chunks[0].start : run.chunks[0].end].strip())
        return self.known.get(name) or self._alike(name)

    def lay(self, mentions: list) -> None:
        """Take in the rows of a table, whose offsets are the page's; nothing told before or behind it is told of them."""
        self.at(0).group = self.current = self.last = None
        for mention in mentions:
            row = self._row(mention.name)
            row.names.append((mention.name, mention.start, mention.end, mention.rule))
            self._tell(row, mention.stage, mention.amount, mention.capacities)

    def trail(self, sentence: Sentence, kept: list) -> None:
        """Close a sentence that trails off in ……: the next one may tell its projects' stage (X项目、Y项目……一批项目开工), or
        name the project whose figures it gave (占地2亩、总投资3亿元……记者在X看到)."""
        if kept:
            names = [mention.name for _, mentions in kept for mention in mentions if mention.stage is None]
            self.waiting = [self._row(name) for name in names]
        else:
            money, sizes = amount(sentence.tokens, sentence.text), capacities(sentence.tokens, sentence.text)
            here = self.base
            self.carried = (
                Amount(money.value, money.currency, here + money.start, here + money.end) if money else None,
                [Capacity(c.value, c.unit, here + c.start, here + c.end) for c in sizes],
            )

    def _staged(self, sentence: Sentence, run, mention) -> tuple[str, int, int] | None:
        """A mention's stage, or that of the counted projects that 其中 singles it out of."""
        if self.group is None or mention.stage and mention.stage[0] not in ("advancing", "planned"):
            return mention.stage
        if mention.stage and any(t.kind == "v" and t.value[0] == "planned" for t in sentence.within(*mention.stage[1:])):
            # 其中…，X正在办理前期手续
            return mention.stage
        front = sentence.between(max(0, run.start - 60), run.chunks[0].start)
        among = self.among or any(has(t, "among") or has(t, "lists") for t in front)
        return (self.group, mention.start, mention.end) if among else mention.stage

    def tell_topics(self, page: Page, found: Iterator[Topic]) -> None:
        """Take in topics: each a project of its own where no other name stands in its span, else told of the one there."""
        held = sorted(((a, b, row) for row in self.rows for _, a, b, _ in row.names), key=itemgetter(0, 1))
        starts = [a for a, _, _ in held]
        self.at(0)
        for topic in found:
            near = _within(held, starts, topic.start, topic.end)
            if near:
                told = topic.stage if len({id(row) for row in near}) == 1 else None
                if told and (told.sure or _untold(near[0])):
                    near[0].stage = told[:3]
                continue
            if not topic.project:
                continue
            row = self._row(topic.name)
            row.names.append((topic.name, topic.start, topic.end, "projects.topic"))
            self._tell(row, topic.stage and topic.stage[:3], None, [])
            if topic.alone and not _within(held, starts, *topic.unit):
                sentence = Sentence.of(page.lexed, VIEW, *topic.unit)
                tokens, text = sentence.tokens, sentence.text
                self.at(topic.unit[0])._tell(row, None, amount(tokens, text), capacities(tokens, text))
                self.at(0)
        for at, stage in behind(page, [(a, b) for a, b, _ in held]):
            if held[at][2].stage is None:
                held[at][2].stage = stage[:3]
        self.rows.sort(key=lambda row: min(n[1] for n in row.names))

    def offer(self, text: str, start: int, end: int) -> None:
        """Keep the name of a place visited, which the next sentence may tell to be a project."""
        self.offered = (text[start:end], self.base + start, self.base + end, "projects.visited")

    def _take(self, row: Row) -> None:
        """Give a row the figures of the sentence before, which trailed off."""
        money, sizes = self.carried
        self.carried = (None, [])
        row.amount = row.amount or money
        row.capacities += [c for c in sizes if (c.value, c.unit) not in {(x.value, x.unit) for x in row.capacities}]

    def _between(self, sentence: Sentence, start: int, end: int) -> None:
        text, tokens = sentence.text, sentence.between(start, end) if self.current else []
        if self.current is None or not tokens:
            return
        sums = summed(tokens)
        if sums is not None:
            # what stands in clauses before the count is the project's still
            tokens = tokens[: max((n for n, t in enumerate(tokens[:sums]) if t.kind == CLAUSE), default=0)]
            if not tokens:
                self.current = self.last = None
                return
        comma = next((t.start for t in tokens if t.kind == CLAUSE), len(text))
        # the first clause is the mention's own, and is read again for the plan that it may open
        told = after(of_subject(text, tokens), text)
        beyond = told is not None and told[0] != "advancing" and (told[1].start > comma or not start)
        stage = (told[0], told[1].start, told[1].end) if told and beyond else None
        self._tell(self.current, stage, amount(tokens, text), capacities(tokens, text))
        if sums is not None:
            self.current = self.last = None

    def _tell(self, row: Row, stage, money, caps) -> None:
        base = self.base
        if stage and (row.stage is None or RANK[stage[0]] > RANK[row.stage[0]]):
            row.stage = stage[0], base + stage[1], base + stage[2]
        if money and row.amount is None:
            row.amount = Amount(money.value, money.currency, base + money.start, base + money.end)
        for c in caps:
            if (c.value, c.unit) not in {(x.value, x.unit) for x in row.capacities}:
                row.capacities.append(Capacity(c.value, c.unit, base + c.start, base + c.end))

    def _row(self, name: str) -> Row:
        """The row of a name: one known by it or by a longer or shorter form of it, if there is just one; else a new one."""
        key = bare(name)
        own = stem(key)
        row = self.known.get(key) or self._alike(key) or (own != key and self._alike(own)) or Row()
        if not row.names:
            self.rows.append(row)
        if key not in self.known:
            self.known[key] = row
            for edge in {("first", key[:4]), ("last", key[-4:]), ("own", key[len(place(key) or "") :][:4])}:
                self.edges.setdefault(edge, {})[key] = None
        return row

    def _alike(self, key: str) -> Row | None:
        """The one row that a longer or shorter form of `key` names. Only names with its first or last characters are looked at."""
        where = len(place(key) or "")
        near = [*self.edges.get(("first", key[:4]), ()), *self.edges.get(("last", key[-4:]), ())]
        near += [*self.edges.get(("first", key[where:][:4]), ()), *self.edges.get(("own", key[:4]), ())]
        found = {id(self.known[k]): self.known[k] for k in near[:_LOOKED_AT] if second(k, key)}
        return next(iter(found.values())) if len(found) == 1 else None

    def settle(self, stage: str | None) -> None:
        """Give the stage that the page's occasion tells to the projects of which nothing else tells one."""
        for row in self.rows if stage else ():
            if row.stage is None:
                _, start, end, _ = row.names[0]
                row.stage = stage, start, end

    def claims(self) -> list[Claim]:
        out: list[Claim] = []
        number = 0
        for index, row in enumerate(self.rows):
            key = f"projects/{index}"
            names = sorted(row.names, key=lambda n: (len(place(n[0]) or "") - len(n[0]), n[1]))
            full = names[0][0]
            for _, start, end, rule in names:
                out.append(Claim("projects", key, "name", full, start, end, rule))
            _, start, end, rule = names[0]
            found = head(full)
            out.append(
                Claim("projects", key, "category", found[1] if found else "industrial", start, end, "projects.category")
            )
            who = company(full, firms=not found or found[1] == "industrial")
            where = place(full)
            # a prefix that was inherited is not printed at the name's span: the whole mention stands for it
            printed = end - start == len(full)
            for field_name, part in (("proponent", who), ("place", where)):
                if part:
                    stop = start + len(part) if printed else end
                    out.append(Claim("projects", key, field_name, part, start, stop, f"projects.{field_name}"))
            if row.amount:
                a = row.amount
                out.append(Claim("projects", key, "investment_amount", a.value, a.start, a.end, "projects.amount"))
                out.append(Claim("projects", key, "investment_currency", a.currency, a.start, a.end, "projects.amount"))
            if row.stage:
                out.append(Claim("projects", key, "stage", row.stage[0], row.stage[1], row.stage[2], "projects.stage"))
            for c in row.capacities:
                own = f"project_capacities/{number}"
                number += 1
                for f, v in (("project_id", key), ("value", c.value), ("unit", c.unit)):
                    out.append(Claim("project_capacities", own, f, v, c.start, c.end, "projects.capacity"))
        return out


def _untold(row: Row) -> bool:
    """Whether nothing of a project's stage is told but that it goes on."""
    return row.stage is None or row.stage[0] == "advancing"


def _within(held: list[tuple[int, int, Row]], starts: list[int], start: int, end: int) -> list[Row]:
    """The projects of `held`, names in order of place, that are named in [start, end)."""
    first = bisect_left(starts, start)
    first -= first > 0 and held[first - 1][1] > start
    return [row for _, _, row in held[first : bisect_left(starts, end)]]


def _titles(text: str, mention) -> bool:
    """Whether a sentence is a name and nothing else: 4.某铸件项目。"""
    return _ROUND.fullmatch(text[: mention.start] + text[mention.end :]) is not None


def summed(tokens: list[Token]) -> int | None:
    """Where projects are counted (重点项目87个, 12个项目), as an index; a sum behind is theirs and no one project's. None where
    nothing is counted."""
    for at, (one, other) in enumerate(pairwise(tokens)):
        if one.kind == "z" and count(other) and other.start == one.end:
            return at
        if one.kind == "j" and count(other) and other.start - one.end <= 1:
            return at
        if count(one) and one.value.value == 1:
            # 是一项|重大|民生|工程
            continue
        # 4个|重点|文旅项目
        noun = next((t for t in tokens[at + 1 : at + 5] if t.kind not in "ohz" + COMMA + AND), None) if count(one) else None
        if noun is not None and noun.kind == "j" and noun.start - one.end < _COUNTED:
            return at
    return None


def _next_deed(sentence: Sentence, start: int, end: int) -> int:
    """Where, behind something that is to be built, the next deed begins: 建设甲路，|新改建农村公路40公里."""
    text = sentence.text
    deeds = (t.start for t in sentence.between(start, end) if t.kind == "v" and use(t) == "before" and text[t.start - 1] == "，")
    return next(deeds, end)


def _elided(sentence: Sentence) -> bool:
    """Whether a sentence leaves its subject out: 作为省重点民生项目，总投资3000万元…"""
    comma = sentence.text.find("，") if sentence.text.startswith("作为") else -1
    return comma > 0 and any(t.start == comma + 1 and t.kind in "lk" for t in sentence.tokens)


def _predicate(run) -> bool:
    """Whether a run stands in what the subject before it is said to be: X是某运河项目的六座桥梁之一."""
    return any(has(t, "told") for t in run.lead) and run.chunks[0].left == run.lead


def _opening(run) -> int:
    """Where a run begins with what is told before its name (投资3亿元建设|某工厂)."""
    return min(run.start, run.lead[0].start) if run.lead else run.start
