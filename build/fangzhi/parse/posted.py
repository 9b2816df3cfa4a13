"""People beside their posts in a sentence.

OFFICIAL := POSTLIST [PAREN] NAME [PAREN] | COLLECTIVE NAMELIST | NAMELIST 等 COLLECTIVE | POST NAMELIST | NAME POST
(genre.md). A post is anchored on its title, longest match first; a name begins where a title ends.
"""

from __future__ import annotations

import re

from ..lex import followers, foreign, names, places
from ..lex.lexicon import alternatives, entries, words
from ..lex.token import Token
from . import post_edges
from .known import Known
from .mention import POSTS, Mention, Post, title_start, with_heads
from .page import Page, Span

_PAREN = re.compile(r"\([^()\n]{1,24}\)")
_BETWEEN = re.compile(rf"(?:{alternatives('person_ranks')})")
# 区长候选人, 区长代理人选: a post to come
_ELECT = re.compile("|".join(w for w, (use, *_) in entries("post_tails").items() if use == "part"))
# bullets and the like before a post
_SIGN = re.compile(r"[►▶▲△●○■□◆◇★☆※→>#@~*=|/]")
_AND = re.compile(alternatives("name_joins"))
_COUNTED = re.compile("[两三四五六七八九]位(?:同志)?")
_GROUP = re.compile(rf"(?:{alternatives('visit_groups')})(?!织)")
# between the names of a roll: 执行主席：高岩 陈岭(女) 许川
_ROLLED = re.compile(r" (?=[\u3400-\u9fff·]{2,12}(?:[ (，、；。\n]|\Z))")
# 市领导还有：, 执行主席是：
_INTRODUCED = re.compile("(?:还?有|还?包括|是)[：:]")
# 会泽、师宗等县(市、区)党政负责同志: places, not people
_COUNTED_PLACES = re.compile(r"[省市县区州盟旗]\([省市县区州盟旗]")
_LONGEST_POST = 60
_PLACES = words("places_abroad").union(places.names())
_SEVERAL = re.compile(r"[\d一二两三四五六七八九十][余多]?[名位]")  # 设置2名新闻发言人，分别是市长A: no post of A
_LABELLED = frozenset(w[-2:] for w in words("collectives"))


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, page: Page, sentence: Span, known: Known) -> None:
        self.text = page.text
        self.sentence = sentence
        self.known = known
        self.tokens = with_heads(self.text, page.lexed.between(POSTS, sentence.start, sentence.end))
        self.ends = {t.end: t.kind for t in self.tokens}
        self.title_starts = {t.start for t in self.tokens if t.kind == "r"}
        self.found: list[Mention] = []
        self.pending: list[Post] = []
        self.low = sentence.start  # nothing before this can belong to the next post

    def read(self) -> list[Mention]:
        for index, token in enumerate(self.tokens):
            if token.start < self.low:
                continue
            if token.kind in "rk":
                self._title(index, token)
            elif token.kind == "n" and self.pending:
                self._honoured(token)
            elif token.kind == "p" and token.value[0] == "end":
                self.pending = []
        return self.found

    def _post(self, index: int, token: Token) -> Post:
        """The post that ends with this title: back to the last mark or word that no post begins before."""
        low = max(self.low, token.end - _LONGEST_POST)
        low = post_edges.left(self.text, self.tokens[:index], token, low, self._bounds)
        text = self.text
        for sign in _SIGN.finditer(text, low, token.start):
            low = sign.end()
        if self.found and low == self.found[-1].end and text[low] in "和与":
            low += 1  # 霍文博和县政协主席A: no 和县
        gap = text.rfind(" ", low, token.start)
        if gap > low and not self._ends("g", gap):  # …工作会 副县长: a phrase before, not the body
            low = gap
        while low < token.start and text[low] in " \u3000据":  # 据县水务局局长介绍
            low += 1
        return Post(low, token.end, title_start(text, low, token), token.value[0] if token.value else "")

    def _bounds(self, token: Token) -> bool:
        """和 and 与 part two people's posts only behind a person or a title; inside a body's name they are its own."""
        if token.kind != "s" or not token.value or token.value[0] != "joint":
            return True
        mark = max((t.end for t in self.tokens if t.kind == "p" and t.end <= token.start), default=self.sentence.start)
        if any(mark <= m.end <= token.start for m in self.found) or self._at(mark, token.start) or self.text[token.start - 1] in ")）等":
            return True
        if any(self.text[token.start - n : token.start] in self.known for n in (2, 3, 4)):
            return True
        if self.text[token.end : token.end + 1] in words("places_endings") and any(
            t.start == token.end + 1 and t.kind == "g" for t in self.tokens
        ):  # 计划报告和县财政局局长: behind 和 begins a body of its own
            return True
        return token.start == self.sentence.start or any(t.end == token.start and t.kind in "rkp" for t in self.tokens)

    def _at(self, low: int, end: int) -> bool:
        """在X村与副县长A: behind 在 stands a place, no body."""
        at = self.text.rfind("在", max(low, end - 12), end)
        return at >= 0 and self._ends("s", at + 1)

    def _title(self, index: int, token: Token) -> None:
        post = self._post(index, token)
        text = self.text
        if self.pending and "，" in text[self.low : post.start]:
            self.pending = []  # 各村书记、主任、企业代表参会，会议由副乡长A主持: another clause
        elect = _ELECT.match(text, token.end)
        if elect:
            post = post._replace(end=elect.end())
        end = post.end
        paren = _PAREN.match(text, end)
        after = paren.end() if paren else end
        mark = text[after : after + 1]
        if token.kind == "k" and self._listed_before(post) or self._counted_before(post):
            return
        if token.kind == "r" and self._inverted(post, after):
            return
        if token.kind == "r" and (self._bracketed(post) or mark == "、" and self._leader_before(post)):
            return
        if token.kind == "r" and text[post.start : post.title] in self.known:  # 张俊之副书记、…: named before with a post
            self._add_before(post.start, post)
            return
        if mark in ("、", "兼") or text.startswith(("兼", "暨"), after):
            self.pending.append(post)
            self.low = after + 1
            return
        if mark and mark in names.joints() and self._name_before(post):  # 江泽民主席和…, not a name in 和
            return
        if self._named(post, after):
            return
        several = text[post.title : post.end] in words("collectives")
        several = several or _SEVERAL.search(text, post.start, post.title) is not None
        if mark == "，" and token.kind == "r" and not several and self._comma_joins(index, after):
            self.pending.append(post)
            self.low = after + 1
            return
        if not self._name_before(post):
            self.pending = []

    def _honoured(self, token: Token) -> None:
        """河口村党总支书记、全国劳动模范冷冰冰: the honour is no post, the name behind it is that of the posts before."""
        end = self.known.end_of(self.text, token.end)
        if end is not None and end <= self.sentence.end:
            self._add(token.end, end, tuple(self.pending), "people.post_name")
            self.pending, self.low = [], end

    def _named(self, post: Post, at: int) -> bool:
        """NAME or NAMELIST right behind the title."""
        at = self._skip(at)
        if self._another(at):
            return False
        title = self.text[post.title : post.end]
        label = title in words("collectives")
        office = post.sector != "" or self._ends("g", post.title) and not label  # 政协副主席: the body tells what 副主席 leaves open
        # 总书记 is named in studies and speeches, with words of praise right behind it
        sure = office and (post.start < post.title or bool(self.pending)) and title not in words("cited_titles")
        end = self.known.end_of(self.text, at, sure)
        # 领导关怀: behind a label that stands for several a word is a word
        label = label and (len(title) == 2 or self.text[end or at : (end or at) + 1] != "、")
        if end is None or end > self.sentence.end or label and self.text[at:end] in words("name_stops"):
            return False
        if _GROUP.match(self.text, end):
            return False  # 人大代表丰都联系组: a place's group
        posts = (*self.pending, post, *self._in_brackets(end))
        self._add(at, end, posts, "people.post_name")
        self.pending = []
        self.low = end
        self._list_after(end, posts[: len(posts) - len(self._in_brackets(end))])
        return True

    def _another(self, at: int) -> bool:
        """和温家宝总理, 向克林顿总统: behind the particle stands another person with a title, not the rest of a name."""
        if self.text[at : at + 1] not in names.joints():
            return False
        text = self.text
        titles = (at + n for n in range(3, 9) if at + n in self.title_starts)
        return any(at + 1 in (names.start_before(text, end, at + 1), foreign.start_before(text, end, at + 1)) for end in titles)

    def _skip(self, at: int) -> int:
        listed = self.text[at - 2 : at] in _LABELLED and self.text[at : at + 1] == "有"  # 负责同志有王某、李某
        introduced = _INTRODUCED.match(self.text, at)
        gap = listed or self.text[at : at + 1] in ("：", " ", "\u3000")
        at = introduced.end() if introduced else at + gap
        rank = _BETWEEN.match(self.text, at)
        return rank.end() if rank else at

    def _list_after(self, end: int, posts: tuple[Post, ...]) -> None:
        """Further names under the same label: 、 or 和 or in a roll a space, a name, a mark or a verb."""
        text = self.text
        while True:
            paren = _PAREN.match(text, end)
            if paren:
                end = paren.end()
            joint = _AND.match(text, end) or _ROLLED.match(text, end)
            if not joint or self._title_ahead(joint.end()):
                break
            stop = self.known.end_of(text, joint.end()) or names.listed(text, joint.end())
            if stop is None or stop > self.sentence.end:
                break
            self._add(joint.end(), stop, (*posts, *self._in_brackets(stop)), "people.name_list")
            end = stop
        self.low = max(self.low, end)

    def _in_brackets(self, at: int) -> list[Post]:
        """总河长谭国平(县委书记): a post in brackets behind the name."""
        paren = _PAREN.match(self.text, at)
        if paren is None:
            return []
        for token in self.tokens:
            if token.kind == "r" and token.end == paren.end() - 1 and token.start > at:
                low = paren.start() + 1
                return [Post(low, token.end, title_start(self.text, low, token), token.value[0] if token.value else "")]
        return []

    def _title_ahead(self, at: int) -> bool:
        """Whether a post, not a name, begins at `at`: a title or a body stands before the next mark and no name fits."""
        end = self.known.end_of(self.text, at)
        if end is not None and names.closing(self.text, end) < 3 and not _AND.match(self.text, end):
            end = None
        for token in self.tokens:
            if token.start < at:
                continue
            if token.kind == "p" or end is not None and end <= token.start and token.kind != "r":
                return False
            if token.kind in "rkg":
                head = self.text[at : token.start]
                return not (names.whole(head) and token.kind == "r" and names.closes(self.text, token.start) is False) or not head
            if token.kind in "s" and token.start > at:
                return False
        return False

    def _comma_joins(self, index: int, after: int) -> bool:
        """The comma exception (genre.md, rule 6): behind the comma comes another post, and then a name."""
        for token in self.tokens[index + 1 :]:
            if token.start <= after:
                continue
            if token.kind == "s" and token.start == after + 1:
                return False
            if token.kind == "p" and token.value[0] in ("comma", "end"):
                return False
            if token.kind == "r":
                paren = _PAREN.match(self.text, token.end)
                end = paren.end() if paren else token.end
                return self.text.startswith(("、", "兼"), end) or self.known.end_of(self.text, end) is not None
        return False

    def _listed_before(self, post: Post) -> bool:
        """NAMELIST 等 COLLECTIVE."""
        text = self.text
        label = post.start
        stop = label - 1
        if text[stop:label] != "等" or stop < self.sentence.start or self._ends("rk", stop):
            return False
        return self._names_of(post, stop)

    def _counted_before(self, post: Post) -> bool:
        """A、B两位副主任: as many people as there are names before."""
        counted = _COUNTED.search(self.text, post.start, post.title)
        if counted is None or "、" not in self.text[max(self.sentence.start, post.start - 12) : post.start]:
            return False
        return self._names_of(post._replace(start=counted.end()), counted.start(), True)

    def _names_of(self, post: Post, stop: int, whole_list: bool = False) -> bool:
        """The names of a list that ends at `stop`, with this post behind it; of a `whole_list` all or none."""
        text, label = self.text, post.start
        items: list[tuple[int, int]] = []
        while True:
            while text[stop - 1] == ")":
                opened = text.rfind("(", self.sentence.start, stop)
                if opened < 0:
                    return False
                stop = opened
            begin = max(text.rfind(c, self.sentence.start, stop) for c in "、，；：。 \n”") + 1
            begin = max(begin, self.sentence.start)
            whole = names.whole(text[begin:stop]) and not any(t.kind == "g" and (t.start, t.end) == (begin, stop) for t in self.tokens)
            if not whole:
                titled = max((t.end for t in self.tokens if t.kind == "r" and begin < t.end < stop - 1), default=begin)
                start = names.start_before(text, stop, titled)  # 县政协主席秦桑等县领导
                if start is not None and (start == titled or self._ends("spgD", start) or self._led(start, begin)):
                    items.append((start, stop))
                break
            items.append((begin, stop))
            if text[begin - 1 : begin] != "、" or begin <= self.sentence.start:
                break
            stop = begin - 1
        if _COUNTED_PLACES.match(text, label) and all(text[a:b] in _PLACES for a, b in items):
            return False
        if whole_list and (len(items) < 2 or text[items[-1][0] - 1] == "、"):
            return False
        for start, end in reversed(items):
            if all(not (m.start <= start < m.end) for m in self.found):
                self._add(start, end, (post,), "people.list_label")
        self.low = max(self.low, post.end)
        self.pending = []
        return bool(items)

    def _inverted(self, post: Post, after: int) -> bool:
        """黄卫锋市长、王凯常务副市长: a name of three characters fills the place of the body, and none follows the title."""
        text = self.text
        # a second one of two characters is believed, a first one is not: 黄卫锋市长、王凯常务副市长
        second = bool(self.found) and self.found[-1].rule == "people.name_post" and self.found[-1].posts[-1].end + 1 == post.start
        at = post.title - 3 if not second else post.start
        if at < post.start or names.closing(text, after) < 3:
            return False
        name = text[at : post.title]
        if len(name) not in names.lengths(text, at) or not names.given(name[1:]) or name in _PLACES or not names.whole(name):
            return False
        if not (at == post.start or any(t.end == at and t.kind == "g" for t in self.tokens)):
            return False
        if self._body_over(at, post.title):
            return False
        self.pending = []
        self._add(at, post.title, (Post(post.title, post.end, post.title, post.sector),), "people.name_post")
        self.low = post.end
        return True

    def _body_over(self, start: int, end: int) -> bool:
        """Whether a body or a place reaches into these characters: 李教育局长 is no name."""
        inner = start + 1 if start == self.low or self.text[start - 1] in names.MARKS else -1  # 许金华董事长
        return any(
            t.start < end and t.end > start and t.kind in "gh" and not (t.kind == "h" and t.start == inner and t.end == end)
            for t in self.tokens
        )

    def _name_before(self, post: Post) -> bool:
        """NAME POST: 邹文伟部长."""
        text, title = self.text, self.text[post.title : post.end]
        if title in words("collectives"):
            return False
        start = names.start_before(text, post.title, post.start)
        if start is not None and not self._stands_as_name(start, post):
            start = None
        if title in words("foreign_titles"):
            other = foreign.start_before(text, post.title, post.start)
            if other is not None and (start is None or other < start or other == start + 1 and names.leads(text[start])):
                return self._add_before(other, post)
        if start is None or len(names.lengths(text, start)) < 3 and self._body_over(start, post.title):
            return False
        return self._add_before(start, post)

    def _leader_before(self, post: Post) -> bool:
        """勒布朗总督、克雷蒂安总理: a name of another tongue before the title of one who leads a country, another person behind it."""
        leads = self.text[post.title : post.end] in words("national_titles")
        start = foreign.start_before(self.text, post.title, post.start) if leads else None
        return start is not None and post.title - start > 2 and self._add_before(start, post)

    def _bracketed(self, post: Post) -> bool:
        """李春明(县委副书记)：: a post in brackets behind a name that a mark or the sentence's start bounds."""
        text = self.text
        opened = text.rfind("(", self.sentence.start, post.title) if text[post.end : post.end + 1] == ")" else -1
        if opened < 0 or text.find(")", opened, post.end) >= 0 or any(m.end == opened for m in self.found):
            return False
        if (start := names.bounded_before(text, opened, self.sentence.start)) is None or text[start:opened] in _PLACES:
            return False
        self._add(start, opened, (*self.pending, post), "people.post_behind")
        self.pending, self.low = [], post.end + 1
        return True

    def _add_before(self, start: int, post: Post) -> bool:
        """The name in [start, post.title), with this title."""
        self.pending = []
        self._add(start, post.title, (Post(post.title, post.end, post.title, post.sector),), "people.name_post")
        self.low = post.end
        return True

    def _ends(self, kinds: str, at: int) -> bool:
        """Whether a token of one of these kinds ends at `at`."""
        return self.ends.get(at, "-") in kinds

    def _stands_as_name(self, start: int, post: Post) -> bool:
        """Whether a name can begin at `start` before this title: where a post begins, or behind a mark, a body or a word; of two
        characters only what the page holds for certain, or who leads a country (李鹏总理)."""
        text = self.text
        name = text[start : post.title]
        if len(name) == 2 and name not in self.known:
            leads = text[post.title : post.end] in words("national_titles") and names.given(name[1:])
            behind = self._ends("g", start) and self._acts(post.end)  # 管委会周毅主任讲话
            if not (leads or behind) or name in _PLACES or self._ends("brknghspD", post.title):
                return False
        return start == post.start or self._ends("spgD", start) or self._led(start, post.start)

    def _acts(self, at: int) -> bool:
        """Whether a verb of people follows, not a mark."""
        return self.text[at : at + 1] not in names.MARKS and names.closing(self.text, at) == 3

    def _led(self, at: int, low: int) -> bool:
        """Whether a word that a person follows ends at `at`: 应, 致函, 最近."""
        return names.leads(self.text[at - 1 : at]) or followers.word_before(self.text, at, low)

    def _add(self, start: int, end: int, posts: tuple[Post, ...], rule: str) -> None:
        self.found.append(Mention(self.text[start:end].replace(" ", "").replace("\u3000", ""), start, end, posts, rule))


def read(page: Page, sentence: Span, known: Known) -> list[Mention]:
    """The people of one sentence that are named with a post, in the order in which they are read."""
    return _Reader(page, sentence, known).read()
