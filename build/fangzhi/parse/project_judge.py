"""The judgement: what has to stand round a stretch for it to be a project's name."""

from __future__ import annotations

import re

from ..lex.lexicon import words
from .project_around import Around
from .project_beside import builds, hard, measured, near, told_later
from .project_called import called, described
from .project_case import Case
from .project_members import Chunk
from .project_names import FULL, built, company, full, owned, place, settled, specific, stem, tidy
from .project_refused import counted, kinds, programme, refused, zone
from .project_runs import Part, Run, listed, nouned, sped
from .project_sized import done_to, sized, worked
from .project_stages import after, participle
from .project_visits import alone, asked, brief, progress, stop, tour, ware
from .project_words import ETC, OF, ending, filler, has, head, manner, phased, residue, use

# 项目, a label or 等
_CLOSING = "jlk" + ETC
# 等50条道路: what the list counts
_THINGS = re.compile(
    r"等(?P<count>(?:\d+|[一二三四五六七八九十百两多几]+)[条座个处所栋])?(?P<said>[^，。；、：和及与]{1,12})"
)
# 3号厂房三层
_NUMBERED = re.compile(r"[\dA-Z]号|[\d一二三四五六七八九十]层|部分")
_JOINTS = re.compile("以及|[和及与]")
# no name of a part that says only what it is for is longer: 孵化车间
_PART_NAME = 6
_ENDS = re.compile("[\u4e00-\u9fff]{2,8}至[\u4e00-\u9fff]{2,8}")
_ROAD = re.compile("[\u4e00-\u9fff]{2,4}[路街]|[东西南北中内外一二三四五]{1,2}环(?:路)?")
_PREPOSITIONS = "以与同为"
# 各1条: behind things of which there are so many
_EACH = re.compile(r"各(?:自)?[\d一二三四五两]+[条座个家处所套]")
_WATERS = "江河湖溪滩"
# so far behind a name 是 tells what it is
_SAID = 6
# a verb with an object behind it, and not with an adverb, a particle or a mark
_NAMES_ON = re.compile("[\u4e00-\u9fff“](?<![了的后前中时以至并但和已将也在等仪典活大])[\u4e00-\u9fff]")
# 等附属工程: the works that belong to another
_ACCESSORY = re.compile("附属|配套|相关")


def judge(run: Run, members: list[Part], around: Around) -> None:
    """Give each member of a run the rule that accepts it by itself, if one does."""
    is_list, is_noun = listed(run), nouned(run)
    if _EACH.match(around.text, run.end) or is_list and kinds(members):
        return
    behind = after(around.told, around.text)
    for n, part in enumerate(members):
        if not (specific(part.name) or brief(part, run) or ware(part, run)) or counted(part, len(members)):
            continue
        if part.lead and part.lead[-1].kind == ETC:
            continue
        last = n == len(members) - 1
        closes = last or part.chunk is not members[n + 1].chunk
        noun = next((t for t in part.chunk.right if t.kind == "j"), None) if closes else None
        case = Case(part, run, around, last, noun, behind, is_list, is_noun and last)
        if refused(case) or part.name.endswith("社区") and _works(run, around.text):
            # 某社区等6个城中村改造
            continue
        if noun is not None and programme(around.text, part.start, noun.end) and not _resumed(part):
            continue
        if not (_contents(case) or noun is None and part.amount is None and _content(case)):
            part.rule = _rule(case)


def _rule(case: Case) -> str | None:
    """The rule that accepts a name, the surest first."""
    part, run, around = case.part, case.run, case.around
    if not specific(part.name) and ware(part, run):
        return "projects.noun"
    if case.noun is not None and zone(part.name) and _noun(case).startswith("重点"):
        # 某示范区|重点项目: the projects of a zone
        return None
    rule = _stated(case) or _named(case) or _acted(case) or done_to(case) or _told(case)
    if rule is None and (stop(part, run, around.text) or asked(part, run, around.text) or alone(run, around.text)):
        return "projects.visited"
    if rule is None and called(around.text, part.name, part.end):
        return "projects.called"
    if rule is None and around.heading is not None and _under_heading(case):
        return "projects.heading"
    if rule is None and full(part.name) and _bare(case):
        return "projects.full"
    return rule


def _resumed(part: Part) -> bool:
    """Whether a verb that only works have as object stands right before a name: 续建“南环北延”工程."""
    verb = part.lead[-1] if part.lead else None
    return verb is not None and verb.kind == "v" and verb.value[0] == "under_construction" and manner(verb) is None


def hopeful(run: Run, around: Around) -> bool:
    """Whether anything stands round a run that could make a project of it: a quick look before the names are worked out."""
    if around.heading is not None:
        return True
    for chunk in run.chunks:
        if _closed_or_led(chunk):
            return True
    if builds(run.lead) or near(run.tail) or near(around.told):
        return True
    if told_later(around) or measured(around.later) or sped(run, around.text):
        return True
    if run.tail and (progress(run.tail[0], around.text) or has(run.tail[0], "works")) or "是" in around.text[run.start : run.end + _SAID]:
        return True
    if any(_long(c) and full(around.text[slice(*tidy(around.text, c.start, c.end))]) for c in run.chunks):
        return True
    return "(" in around.text[run.start : run.end] or tour(run, around.text) or bool(run.lead) and alone(run, around.text)


def _long(chunk: Chunk) -> bool:
    """Whether a chunk is long enough for a name that says all."""
    return chunk.end - chunk.start >= FULL


def _closed_or_led(chunk: Chunk) -> bool:
    """Whether 项目, a label, 等 or a verb that may close a name stands behind a chunk, or a sum or a verb that builds before it."""
    right = chunk.right
    if right and (manner(right[-1]) == "soft" or any(t.kind in _CLOSING for t in right)):
        return True
    left = chunk.left
    return bool(left) and (builds(left) or any(t.kind in "Mk" for t in left))


def idle(run: Run, text: str) -> bool:
    """Whether all that a run names is too short for a name, or says nothing of which project it is."""
    for chunk in run.chunks:
        said = text[chunk.start : chunk.end].strip()
        if len(said) >= 3 and (len(said) >= 12 or not filler(said) or phased(said)):
            return False
    return True


def mate(part: Part, run: Run, around: Around) -> bool:
    """Whether a name without evidence of its own stands in one run with accepted ones, and looks like one."""
    if not specific(part.name) or settled(part.name) and not listed(run):
        return False
    if described(around.text, part.chunk.item.start, part.start, part.end):
        return False
    found, where = head(part.name), ending(part.name, "project_places")
    if where and not (found and (found[1:] == ("civic", "strong") and len(found[0]) > len(where) + 1 or found[0].endswith("园区"))):
        # 新校区 and 园区 are no 区
        return False
    if len(part.name) == 3 and part.name[-1] in _WATERS:
        # 黑龙江、嫩江干流治理
        return False
    if built(part.name) or nouned(run):
        return True
    if _ENDS.fullmatch(part.name) and _works(run, around.text):
        # 甲市至乙县、…等铁路
        return True
    return len(residue(part.name)) >= 2 and after(around.told, around.text) is not None


def _under_heading(case: Case) -> bool:
    """Whether a name may stand by itself under a heading: as a built thing or one of several, and not as one of 等…领域."""
    if case.around.prior and _told_of(case):
        return False
    if settled(case.part.name) or _class(case.run, case.around.text) or any(t.kind == "z" for t in case.run.tail):
        return False
    if case.around.text[max(0, case.part.start - 4) : case.part.start] == "项目——":
        behind = case.around.sentence.between(case.run.end, len(case.around.text))
        return len(residue(case.part.name)) >= 3 and any(t.kind == "l" and t.value[0] == "counts" for t in behind)
    if case.around.sentence.item and case.part.chunk.first and case.run.open:
        name = case.part.name
        return len(residue(name)) >= 2 and (head(name) or place(name) or company(name) or bool(case.part.capacities))
    return built(case.part.name) or len(case.run.chunks) > 1 and len(residue(case.part.name)) >= 2


def _told_of(case: Case) -> bool:
    """Whether a word of a name's clause says that what follows are the contents of the project named before: A项目，主要包括B、C."""
    begin = case.around.text.rfind("，", 0, case.part.start) + 1
    return any(has(t, "contents") for t in case.around.sentence.between(begin, case.part.start))


def _bare(case: Case) -> bool:
    """Whether a name that says all stands as a subject or an object, and is no place where something is done or seen."""
    chunk = case.part.chunk
    lead = case.part.lead or case.run.lead
    if any(has(t, a) for t in lead for a in ("place", "visit", "site", "agent", "class")):
        return False
    if case.around.text[case.part.start - 1 : case.part.start] in _PREPOSITIONS and case.part.start > 0:
        # 将以500千伏线路接入某电网
        return False
    return (chunk.first or bool(lead)) and (chunk.last or bool(chunk.right))


def _contents(case: Case) -> bool:
    """Whether a word says that what follows are the contents of the project spoken of: 主要建设厂房."""
    lead = case.part.lead or case.run.lead
    if not lead:
        return False
    if case.is_list:
        accessory = _ACCESSORY.search(case.around.text, case.run.end, case.run.end + 12) is not None
        return accessory and any(has(t, "contents") for t in lead)
    return any(has(t, "inventory") or has(t, "contents") and case.around.contents for t in lead)


def _stated(case: Case) -> str | None:
    """An amount of its own, a capacity before 的 or in the bracket behind the name, or 等…项目 behind the list."""
    part = case.part
    if part.amount:
        return "projects.amount"
    if built(part.name) and builds(case.run.lead) and _works(case.run, case.around.text):
        return "projects.list"
    if case.is_list and not settled(part.name) and _long_enough(case) and (len(residue(part.name)) >= 2 or built(part.name)):
        return "projects.list"
    if _ENDS.fullmatch(part.name) and _works(case.run, case.around.text):
        return "projects.list"
    if part.capacities and built(part.name) and any(t.kind == "k" for t in [*part.lead, *part.noted]):
        return "projects.capacity"
    return None


def _long_enough(case: Case) -> bool:
    """Whether a name has four characters, or three of its own among several (联创制药、绿十字等项目)."""
    name = case.part.name
    return len(name) >= 4 or len(case.run.chunks) > 2 and residue(name) == name


def _named(case: Case) -> str | None:
    """项目 or 工程 right behind the name; 工程 wants a work, a place, a number, a stage or a measure besides."""
    part, noun = case.part, case.noun
    site = next((t for t in case.run.tail if t.kind != OF), None)
    if site is not None and site.kind == "j" and site.value and (built(part.name) or phased(part.name)):
        return "projects.site"
    if noun is None or case.last and not case.is_noun or len(case.run.chunks) == 1 and part.chunk.counted:
        return None
    said = _noun(case)
    if stem(part.name) in words("project_heads") and part.name not in words("project_sole"):
        # 一批重点|高速公路|项目
        return None
    if said.startswith("重点"):
        # 某示范区|重点项目 are those of the zone
        return "projects.noun" if built(part.name) and head(part.name)[2] != "kind" else None
    if "项目" in said or head(part.name) or part.capacities or place(part.name):
        return "projects.noun"
    built_by = any(t.kind == "v" and t.value[0] in ("completed", "under_construction") for t in part.lead[-1:])
    return "projects.noun" if case.behind or built_by or measured(case.around.told) else None


def _noun(case: Case) -> str:
    """What closes the name, several closing words side by side taken together: 工程建设|项目."""
    end = case.noun.end
    for token in case.part.chunk.right:
        if token.kind == "j" and token.start == end:
            end = token.end
    return case.around.text[case.noun.start : end]


def _acted(case: Case) -> str | None:
    """A verb before the name that builds it."""
    name, found = case.part.name, head(case.part.name)
    if not phased(name) and not (
        found and (found[2] in ("strong", "work", "kind") or _opened(case) or _road(name) or worked(case, found))
    ):
        return None
    if not (builds(case.part.lead or case.run.lead) or sped(case.run, case.around.text)):
        return None
    if not found:
        return "projects.phase"
    if _road(name):
        return "projects.built" if case.part.lead or case.run.lead else None
    if not built(name) or _content(case) or _part_of_prior(case) or found[2] == "strong" and _class(case.run, case.around.text):
        return None
    return "projects.built"


def _road(name: str) -> bool:
    """Whether a name is a street's, and not of a kind of streets: 渭川路."""
    return _ROAD.fullmatch(name) is not None and ending(name, "project_roads") is None


def _opened(case: Case) -> bool:
    """Whether what has a place in its name was opened or begun: 投产的|某镇米粉厂."""
    lead = case.part.lead or case.run.lead
    return len(lead) > 1 and participle(lead[-2], lead[-1]) and place(case.part.name) is not None


def _told(case: Case) -> str | None:
    """A verb of stage or a measure behind the run, of which the name is the subject."""
    name, found = case.part.name, head(case.part.name)
    if (case.around.prior or case.around.contents) and _said_of(case) or _part_of_prior(case):
        return None
    closing = case.part.chunk.right[-1] if case.part.chunk.right else None
    if found and built(name) and closing is not None and manner(closing) == "soft":
        return "projects.built_stage"
    if not case.last:
        return None
    subject = (
        case.behind is not None
        and (near(case.run.tail) or near(case.around.told))
        and not (case.around.prior and _part(name))
    )
    if found and built(name):
        if case.behind is None and (case.run.open or _is_said(case)) and told_later(case.around):
            return "projects.built_later"
        if subject and _acts(case, found):
            return None
        if subject and (found[2] != "make" or manner(case.behind[1]) is None):
            return "projects.built_stage"
    if rule := sized(case, found if built(name) else None):
        return rule
    opening = case.part.lead[-1] if case.part.lead else None
    held = opening is not None and opening.kind == "v" and opening.end == case.part.start
    told = hard(case.run) and len(residue(name)) >= 3 and len(name.strip("“”")) > 4 and not held
    told = told and not _piece(name) and not settled(name)
    if subject and (phased(name) or case.part.capacities or told):
        return "projects.stage"
    return None


def _part_of_prior(case: Case) -> bool:
    """Whether a name is short and a part's, behind a project named before: X项目已完成|孵化车间."""
    name = case.part.name
    spoken = case.around.prior or case.around.contents or case.around.sentence.back
    return spoken and len(name) < _PART_NAME and ending(name, "project_parts") is not None and not place(name)


def _said_of(case: Case) -> bool:
    """Whether a run is what a project named before is (是…的拱桥), or the part of it that is worked on (正在进行东片区|开挖)."""
    lead, text = case.run.lead, case.around.text
    return bool(lead) and (has(lead[-1], "doing") or any(text[t.start : t.end] == "是" for t in lead))


def _is_said(case: Case) -> bool:
    """Whether it is told what a thing is, before it is told how far it is: X是全省最大的斜拉桥，已经通车."""
    return bool(case.run.tail) and has(case.run.tail[0], "told") and owned(case.part.name)


def _acts(case: Case, found: tuple[str, str, str]) -> bool:
    """Whether a zone is who builds and not what is built: 某示范区|新开工|某产业园项目."""
    verb = case.behind[1]
    behind = case.around.text[verb.end : verb.end + 3]
    acts = found[1] == "park" and use(verb) == "both" or found[0] == "社区"
    return acts and len(behind) == 3 and _NAMES_ON.match(behind) is not None


def _part(name: str) -> bool:
    """Whether a name says which part of a project is meant, and hardly more: 熟食车间, 办公楼."""
    return ending(name, "project_parts") is not None and len(residue(name)) < 4


def _piece(name: str) -> bool:
    """Whether a name without a noun of something built at its end is of parts (大坝及坝坡培厚, 3号厂房三层), or of a kind of things
    with a word of what is done (高速公路东西|贯通)."""
    if _NUMBERED.search(name) or name[:-2] in words("project_heads"):
        return True
    joined = _JOINTS.split(name)
    return len(joined) > 1 and any(ending(said, "project_parts") and not place(said) for said in joined)


def _content(case: Case) -> bool:
    """Whether a run is what the project spoken of is made of: 项目将建设车间、冷库."""
    led = any(t.kind == "v" and use(t) != "after" for t in case.run.lead)
    return case.around.contents and led and not place(case.part.name)


def _class(run: Run, text: str) -> bool:
    """Whether 等 closes the run and a noun that is no 项目 follows: A、B等130万平方米房屋征收."""
    at = next((n for n, t in enumerate(run.tail) if t.kind == ETC), None)
    if at is None or listed(run) or _works(run, text):
        return False
    rest = text[run.tail[at].end : run.tail[at].end + 1]
    return rest not in ("", "，", "；", "、") and not any(t.kind == "v" for t in run.tail[at + 1 :])


def _works(run: Run, text: str) -> bool:
    """Whether 等 and a count or a kind of works close the run: A、B等4条纵向公路, A、B等高速公路."""
    if run.shared:
        return True
    etc = next((t for t in run.tail if t.kind == ETC), None)
    things = _THINGS.match(text, etc.start) if etc is not None else None
    said = things["said"] if things else ""
    if things and not things["count"]:
        # 等国家高速公路, 等汉江大桥: the clause ends there
        found = head(said) if things.end() == len(text) or text[things.end()] in "，。；" else None
        return found is not None and found[1] == "infrastructure" and found[2] == "strong"
    # what is done to them may follow: 15条道路大修改造
    found = [h for end in range(1, len(said) + 1) if (h := head("  " + said[:end]))]
    return any(h[1] == "infrastructure" or h[2] == "strong" and h[0][-1] != "区" for h in found) and not ending(
        said, "project_classes"
    )
