"""Stages: what the verbs before and after a name tell of how far a project is."""

from __future__ import annotations

import re
from itertools import zip_longest

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .project_words import CLAUSE, ETC, OF, ending, has, manner, stage, use

_PAUSE = re.compile("[，；。、]")
RANK = {"advancing": 0, "planned": 1, "signed": 2, "under_construction": 3, "completed": 4, "in_production": 5}
# 分别 deals out what is told behind it
_IN_ORDER = frozenset({"分别", "先后", "相继"})
# a clause with more words before its verb has a subject of its own
_SUBJECT = 5
# so long is what was built before its count
_OBJECT = 6
# so far before its verb a part is named, and the characters of adverbs between them
_PART = 16
# 该基地于4月动工
_OWN = ("该", "此项", "本")
_ADVERBS = "已经全部均都基本现目前顺利"
# 共建协议: what is agreed, and no building
_PAPERS = ("协议", "合同")
# 通车目标: what is aimed at, and no news
_STEPS = re.compile(r"分[两二三四五六多\d]{1,2}个?(?:期|步|批|阶段|年)(?:工程|实施|滚动)?$")
_AIMS = tuple(words("project_aims"))
_YET = re.compile(alternatives("project_not_yet"))
# 建成以后: what is told then, and not today
_AFTER = ("后", "以后", "之后")
_FIRMS = frozenset({"企业", "公司"})
_AHEAD = {
    "completed": "under_construction",
    "in_production": "under_construction",
    "under_construction": "planned",
    "signed": "planned",
}


def ahead(token: Token, text: str) -> str | None:
    """`plan` or `aim` where a word puts what follows ahead of today (将, 确保, 8月底前), else None."""
    if token.kind == "w":
        return token.value[0]
    if token.kind == "l" and token.value[1:] == ("planned",):
        return "plan"
    return "plan" if token.kind in "RD" and text[token.end : token.end + 1] == "前" else None


def moved(token: Token, how: str | None) -> str:
    """A verb's stage as it is today where the text only plans it or aims at it. What is to be sped up is under way, and
    what is to reach its capacity runs."""
    told = stage(token)
    if how is None or has(token, "going") or has(token, "full"):
        return told
    return _AHEAD.get(told, "planned" if how == "plan" else told)


def after(tokens: list[Token], text: str, how: str | None = None) -> tuple[str, Token] | None:
    """The furthest stage told behind a name, with the verb that tells it. `how` is what stands before the name; it does not
    reach the words between 等 and 项目, which say what the projects are today (等在建项目)."""
    if not tokens:
        return None
    found: tuple[str, Token] | None = None
    outer, skip = how, False
    for at, token in enumerate(tokens):
        follower = tokens[at + 1] if at + 1 < len(tokens) else None
        if skip and token.kind != CLAUSE or has(token, "built") and follower is not None and follower.kind == "v":
            continue
        if token.kind == ETC:
            outer, how = how, None
        elif token.kind == "o" and text[token.start] == "已":
            # 春节前已开工
            how = None
        elif token.kind == "j" and how is None:
            how = outer
        if _share(tokens, at) or token.kind == "l" and token.value[0] == "other" and len(token.value) > 1:
            found = found or ("under_construction", token)
        elif token.kind == CLAUSE:
            # 计划2025年开工，2027年建成: what is planned comes one after the other, and the first is still to come
            skip = found is not None and how == "plan" and follower is not None and follower.kind in "RDw"
            how = how if skip else None
        elif put := ahead(token, text) or _pushes(token, follower) and (how or "aim"):
            how = put
        elif _tells(text, token, follower):
            told = stage(token) if stage(token) == "advancing" else moved(token, "plan" if _not_yet(text, token) else how)
            if found is None or RANK[told] > RANK[found[0]]:
                found = told, token
    return found


def _tells(text: str, token: Token, follower: Token | None) -> bool:
    """Whether a token is a verb that tells its subject's stage: none that has an object (签约企业16家); before 项目 one that
    else stands before its name (新投产项目); a weak one at its clause's end (项目提速)."""
    if token.kind != "v" or _done_so_many(token, follower) or _no_news(text, token):
        return False
    if follower is not None and follower.kind == "v" and follower.start == token.end and text[follower.end : follower.end + 1] == "后":
        # 建成|达产后
        return False
    if use(token) == "before":
        return manner(token) is None and _classed(token, follower)
    if follower is not None and follower.start - token.end < 3 and text[follower.start : follower.end] in _FIRMS:
        return False
    return manner(token) != "weak" or _PAUSE.match(text + "，", token.end) is not None


def _pushes(token: Token, follower: Token | None) -> bool:
    """Whether a verb urges on what the verb right behind it tells: 推进|签约, 加快推进|开工."""
    if token.kind != "v" or token.value[:2] != ("advancing", "both") or follower is None or follower.kind != "v":
        return False
    return follower.start == token.end and follower.value[0] != "advancing" and manner(follower) is None


def _no_news(text: str, token: Token) -> bool:
    """Whether a verb tells what is to be (建成后, 通车目标, 为通车奠定基础), or in how many steps (分两期建设完成), and not how far
    a thing is."""
    if text.startswith(_AFTER, token.end) or text.startswith(_AIMS, token.end):
        return True
    return _STEPS.search(text, max(0, token.start - 8), token.start) is not None


def _not_yet(text: str, token: Token) -> bool:
    """Whether a verb is denied, or what it tells is near but not there: 未开工, 具备试产条件, 通车在即."""
    return text[token.start - 1 : token.start] == "未" or _YET.match(text, token.end) is not None


def _done_so_many(token: Token, follower: Token | None) -> bool:
    """Whether a verb has things counted behind them as its object: 建成测风塔6座."""
    counts = follower is not None and follower.kind == "Q" and 1 < follower.start - token.end < _OBJECT
    return counts and use(token) == "both" and token.value[0] == "completed"


def _share(tokens: list[Token], at: int) -> bool:
    """Whether a part of the work is done: 完成87%, 完成工程量的60%."""
    token = tokens[at]
    if token.kind != "v" or token.value[0] != "completed":
        return False
    share = next((t for t in tokens[at + 1 : at + 4] if t.kind not in OF + "sj"), None)
    if share is None or share.kind != "P":
        return False
    return share.start - token.end <= 8 and share.value.value < 100


def before(tokens: list[Token], text: str, how: str | None = None) -> tuple[str, Token] | None:
    """The stage told by the last verb before a name, moved by what stands before it or by `how`; with 项目 behind it
    (已投产项目X) a verb may be one that else follows its name."""
    found = None
    for token, follower in zip_longest(tokens, tokens[1:]):
        if token.kind == "o" and text[token.start] == "已":
            how = None
        elif ahead(token, text):
            how = ahead(token, text)
        elif token.kind == "v" and (use(token) != "after" or _classed(token, follower) or participle(token, follower)):
            if text.startswith(_PAPERS, token.end):
                continue
            told = moved(token, how)
            # 开工|建设某园: two verbs side by side tell the further stage
            if found is None or found[1].end != token.start or RANK[told] >= RANK[found[0]]:
                found = told, token
    return found


def participle(token: Token, follower: Token | None) -> bool:
    """Whether a verb of what is built and nothing else tells with 的 what is named behind it: 建成投运的|X."""
    if follower is None or follower.kind != OF or follower.start != token.end or token.kind != "v":
        return False
    return manner(token) is None and not has(token, "loose") and token.value[0] != "advancing"


def _classed(token: Token, follower: Token | None) -> bool:
    return follower is not None and follower.kind == "j" and follower.start == token.end


def subjectless(text: str, tokens: list[Token]) -> list[Token]:
    """Tokens without the verbs of clauses that have a subject of their own, which is told of and not what was named before."""
    out: list[Token] = []
    clause: list[Token] = []
    begin = tokens[0].start if tokens else 0
    for token in tokens:
        if token.kind == CLAUSE:
            begin, clause = token.end, []
        elif token.kind != "v" or not _own_subject(text, begin, token.start, clause):
            clause.append(token)
        else:
            continue
        out.append(token)
    return out


def _own_subject(text: str, begin: int, end: int, tokens: list[Token]) -> bool:
    """Whether a clause names something between its beginning and its verb: more than a word, no place (在…), no part of a
    project."""
    for token in reversed(tokens):
        if token.end != end or token.kind not in "owRDT":
            break
        end = token.start
    said = text[begin:end]
    if said.startswith(_OWN):
        return False
    if any(has(t, "place") for t in tokens) or ending(said, "project_parts"):
        return False
    return (
        any(t.kind == "h" for t in tokens)
        or len(said) - sum(t.end - t.start for t in tokens if t.end <= end) > _SUBJECT
    )


def of_subject(text: str, tokens: list[Token]) -> list[Token]:
    """Tokens of clauses behind a name without the verbs that tell of something else: those with a subject of their own, and
    those that do not close their clause and so have an object (已完成路基工程量的80% tells of the subject)."""
    if not tokens:
        return tokens
    told = subjectless(text, tokens)
    out: list[Token] = []
    for n, token in enumerate(told):
        if token.kind != "v" or _share(told, n):
            out.append(token)
        elif _closes(text, token):
            out.append(_of_part(text, token))
    return out


def _of_part(text: str, verb: Token) -> Token:
    """A verb as it is; where only a part of a project is completed (桩基全部完成), the project is under way."""
    if verb.value[0] != "completed":
        return verb
    said = text[max(0, verb.start - _PART) : verb.start].rstrip(_ADVERBS)
    return verb._replace(value=("under_construction", *verb.value[1:])) if ending(said, "project_parts") else verb


def _closes(text: str, verb: Token) -> bool:
    """Whether a verb stands at its clause's end."""
    return _PAUSE.search(text + "，", verb.end, verb.end + 4) is not None


def steps(tokens: list[Token], text: str) -> list[Token]:
    """The verbs of stages told one by one, a counted one as often as it counts (“一个竣工、两个开工”), or in order behind
    分别; none where they are told of all names alike (前期工作将加快推进)."""
    out: list[Token] = []
    if not any(t.kind == "Q" or t.kind == "o" and text[t.start : t.end] in _IN_ORDER for t in tokens):
        return out
    for at, token in enumerate(tokens):
        if token.kind != "v" or use(token) == "before" or manner(token) is not None:
            continue
        near = [
            t
            for t in tokens[max(0, at - 1) : at + 2]
            if t.kind == "Q" and (t.end == token.start or t.start == token.end)
        ]
        times = int(near[0].value.value) if near and near[0].value.value < 20 else 1
        out.extend([token] * times)
    return out
