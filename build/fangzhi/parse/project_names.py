"""What a project's name is: its edges, what makes it one project's and not a class's, and what can be split from it."""

from __future__ import annotations

import re
from functools import lru_cache

from ..lex.lexicon import Sieve, View, alternatives, entries, words
from ..lex.token import Token
from .project_words import AND, MARKS, body_of, closing, ending, extent, filler, head, phased, residue

_TRIM = " \t\r　、，。；：:;·—-…!?！？*【】☑✅✔⏳📍▪■●◆▲△★※•"
_NO_CLOSE = ("年", "周", "季", "库", "办", "池")
# so far before 工程 the work is told
_WORK = 12
_WARES = Sieve("project_wares")
_MARKS = MARKS.replace(AND, "")
_BROKEN = re.compile(alternatives("project_breaks"))
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_GAP = re.compile(r"(?<!产)\s(?:(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]\s))")
_STOP = re.compile("[，。；：！？《》?_\u3040-\u30ff]")
_AMOUNT_FIRST = re.compile(r"^\d+[余多]?[台套条个座家栋项户名人间所幢件处口孔眼段]|^[(（][一二三四五六七八九十\d]")
_CLOSE = re.compile(rf"(?:项目|工程)?(?:{alternatives('project_closers')})?(?:项目|工程)?$")
# no longer are a closing word and 项目 or 工程 before it and behind it
_CLOSE_REACH = 4 + max(map(len, words("project_closers")))
_CLOSING = ("项目", "工程", "建设")
_SIGNS = re.compile("[()“”‘’「」《》 ·—-]")
_LAST = re.compile("(?<=.{2})(?:项目|工程|基地建设|建设)$")
_LEAD = re.compile(
    r"""^(?: [(][一二三四五六七八九十\d]+[)] | \d{1,2}[.．、](?!\d)\s? | [和及与] | 以及      # what joins it to the name before
        | [一二三四五六七八九十]{1,3}[个座条项处家颗]?是 | 这[一个座条项处家] | [了后总的座] | 一[座条处家所个] | 第一个 | 首[个座条] | 位于
        )
    (?=.{2})""",
    re.VERBOSE,
)
# what it begins with; any digit besides
_LEADS = frozenset("(一二三四五六七八九十和及与以这了后总的座第首位")
# 22个产业项目中X: what X is one of
_AMONG = re.compile(r".{0,2}(?:项目|工程|实事)中(?![国建铁交铝粮核化航车石科心])")
# 某镇标志性工程|联华大楼
_APPOSED = re.compile(r".{0,5}?(?:标志性|控制性|节点性|重点)工程(?:——)?(?=.{4})")
# a count at its end, or inside; numerals stand in names of places and of institutes (中电六所) too
_COUNTED = re.compile(
    r"^[数几成上][十百千]|第[一二三四五六七八九十\d]+[次届轮场名步]"
    r"|[\d十百千][余多来]?[个所家条项件处座户名人场次台辆]$|[一两三四五六七八九十][幢栋座套间]$"
    r"|第[一二三四五六七八九十\d]+批|[两二三四五六七八九十数]大|\d大(?![学桥道厦坝])"
    r"|(?<![电船航核科第])[两二三四五六七八九十几数多][条个座家所处项](?![子堡沟屯营庄集镇路店渠坟庙坪坡湾井台岭寺崖滩窑峪墩坨洼])"
)
# 这101座水库, 县里…, 会议对…: what is spoken of, and who speaks
_POINTS = re.compile(
    r"""^(?:[这我]|[省市县区州]“[^”]{2,6}”(?:工程)?$|[省市县区州镇乡村]里|会议(?!中心|展览)|全[省市县区州旗镇乡村]?\d|一[套台]|[一两几][栋幢排]|[两二三四五六七八九十几]条路
    |地[上下][\d一二三四五]|第[\d一二三四五六七八九十百]+[条座个家项处所])""",
    re.VERBOSE,
)
# 园区属…建设项目: what is said of a thing, and no name
_BELONGS = re.compile(r"^(.{2,6}?)(?<!金)属(?!地)")
# 基坑支护及桩基: parts of one project
_JOINTS = re.compile("以及|[和及与]")
# 4场1站, “一心、两园、三基地”: how many there are of what
_SLOGAN = re.compile(
    r"^\d{1,2}[\u4e00-\u9fff]\d{1,2}[\u4e00-\u9fff]$|^“?[一二三四五六七八九十两][\u4e00-\u9fff]{1,2}、[一二三四五六七八九十两多]"
)
_WHAT_IT_IS = re.compile("(?<=..)(?<![华作认行因])为(?![民主])")
_MASKED = re.compile(r"\*(?!\d)")
# 该基地…, 第二期…: the project spoken of, and no name
_OWN = [word for word, attributes in entries("project_anaphora").items() if "own" in attributes]
_OWN_WORD = re.compile("|".join(_OWN))
_OWN_FIRST = frozenset(word[0] for word in _OWN)
_REFERS = re.compile("|".join([*_OWN, r"第?[一二三四五六七八九十首](?:[、和]?[一二三四五六七八九十])?期"]))
_RANKED = re.compile(r"^(?:(?:国家|全国|世界|[省市县区])级|[一二三四]级|三甲)")
# 预计…完成大坝, 双向六车道: a clause, though something built ends it
_OPENS = re.compile(alternatives("project_clause_opens"))
# 桥面总宽27米: a size
_SIZE_LAST = re.compile(r"\d(?:公里|千米|米|亩|平方米|平方公里|立方米)$")
# 23座污水处理厂
_THINGS = re.compile(r"\d[余多]?[座个家处所幢栋口](?=[\u4e00-\u9fff])")
# words of sentences; 着 and 并 stand in names only as parts of some words
_CLAUSE = View(("n", "project_never"))
_CLAUSE_WORD = re.compile(r"为\d|着(?![陆色])|并(?<![集合兼归]并)(?![网购联轨条州盛])")
_ACTS = re.compile(alternatives("project_acts"))
_TITLE = re.compile(r"^(?:国家|全国|省级|市级)")
_ZONE = re.compile(rf".{{2,12}}?(?:{alternatives('project_zones')})")
# the county's own: 县粮食储备库; 县级, 区域, 市场 begin otherwise
_PUBLIC = re.compile(r"^(?:[省市县区州旗镇乡](?![级内域里直属场民政委镇村])|县城|城区)")
_PEOPLE = re.compile(alternatives("project_people"))
# 2号生产线, 首条生产线: parts of a project
_NTH = re.compile(r"^(?:第?[\d一二三四五六七八九十]+[号条]|首[条台])")
_VILLAGE = re.compile("[村屯寨]$")
# what is built or laid out, and no body
_BUILT = ("industrial", "infrastructure", "park")
# no name that says all is shorter
FULL = 7
# 某改造工程|路面硬化, 某治理工程|实施方案: a part of it is told of, or what is planned on paper
_NEXT = re.compile(rf"(?:{alternatives('project_parts')})(?!机|材|公司|局|院|处|队|站|部)|{alternatives('project_next')}")
# a size inside a name
_SIZED = re.compile(r"\d(?:万|亿)?(?:[GMk]?W|[吨台套亩米平公千兆辆片头])")
_PHASED = re.compile(r"^.{3,24}?(?:[一二三四五六七八九]|\d)期(?:(?:工程)?\))?")
_COMPANY = re.compile(rf"^[^、]{{2,14}}?(?:{alternatives('project_companies')})(?=.{{2}})")
_SHORT = "|".join(word for word, attributes in entries("project_places").items() if attributes)
_PLACE = re.compile(
    rf"^(?:(?![城都超上门夜集]市)[^()、\d](?:{_SHORT})|[^()、\d“”]{{2,7}}?(?<!城)(?:{alternatives('project_places')}))(?=.{{3}})"
)


def whole(text: str, start: int, end: int, after: Token | None, stop: int) -> bool:
    """Whether 项目 or 工程 closes a noun phrase here: 工程 inside 工程机械 does not."""
    if text[end : end + 1] in _NO_CLOSE and end < stop:
        # 项目建设年, 项目库
        return False
    if not text[start:end].endswith("工程") or end >= stop:
        return True
    if text[end : end + 1] in "()“”，。；、" or _NEXT.match(text, end):
        return True
    if after is None or after.start != end:
        return False
    # 某水库改造工程和某水库: a joining word parts works
    return (
        after.kind in "vowRDTlkjMNQ" + _MARKS
        or after.kind == AND
        and head(text[max(0, start - _WORK) : start]) is not None
    )


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks and closing words at its ends (annotation-guide.md, projects)."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if end - start > 4 and text[end - 1] in "后前":
        end -= 1
    if end - start > 5 and text[end - 1] in "则也仍亦":
        end -= 1
    if end - start > 5 and text[end - 1] in "和及与" and built(whole_of(text[start : end - 1])):
        end -= 1
    start = _begin(text, start, end)
    body = text[start:end]
    if "“" in body or "”" in body:
        start, end = _unquoted(text, start, end)
        body = text[start:end]
    m = _CLOSE.search(body, max(0, len(body) - _CLOSE_REACH)) if body.endswith(_CLOSING) else None
    if m and m.start() >= 3 and not filler(body[: m.start()]):
        end = start + m.start()
    return start, end


def _begin(text: str, start: int, end: int) -> int:
    """Where a name begins behind words that join it to what stands before it, or say what it is one of."""
    # most names begin with none of these: a look at a character or two is cheaper than a pattern
    if "中" in text[start : start + 5]:
        m = _AMONG.match(text, max(0, start - 2), end)
        if m and end - m.end() > 3:
            start = max(start, m.end())
    if "性工程" in text[start : start + 10] or "点工程" in text[start : start + 10]:
        m = _APPOSED.match(text, start, end)
        if m and built(text[m.end() : end]):
            start = m.end()
    dash = text.rfind("—", start, end) if "—" in text[start:end] else -1
    if dash > start and text[start:dash].rstrip("—").endswith(_CLOSING) and built(text[dash + 1 : end]):
        # 某大道的节点工程—某大桥
        start = dash + 1
    first = text[start : start + 1]
    if first in _LEADS or first.isdecimal():
        m = _LEAD.match(text[start:end])
        while m:
            start += m.end()
            m = _LEAD.match(text[start:end]) if text[start] in "与和及" else None
    if text[start : start + 1] in _OWN_FIRST:
        own = _OWN_WORD.match(text, start, end)
        if own and len(residue(text[own.end() : end])) >= 3:
            start = own.end()
    return start


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a lone quotation mark at its end, or the two marks round a whole name."""
    body = text[start:end]
    opened, closed = body.count("“"), body.count("”")
    if closed > opened and body.endswith("”"):
        end -= 1
    if opened > closed and body.startswith("“"):
        start += 1
    body = text[start:end]
    inner = _CLOSE.sub("", body[1:-1]) if body.endswith("项目”") else body[1:-1]
    if body.startswith("“") and body.find("”") == len(body) - 1 > 8 and (built(inner) or body.endswith("项目”")):
        start, end = start + 1, end - 1
    return start, end


def past_zone(text: str, start: int, end: int) -> int:
    """Where a name begins behind 在: past the zone in which the thing stands, where what follows names it by itself."""
    m = _ZONE.match(text, start, end)
    rest = text[m.end() : end] if m else ""
    return m.end() if m and len(rest) > 5 and built(rest) else start


def bare(name: str) -> str:
    """A name for comparing: no brackets, quotation marks or spaces, no closing 项目."""
    out = _SIGNS.sub("", name)
    return _LAST.sub("", out) if out.endswith(_CLOSING) else out


def plausible(name: str) -> bool:
    """Whether a stretch can be a name at all."""
    if len(name) < 3 or len(name) > 50 or campaign(name) or _COUNTED.search(name) or _person(name):
        return False
    if _CLAUSE.spots(name) or _CLAUSE_WORD.search(name) or name[-1] in "和及与暨":
        return False
    if (
        not _WORDS.search(name)
        or _GAP.search(name)
        or _BROKEN.search(name)
        or name.startswith(("配套", "控制性工程"))
        or name[0] == "“"
        and name.find("”") == len(name) - 1
        and not built(name[1:-1])
    ):
        return False
    belongs = _BELONGS.match(name)
    if _parts_only(name) or belongs and (filler(belongs[1]) or belongs[1] in words("project_heads")):
        return False
    nth = _NTH.match(name)
    if nth and name[nth.end() :] in words("project_parts"):
        return False
    if name[0] == "(" or _AMOUNT_FIRST.search(name) or _REFERS.match(name):
        return False
    if _STOP.search(name) or _MASKED.search(name) or _SLOGAN.match(name) or _POINTS.match(name) or _OPENS.match(name):
        return False
    said = _WHAT_IT_IS.search(name)
    if said and ending(name[: said.start()], "project_heads"):
        # 电站为日调节纯抽水蓄能电站
        return False
    if _SIZE_LAST.search(name) or ending(name, "project_said_ends") or ending(name, "project_modifiers") or _many(name):
        return False
    return name.count("(") == name.count(")") and name.count("“") == name.count("”")


def _parts_only(name: str) -> bool:
    """Whether a stretch joins parts of one project (基坑支护及桩基), or kinds of things (高速公路和干线公路)."""
    joined = _JOINTS.split(name)
    return words("project_parts").issuperset(joined) or len(joined) > 1 and words("project_heads").issuperset(joined)


def _many(name: str) -> bool:
    """Whether things of a kind are counted in a name, and nothing is told of which they are: 某区23座污水处理厂; what is done
    to so many (8个小区供水改造) is a project."""
    m = _THINGS.search(name)
    found = head(name) if m else None
    return found is not None and found[2] != "work" and len(residue(name[m.end() : -len(found[0])])) < 2


def _person(name: str) -> bool:
    """Whether a stretch holds a post's or a person's word; 银州区长青园 and 大连市长海大桥 hold none."""
    m = _PEOPLE.search(name)
    found = head(name) if m else None
    if found is None:
        return m is not None
    # 失能人员照护中心 is for them
    served = m.group() == "人员" and found[1:] == ("civic", "strong")
    return not (served or len(m.group()) == 2 and m.group()[1] == "长" and m.start() > 1)


@lru_cache(maxsize=4096)
def specific(name: str) -> bool:
    """Whether a name tells one project from others when a list or 项目 says that it is one."""
    if (
        not plausible(name)
        or name not in words("project_sole")
        and len(stem(name)) < 4
        and not phased(name)
        and stem(name) in words("project_heads")
    ):
        return False
    found = head(name)
    strong = bool(found and found[2] in ("strong", "kind"))
    if found and (found[0] == "段" and len(name) < 5 or extent(name[: -len(found[0])])):
        return False
    if not (found and len(found[0]) > 1) and (ending(name, "project_places") or ending(stem(name), "project_places")):
        return False
    if found and found[2] == "work":
        return built(name)
    if name in words("project_sole"):
        return True
    if not found and (_ACTS.match(name) or stem(name) != name and len(stem(name)) < 3):
        return False
    where = place(name) if not found else None
    return len(residue(name[len(where or "") :])) >= 2 or strong and built(name)


def settled(name: str) -> bool:
    """Whether a name is a village's: 龙岩屯 is, 东湖度假村 is not."""
    return _VILLAGE.search(name) is not None and head(name) is None


@lru_cache(maxsize=4096)
def built(name: str) -> bool:
    """Whether a name ends in a noun of something built, with words of its own before it."""
    found = head(name)
    if not found or campaign(name) or found[2] == "kind" and _TITLE.match(name):
        return False
    if name in words("project_sole"):
        return True
    before = body_of(name)[: -len(found[0])]
    own = residue(before)
    if found[2] == "work":
        # 水库除险加固 is a kind of work, 坝体加固 what is done to a part
        return before not in words("project_parts") and (
            len(own) >= 2
            and before not in words("project_heads")
            or len(before) >= 3
            and (built(before) or _county(stem(before)))
        )
    if found[2] != "strong":
        return len(own) >= 2
    if len(found[0]) > 3 and phased(name):
        # 污水处理厂二期
        return True
    if _PUBLIC.search(name) and before:
        return len(found[0]) >= 3 or len(before) >= 2
    return len(before) >= 2 and not filler(before) and not (len(own) < 2 and _RANKED.search(name))


def _county(name: str) -> bool:
    """Whether a name is of the one thing of its kind that a county has: 县医院."""
    found = head(name)
    return found is not None and found[2] == "strong" and len(name) == len(found[0]) + 1 and _PUBLIC.match(name) is not None


@lru_cache(maxsize=4096)
def owned(name: str) -> bool:
    """Whether a name says whose or where a thing is, and not only what is made or done there: 制剂生产基地 does not."""
    found = head(name)
    before = body_of(name)
    before = before[: -len(found[0])] if found else before
    return _PUBLIC.match(before) is not None or len(residue(_WARES.sift(before))) >= 2


@lru_cache(maxsize=4096)
def full(name: str) -> bool:
    """Whether a name tells by itself that a thing is built, whose or where it is, and what is made or done there: 清源县东坝抽水
    蓄能电站 does, 清源县产业园 and 抽水蓄能电站 do not."""
    found = head(name) if len(name) >= FULL else None
    if not found or found[1] not in _BUILT or found[2] not in ("strong", "work") or not built(name):
        return False
    where = place(name) or company(name) or ""
    rest = name[len(where) :]
    known = bool(where) or _SIZED.search(name) is not None or phased(name)
    known = known or found[1] != "park" and found[2] == "strong" and owned(name)
    return known and len(residue(rest)) >= 2 and specific(name)


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """A name without closing words that fit any project (主体, 钢结构)."""
    return name[: closing(name, "project_generic")]


def whole_of(name: str) -> str:
    """A name without the part of the project that is told of: 某水库主体 gives 某水库."""
    part = ending(name, "project_parts")
    body = name[: -len(part)] if part else name
    if part and len((head(name) or ("",))[0]) > len(part):
        # 玉米加工厂房
        return name
    return body if part and len(body) > 3 and (built(body) or phased(body)) else name


def to_phase(name: str) -> str:
    """A name up to its phase where what follows is no part of it: 某产业园一期已入驻企业 gives 某产业园一期."""
    m = _PHASED.match(name) if "期" in name else None
    return m.group() if m and not head(name) and built(m.group()) else name


def campaign(name: str) -> bool:
    """Whether a name is a policy's, a programme's or a body's, and no project's."""
    found = ending(name, "project_campaigns")
    return found is not None and len(ending(name, "project_heads") or "") <= len(found)


def company(name: str, firms: bool = True) -> str | None:
    """The part of a name that says whose project it is, where one is printed: with 公司 or 集团, or, for `firms`, with a word
    that names of firms end in."""
    m = _COMPANY.match(name)
    if m is None or len(residue(m.group())) < 2:
        return None
    found = ending(m.group(), "project_companies")
    return m.group() if firms or found and entries("project_companies")[found] else None


@lru_cache(maxsize=4096)
def place(name: str) -> str | None:
    """The part of a name that says where it is, where one is printed."""
    m = _PLACE.match(name)
    return m.group() if m else None
