"""Shapes around the verbs of taking part: what makes a clause its own, a list of people go on, or a verb no deed."""

from __future__ import annotations

import re

from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token
from .mention import Mention
from .page import Page, Span

VIEW = View(("x", "meeting_blocks"), ("v", "role_verbs"), ("h", "meeting_heads"), ("m", "role_marks"))
DUTY = re.compile(r"主持(?!召开)[^，。；会]{0,16}工作(?=[，。；、的)]|\Z)")  # an office, no meeting
DEMAND = "要求"
BY_DEMAND = re.compile(rf"(?:{alternatives('role_grounds')})[^，。；：]{{0,40}}\Z")
ATTENDEES = re.compile(rf"的(?!还?有)|代表|{alternatives('clause_subjects')}|{alternatives('collectives')}")
TURN = re.compile(rf"(?:{alternatives('turn_words')}|{alternatives('meeting_same_day')})?(?:[该本我][省市县区州旗乡镇]?)?")  # 该镇党委书记
# adverbs of a clause that has no subject of its own, and what it may tell of the matter before its verb
PURPOSES = ("部署", "安排")
_CARRYING = alternatives("clause_carriers")
GOES_ON = re.compile(rf"(?:{_CARRYING})*(?:在[^，。；]{{2,24}})?")  # 并在X村主持召开
ON_MATTER = re.compile(rf"(?:{_CARRYING})*(?:{alternatives('visit_matters')})[^，。；]{{2,40}}")
# who takes guests around: 带考察团参观
SHOWS = re.compile(
    rf"(?:{alternatives('visit_leads')}|带|领|引导?)[^，。；]{{0,8}}(?:{alternatives('visit_groups')}|{alternatives('visit_members')})"
)
ASKED = re.compile(rf"(?:{alternatives('turn_words')})?(?:敬|恭|有)?请(?!来|到)")
TO_COME = re.compile(rf"(?:{alternatives('to_come')})(?:于[^，]{{0,12}})?\Z")
CROWD = re.compile(rf"{alternatives('clause_subjects')}|\d[余多]?[名位家]")
_UNIT = "[" + "".join(sorted(c for c, uses in entries("name_edges").items() if "unit" in uses)) + "]"
# 城南县、江北区分别发言: places and bodies that have the clause's verb
PLACES = re.compile(rf"[^，。、]{{1,14}}{_UNIT}(?:、[^，。、]{{1,14}}{_UNIT})+(?:等[^，。、]{{0,6}})?(?:分别|先后)?")
OF_MEETING = re.compile("会议|大会|仪式")
PLAIN = "参加"  # without an object: of the visit that a meeting was part of
OF_VISIT = re.compile(alternatives("role_of_visits"))
_PARTICLES = "|".join(word for word, use in entries("role_addressed").items() if not use)
_NO_PARTICLES = "".join(f"(?<!{word})" for word, use in entries("role_addressed").items() if use)
ADDRESSED = re.compile(rf"(?:{_PARTICLES}){_NO_PARTICLES}\Z")
COUNTED = re.compile(r"[^，。；\d]{0,16}[会议]\d+[余多]?[次场期轮]")  # 主持召开调度会12次
CLAUSE_ENDS = frozenset(("comma", "semi", "end"))
NOT_OF_VISITORS = frozenset(("attended", "presided", "accompanied"))


def items(page: Page, span: Span, people: list[Mention]) -> list[tuple[int, str, Mention | Token]]:
    """People, verbs and marks of a sentence in order; a verb inside a person's posts is none."""
    inside = [(m.posts[0].start if m.posts else m.start, m.end) for m in people]
    tokens = [_joined(page.text, t) for t in page.lexed.between(VIEW, span.start, span.end) if t.kind in "vm"]
    tokens = [t for t in tokens if not (page.text[t.end - 1] == "会" and page.text.startswith("议", t.end))]  # 统一到会议精神上来
    free = [(t.start, t.kind, t) for t in tokens if not any(a <= t.start < b for a, b in inside)]
    return sorted([*((m.start, "person", m) for m in people), *free], key=lambda item: item[0])


def _joined(text: str, token: Token) -> Token:
    """一同接访, 一起察看: who does what the visitor does accompanies him."""
    if token.value != ("together",):
        return token
    verb = _VISITING.match(text, token.end)
    return Token("v", token.start, verb.end(), ("accompanied",)) if verb else token


_VISITING = re.compile(alternatives("visit_verbs"))
_PAREN = re.compile(rf"(?:\([^()]*\))?(?:等|一行|{alternatives('honorifics')})?")


def _bare_end(text: str, start: int, at: int) -> bool:
    """Whether nothing but a bracket stands between a person and the comma: the list goes on."""
    return _PAREN.fullmatch(text, start, at) is not None


def list_end(text: str, start: int, at: int) -> bool:
    """Whether a list of people goes on behind the mark: nothing but a bracket stands before it, or 以及有关单位负责人."""
    return _bare_end(text, start, at) or _OTHERS.fullmatch(text, start, at) is not None


# 以及有关单位负责人, 、巡察组全体成员, 同志等街道领导班子成员
_OTHERS = re.compile(
    rf"(?:[，、]?(?:以及|及|和)|、)[^。；]{{1,60}}(?:{alternatives('clause_subjects')})"
    rf"|(?:{alternatives('honorifics')})?等[^，。；]{{1,24}}(?:{alternatives('collectives')}|{alternatives('visit_members')})"
)


def noun(text: str, verb: Token) -> bool:
    """讲话 in 重要讲话精神, 在…的讲话中, 的报告: a thing, not a deed."""
    if text[verb.start] == "的":
        return True
    before = text[max(0, verb.start - 2) : verb.start]
    return before.endswith(("的", "重要")) and not before.endswith("作重要") or text.startswith(tuple(words("speech_nouns")), verb.end)


def by(page: Page, subjects: list[Mention], verb: Token) -> int:
    """会议由X主持: only the people behind 由 are the verb's."""
    if not subjects:
        return 0
    at = page.text.rfind("由", max(0, subjects[0].start - 60), verb.start)
    return at if any(m.start > at for m in subjects) and at >= 0 else 0


def list_ahead(page: Page, verb: Token, people: list[Mention]) -> bool:
    """出席会议的有A、B, 参会人员：A、B, 同行的有A: the people stand behind their verb."""
    listing = verb.value[-1] == "list" or _HAVE.match(page.text, verb.end) is not None
    return listing and bool(people) and people[-1].start > verb.end


_HAVE = re.compile(r"[^，。；：、]{0,6}?的[^，。；：、]{0,8}?(?:有|：)|(?:人员|领导)：")
