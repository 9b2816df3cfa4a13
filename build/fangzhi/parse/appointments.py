"""Appointment news: 任命X为P, X任P, 免去X的P职务, X当选为P, X不再担任P, 拟任P.

The post is a person's by a verb, not by standing beside the name; the verb says whether it begins, ends or is only proposed
(`Post.change`; `changes` makes claims of it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lex import foreign, names
from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token
from .known import Known
from .mention import GATE as TITLES
from .mention import POSTS, Change, Mention, Post, title_start
from .page import Page, Span

VIEW = View(
    ("a", "appoint_before"),
    ("e", "appoint_after"),
    ("b", "role_blocks"),
    ("r", "roles"),
    ("g", "organs"),
    ("p", "people_marks"),
)
GATE = View(("a", "appoint_before"), ("e", "appoint_after"))
_BORN = r"，[^，。；]{0,8}\d{4}年\d{1,2}月[生出][^，。；]{0,2}"
_SEVERAL = r"等?[二两三四五六七八九十\d]+[位名个]?(?:同志|人)|等同志"
# what may stand between a name and its verb: 同志, 三位同志, brackets, sex, nationality, birth
_ASIDE = re.compile(rf"{_SEVERAL}|{alternatives('honorifics')}|\([^()]{{1,24}}\)|，[男女]|，[^，。；]{{1,4}}族|{_BORN}")
_SINCE = r"\d{4}年(?:\d{1,2}月)?起?"
_LIFE = re.compile(rf"(?:[，、][^，。；:：]{{1,24}}){{0,12}}?[，、](?:{_SINCE}(?=任)|(?={alternatives('appoint_life')}))")
# what stands right before the verb: 先后, 刚, 2010年4月起
_LATER = re.compile(rf"(?:{_SINCE}|{alternatives('appoint_adverbs')})+")
# what an aside, a life or such a word begins with
_ASIDE_OPENS = frozenset("(，、等二两三四五六七八九十0123456789").union(w[0] for w in words("honorifics") | words("appoint_adverbs"))
_LEAVE = "辞去"
_LEAVES = re.compile(rf"[^，。；]{{0,12}}?{_LEAVE}")
_ITEM = re.compile(r"[^、()]+(?:\([^()]*\))?")
_LINK = re.compile(alternatives("appoint_link"))
_LINE_LINKS = [word for word in entries("appoint_link") if len(word) == 1]
_CLOSE = re.compile(rf"(?:{alternatives('post_tails')})?")
_TO_COME = tuple(word for word, (use, *_) in entries("post_tails").items() if use == "part")  # 候选人
_HONORIFIC = re.compile(rf"(?:{alternatives('honorifics')})\Z")
_TITLE_BEFORE = re.compile(rf"(?:{alternatives('roles')})\Z")
_HEADS = frozenset(word for word, use in entries("visit_leads").items() if use == ("head",))
_FILLED = frozenset("、，。；")
# the last mark before a place
_MARK_BEFORE = re.compile(r"[，。；：:、\s](?=[^，。；：:、\s]*\Z)")


def mentions(page: Page, known: Known) -> list[Mention]:
    """People whose post is told by a verb of appointing, electing, removing or proposing, in order of the verbs.

    `known` are names that the page holds for certain. Each mention has at least one post; one that ends or is only proposed is
    printed as one like any other.
    """
    told = {span.start for span in page.holding(GATE)}
    if not told:
        return []
    found: list[Mention] = []
    titled = {span.start for span in page.holding(TITLES)}
    notice: Token | None = None  # the verb over the lines of a notice: 任命：
    for span in page.sentences:
        lines = _line(page, span, notice) if notice else []
        if not lines and span.start in told:
            tokens = page.lexed.between(VIEW, span.start, span.end)
            if span.start in titled:
                lines = _sentence(page, span, tokens, known)
            heads = page.text[span.start : span.end].rstrip().endswith("：")
            notice = GATE.find(page.text, span.start, span.end)[-1] if heads else None
        elif not lines:
            notice = None
        found += lines
    return found


def _line(page: Page, span: Span, verb: Token) -> list[Mention]:
    """A line of a notice: 孙海波为P；, 冯玉龙的P职务；, 李小满任P."""
    text = page.text
    start = span.start
    while start < span.end and text[start] in " \u3000":
        start += 1
    for word in _LINE_LINKS:
        end = text.find(word, start, start + 24)
        if end < 0:
            continue
        people = _listed(text, start, end)
        posts = _posts(page, end + 1, span) if people else ()
        if posts:
            out = [_mention(page, name, _changed(page.text, posts, verb, Span(end, end + 1))) for name in people]
            return out + _also(page, Span(posts[-1].end, span.end), people[-1])
    return []


def _also(page: Page, rest: Span, person: tuple[int, int]) -> list[Mention]:
    """What the rest of a line tells of the same person: 为P，免去其Q职务."""
    for token in page.lexed.between(VIEW, *rest):
        if token.kind == "a" and page.text.startswith("其", token.end):
            posts = _given(page, token.end + 1, rest, token)
            return [_mention(page, person, posts)] if posts else []
    return []


def _changed(text: str, posts: tuple[Post, ...], verb: Token, link: Span | None = None) -> tuple[Post, ...]:
    """The posts with what the verb tells of them, or where it tells nothing, the word that links them to the name."""
    kind, at = verb.value[:1], Span(verb.start, verb.end)
    if not kind and link:
        kind, at = entries("appoint_link").get(text[link.start : link.end], ()), link
    out = []
    for post in posts:
        told = ("proposed",) if text.endswith(_TO_COME, post.title, post.end) else kind
        out.append(post._replace(change=Change(told[0], *at, "earlier" in verb.value) if told else None))
    return tuple(out)


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names that fill [start, end), parted by 、, brackets aside; none where anything else stands there."""
    out = []
    for item in _ITEM.finditer(text, start, end):
        name = _ASIDE.sub("", item.group())
        if len(name.replace(" ", "")) not in names.lengths(name, 0) and not names.whole(name):
            return []
        out.append((item.start(), item.start() + len(name)))
    return out


def _sentence(page: Page, span: Span, tokens: list[Token], known: Known) -> list[Mention]:
    out: list[Mention] = []
    current: tuple[int, int] | None = None
    for token in tokens:
        if token.kind == "a":
            at = token.end
            if current and page.text.startswith("其", at):  # 任P，免去其Q职务
                posts = _given(page, at + 1, span, token)
                out += [_mention(page, current, posts)] if posts else []
            while not any(t.start == at and t.kind in "ae" for t in tokens) and (people := _names_after(page.text, at, span.end, known)):
                current = people[-1]
                posts = _given(page, current[1], span, token)
                if not posts:
                    break
                out += [_mention(page, name, posts) for name in people]
                at = posts[-1].end + 1  # 选举A为P，B、C为Q
        elif token.kind == "e" and not _family(page.text, token, tokens):
            posts = _posts(page, token.end + page.text.startswith("：", token.end), span)
            posts = _changed(page.text, posts, token)
            if posts and page.text.startswith("的", posts[-1].end) and page.text[token.start : posts[-1].end] in _HEADS:
                continue  # 由A任团长的代表团: while the visit lasts
            name = _name_before(page.text, token.start, span.start) if posts else None
            people = _all_before(page.text, name, span.start) if name else [current] if current and posts else []
            out += [_mention(page, each, (*posts, *_in_brackets(page, each[1], span))) for each in people]
            current = people[-1] if people else current
    return out


def _family(text: str, token: Token, tokens: list[Token]) -> bool:
    """任淑兰不再担任: the family name, not the verb; another verb of the kind stands right behind the whole name."""
    ahead = (t.start for t in tokens if t.kind in "ae" and token.end < t.start <= token.start + 4)
    return text[token.start : token.end] == "任" and any(names.whole(text[token.start : start]) for start in ahead)


def _all_before(text: str, name: tuple[int, int], low: int) -> list[tuple[int, int]]:
    """This name and those that a list has before it: 景泰山、苟雪梅同志任."""
    found = [name]
    while text[found[0][0] - 1 : found[0][0]] == "、":
        stop = found[0][0] - 1
        mark = _MARK_BEFORE.search(text, max(low, stop - 30), stop)
        start = mark.end() if mark else max(low, stop - 30)
        end = start + len(_ASIDE.sub("", text[start:stop]))
        if not names.whole(text[start:end]) or text[end:stop] and text[end] not in _ASIDE_OPENS:
            break
        found.insert(0, (start, end))
    return found


def _in_brackets(page: Page, at: int, span: Span) -> tuple[Post, ...]:
    """孙建华(县财政局四级主任科员)任: a post in brackets behind the name, told before the new one."""
    close = page.text.find(")", at, min(at + 40, span.end)) if page.text[at : at + 1] == "(" else -1
    titles = page.lexed.between(POSTS, at + 1, close) if close > 0 else []
    if not titles or titles[-1].kind != "r" or titles[-1].end != close:
        return ()
    low = max([at + 1, *(t.end for t in titles if t.kind == "p")])
    return (Post(low, close, title_start(page.text, low, titles[-1]), titles[-1].value[0] if titles[-1].value else ""),)


def _mention(page: Page, name: tuple[int, int], posts: tuple[Post, ...]) -> Mention:
    return Mention(page.text[name[0] : name[1]].replace(" ", ""), *name, posts, "people.appointment")


def _names_after(text: str, at: int, limit: int, known: Known) -> list[tuple[int, int]]:
    """The names behind 任命, 免去, 选举: one or several parted by 、."""
    out = []
    while at < limit:
        while text[at : at + 1] in ("：", " ", "了"):
            at += 1
        end = _linked(text, at, 3) or known.end_of(text, at) or _linked(text, at, 2)
        if end is None or end > limit:
            break
        out.append((at, end))
        aside = _ASIDE.match(text, end)
        at = aside.end() if aside else end
        if text[at : at + 1] != "、":
            break
        at += 1
    return out


def _linked(text: str, at: int, length: int) -> int | None:
    """End of a name of this length before 的 or 为: 免去陈岭的…职务. They follow a name only behind these verbs."""
    end = at + length
    if names.formed(text[at:end]) and text.startswith("为", end):  # 任命严格为
        return end
    return end if names.whole(text[at:end]) and _LINK.match(text, end) else None


def _name_before(text: str, at: int, low: int) -> tuple[int, int] | None:
    """The name right before 任, 当选, 不再担任; 同志, brackets and a life in clauses may stand between."""
    for start in _starts(text, max(low, at - 160), at):
        dotted = foreign.dotted(text, start)
        for end in (dotted.end(),) if dotted else (start + 3, start + 2, start + 4):
            opens = end == at or end < at and text[end] in _ASIDE_OPENS
            if opens and names.whole(text[start:end]) and at in _gaps(text, end):
                return start, end
    honour = _HONORIFIC.search(text, max(low, at - 4), at)
    end = honour.start() if honour else at
    start = names.start_before(text, end, low)
    if start is not None and (start == low or text[start - 1] in names.MARKS or _TITLE_BEFORE.search(text, low, start)):
        return start, end
    return None


_STARTS = re.compile(rf"[，。；：:、\s”）)命]|{alternatives('appoint_leads')}|(?<=岁)的")


def _starts(text: str, low: int, high: int) -> Iterator[int]:
    """Where a name may begin in [low, high]: behind a mark, or behind a verb of deciding."""
    if low == 0:
        yield 0
    for m in _STARTS.finditer(text, max(low - 1, 0), high):
        yield m.end()


def _gap(text: str, at: int) -> int:
    """Past 同志, brackets, sex, nationality, birth and the clauses of a life."""
    while True:
        aside = _ASIDE.match(text, at) or _LIFE.match(text, at)
        if not aside or aside.end() == at:
            return at
        at = aside.end()


def _gaps(text: str, at: int) -> tuple[int, ...]:
    """Past what `_gap` passes, and past what may stand right before the verb."""
    end = _gap(text, at)
    later = _LATER.match(text, end)
    return (end, later.end()) if later else (end,)


def _given(page: Page, at: int, span: Span, verb: Token) -> tuple[Post, ...]:
    """The posts behind a name at whose end 任命, 免去 … have been read."""
    link = _behind(page.text, at)
    return _changed(page.text, _posts(page, link.end, span), verb, link)


def _behind(text: str, at: int) -> Span:
    """Past 同志: where 为, 的, 担任, 辞去 stand, behind which the post begins; empty where none does."""
    aside = _ASIDE.match(text, at)
    at = aside.end() if aside else at
    left = _LEAVES.match(text, at)
    if left:
        return Span(left.end() - len(_LEAVE), left.end())
    link = _LINK.match(text, at)
    return Span(*link.span()) if link else Span(at, at)


def _posts(page: Page, at: int, span: Span) -> tuple[Post, ...]:
    """The posts that begin at `at`, joined by 、 or 兼, up to a clause's end."""
    text = page.text
    out: list[Post] = []
    start = at
    titles = [t for t in page.lexed.between(POSTS, at, span.end) if t.kind == "r"]
    for token in titles:
        if token.start < start or token.end - start > 50 or any(c in text[start : token.start] for c in "。；：，"):
            break
        end = token.end
        closed = _CLOSE.match(text, end)
        tail = closed.end() if closed else end
        post_end = tail if entries("post_tails").get(text[end:tail]) == ("part",) else end
        follow = text[tail : tail + 1]
        if follow and follow not in "、，。；兼和（(;,\n的”" and not names.closes(text, tail):
            continue
        out.append(Post(start, post_end, title_start(text, start, token), token.value[0] if token.value else ""))
        on = follow == "，" and _body_ahead(page, tail + 1, span)
        if not on and (follow not in ("、", "兼", "和") or not follow):
            break
        start = tail + 1
    return tuple(out)


def _body_ahead(page: Page, at: int, span: Span) -> bool:
    """现任A，B、C: behind the comma stands a post of a body of its own that fills its clause, and no new verb."""
    ahead = [t for t in page.lexed.between(POSTS, at, span.end) if t.start >= at]
    title = next((t for t in ahead if t.kind == "r"), None)
    body = next((t for t in ahead if t.kind in "gh"), None)
    if title is None or body is None or body.start >= title.start or page.text[title.end : title.end + 1] not in _FILLED:
        return False
    head = page.text[at : title.start]
    return not any(t.kind in "ps" and t.start < title.start for t in ahead) and not any(word in head for word in _LINE_LINKS[:2])
