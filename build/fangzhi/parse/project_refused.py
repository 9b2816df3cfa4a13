"""Refusals: what looks like a name and is a count, a kind of things, a place or who builds."""

from __future__ import annotations

import re

from ..lex.lexicon import alternatives, entries
from ..lex.token import Token
from .project_called import described
from .project_case import Case
from .project_members import count, measures
from .project_names import built, company, owned, place
from .project_runs import Part
from .project_words import ETC, OF, ending, has, head, residue, use

# 投资500万元以上的: which are meant
_OVER = re.compile(r"(?:总?投资|投入)[^，。；]{0,10}?元以[上下](?=[的，])")
# 召开A整治暨B生产推进会
_MEETING = re.compile("[^，。；]{0,14}会(?:议)?(?:[，。；]|$)")
# 一排排, 一座座: many of a kind
_CROWD = re.compile(r"一(\w)\1")
# 新上一套
_ONE = re.compile("一[套台座条个处栋幢]")
_SUNDRY = re.compile(rf"等(?:{alternatives('project_sundries')})")
_SOME = ("一批", "一些", "若干")
_WITH = ("后与", "将与", "可与", "并与", "均与")
_CLASSIFIERS = "个条座家处栋幢所口台套"
# 世界最高的, and what says that the subject is so: 正是, 就是 and 的是 point to a thing of its own
_MOST = re.compile("最[\u4e00-\u9fff]{1,4}的$")
_IS = re.compile("(?<![的正就别即])[是为系]")
# 该项目是集旅游、养老为一体的
_PREDICATE = re.compile("(?:[该本此]?(?:项目|工程)|[它其这])?[也还又均都]?是.*的$")


def refused(case: Case) -> bool:
    """Whether a name is masked (*家…), counted (两个…), one of a crowd (一座座…), what something is said to be
    (作为…), where something is built (在…建设), who builds it (由…投资), or two parties who sign (A与B签约)."""
    text, part = case.around.text, case.part
    if text[part.start - 1 : part.start] == "*" or _CROWD.search(text, part.chunk.item.start, part.start):
        return True
    if _OVER.match(text, case.run.end) or _MEETING.match(text, case.run.end) and any(has(t, "holds") for t in part.lead or case.run.lead):
        return True
    if described(text, part.chunk.item.start, part.start, part.end) or case.is_list and _sundry(case):
        return True
    if text[part.start - 1 : part.start] == "的" and _superlative(text, part):
        return True
    if part.lead and (_counted_out(case) or _by_lead(part)):
        return True
    return case.behind is not None and case.behind[0] == "signed" and case.noun is None and "与" in part.name


def programme(text: str, start: int, end: int) -> bool:
    """Whether a name with its closing 工程 (up to `end`) is a campaign that calls itself a work."""
    said = text[start:end]
    found = ending(said, "project_notwork")
    if found and "own" in entries("project_notwork")[found] and len(residue(said[: -len(found)])) >= 3:
        # 某电站输水发电系统工程
        found = None
    return said.endswith("工程") and (
        bool(found) or said.startswith("“") and "”" in said[:-4]
    )


def _by_lead(part: Part) -> bool:
    """Whether the words before a name say that it is what something is, who builds, or where something is built."""
    first = part.lead[-1]
    if any(has(t, "class") for t in part.lead[-2:]):
        return True
    verb = part.chunk.right[0] if part.chunk.right else None
    if verb is None:
        return False
    return has(first, "agent") and verb.kind in "lv" or has(first, "place") and verb.kind == "v" and use(verb) == "before"


def _counted_out(case: Case) -> bool:
    """Whether a name is of a thing of a kind, and not of one of its own: 一批|污水处理厂, 新上一套|废水处理装置, 5条南北走向的|
    高速公路, 建成后与|某路相交, 依靠水库建设的|日供水4000立方米供水|工程."""
    text, part = case.around.text, case.part
    first = part.lead[-1]
    if first.kind == "Q" and first.end == part.start and count(first) and first.value.value > 1:
        return True
    before = text[max(0, part.start - 2) : part.start]
    if before in _WITH or case.around.prior and first.kind == OF and part.name[0] in "年月日" and not place(part.name):
        return True
    kind = first.kind == "Q" and first.end == part.start and count(first) or first.kind == OF and _many(part.lead)
    return bool(kind or before in _SOME or _ONE.match(before)) and not _known(part.name)


def _sundry(case: Case) -> bool:
    """Whether a name is of a work among others that belong to a project: 桥面绿化照明等|相关配套工程, 箱梁架设等|施工项目."""
    name = case.part.name
    etc = next((t.start for t in case.run.tail if t.kind == ETC), case.run.end)
    if _SUNDRY.match(case.around.text, etc) is None or company(name) or place(name):
        return False
    return not (built(name) and owned(name) and head(name)[2] == "strong")


def _many(lead: list[Token]) -> bool:
    """Whether several things are counted before a name that is told of them: 5条南北走向的X."""
    counts = next((t for t in reversed(lead) if t.kind == "Q"), None)
    return counts is not None and counts.value.unit[:1] in _CLASSIFIERS and counts.value.value > 1


def _superlative(text: str, part: Part) -> bool:
    """Whether a name is the greatest of its kind, which the subject is said to be: 是目前世界最高的|抽水蓄能电站大坝."""
    clause = max(text.rfind(mark, 0, part.start) for mark in "，。；")
    said = text[clause + 1 : part.start]
    if company(part.name) or place(part.name):
        return False
    if _PREDICATE.match(said):
        # 该项目是集旅游、养老为一体的|综合旅游开发|建设项目
        return True
    return _MOST.search(said) is not None and _IS.search(said) is not None


def _known(name: str) -> bool:
    """Whether a name says whose or where a thing is, or which of its kind (1个5万吨级泊位 does not)."""
    return owned(name) or place(name) is not None or company(name) is not None


def counted(part: Part, many: int) -> bool:
    """Whether a count follows the name, which is then a kind of thing: 标杆工厂2家. One that counts the run's `many` names
    (A、B两个现场) is of them all."""
    follower = part.chunk.right[0] if part.chunk.right and not part.chunk.counted else None
    if many == 1 and follower is not None and has(follower, "number") and any(t.kind == "j" for t in part.chunk.right[1:2]):
        # 某园区|两大|重点项目
        return True
    touches = follower is not None and follower.start == part.chunk.end and not part.name.endswith(")")
    return touches and follower.kind == "Q" and not measures(follower) and not 1 < many == follower.value.value


def kinds(members: list[Part]) -> bool:
    """Whether a list gives kinds of projects and no names: 包括生猪养殖、冷水鱼养殖等项目."""
    names = [part.name for part in members]
    if len(names) < 3 or 2 * sum(len(residue(name)) < 2 for name in names) <= len(names):
        return False
    return not any(_thing(name) or place(name) or company(name) for name in names)


def _thing(name: str) -> bool:
    """Whether a name ends in a noun of something built, and not only in what is done."""
    found = head(name)
    return found is not None and found[2] == "strong" and built(name)


def zone(name: str) -> bool:
    """Whether a name is a zone's, in which projects stand: 某示范区, and no 产业园."""
    found = head(name)
    return found is not None and found[1] == "park" and found[0].endswith("区")
