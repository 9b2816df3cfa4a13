"""How titles and lists of villages are printed: the patterns that village_titles reads them by."""

from __future__ import annotations

import re
from functools import cache

from ..lex.lexicon import alternatives, entries

_NUMBER = r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）]"


@cache
def of_kind(kind: str) -> tuple[str, ...]:
    """The words of titles and lists that are of this kind, in file order."""
    return tuple(word for word, kinds in entries("village_list_words").items() if kind in kinds)


@cache
def said(kind: str) -> str:
    """The words of a kind as an alternation, longest first."""
    return "|".join(sorted(of_kind(kind), key=lambda w: (-len(w), w)))


@cache
def heading() -> re.Pattern[str]:
    """A line that is a list's title."""
    return re.compile(rf"(?P<title>[^，。；！？]{{4,50}}?(?:{said('list')}))(?:的(?:{said('paper')}))?(?:\([^()]{{1,12}}\))?[：:]?")


@cache
def notice() -> re.Pattern[str]:
    """The title of a notice that confers a title."""
    confer = alternatives("village_confer")
    head = alternatives("village_title_heads")
    return re.compile(rf".{{0,30}}关于(?:{confer})(?P<title>[^，。；！？]{{3,45}}?(?:{head})[”」]?)(?:称号)?的(?:{said('paper')})")


@cache
def made_known() -> re.Pattern[str]:
    known = alternatives("village_publish")
    soon = rf"(?:{alternatives('village_soon')})*"
    name = rf"[^，。；：！？\s]{{4,45}}?(?:{said('list')})"
    return re.compile(rf"(?:{known})了?(?P<title>{name})|(?:^|[，。；：\s])(?P<before>{name}){soon}(?:{known})(?!之?后|以来)")


@cache
def titled() -> re.Pattern[str]:
    """A title that is made known without the word list: 第六批某省传统村落近日揭晓, 公布了第六批某省传统村落."""
    known, soon = alternatives("village_publish"), rf"(?:{alternatives('village_soon')})*"
    name = rf"[^，。；：！？\s的]{{4,40}}?(?:{alternatives('village_title_heads')})[”」]?"
    return re.compile(rf"(?:{known})了?(?P<title>{name})(?=[，。；：\s]|$)|(?:^|[，。；：\s])(?P<before>{name}){soon}(?:{known})")


@cache
def conferred() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_confer')}|{alternatives('village_awards')})$")


@cache
def named() -> re.Pattern[str]:
    return re.compile(alternatives("village_confer"))


@cache
def introduced() -> re.Pattern[str]:
    """What introduces a list in its own line: 被认定的省级美丽乡村示范村分别为：."""
    head = alternatives("village_title_heads")
    return re.compile(rf"的(?P<title>[^，。；：！？\s的]{{3,40}}?(?:{head})[”」]?)(?:\([^()]*\))?(?:{said('name')}|{said('has')}|为)[：:]?")


@cache
def opens() -> re.Pattern[str]:
    number = r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|\d{1,2}[、.．)）](?!\d)|附?[件表]\d{0,2}[：:\s]\s*"
    several = r"(?:\d{4}年度?[、和及])+\d{4}年度?"
    return re.compile(rf"(?:{said('open')}|{number}|{several}|(?:{alternatives('village_publish')})了?)+")


@cache
def tails() -> re.Pattern[str]:
    return re.compile(rf"(?:等[^，。；“”]{{0,12}}|的?(?:{alternatives('village_title_tails')}))$")


@cache
def head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_title_heads')})(?:\([^()]*\))?[”」]?$")


@cache
def refused() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_refused')})")


@cache
def sought() -> re.Pattern[str]:
    """Words that take a line with villages out of the list of those that received a title."""
    return re.compile(alternatives("village_sought"))


@cache
def named_as() -> re.Pattern[str]:
    """A title that villages counted and not named here receive: 认定256个村为2023年某国美丽乡村."""
    name = rf"[^，。；：！？\s的]{{3,40}}?(?:{alternatives('village_title_heads')})[”」]?"
    confer = rf"(?:拟)?(?:{alternatives('village_confer')})"
    return re.compile(rf"{confer}[^，。；：]{{0,30}}?\d+[^，。；：]{{1,12}}?为(?P<title>{name})(?=[，。；：(\s]|$)")


@cache
def dealt() -> re.Pattern[str]:
    """A title that villages are given in so many words: 对2022年度某省文明村予以命名."""
    name = rf"[^，。；：！？\s的]{{3,40}}?(?:{alternatives('village_title_heads')})(?:\([^()]*\))?[”」]?"
    return re.compile(rf"对(?P<title>{name})(?:{said('list')})?(?:{said('treat')})(?:{alternatives('village_confer')})")


@cache
def counted() -> re.Pattern[str]:
    """A headline that counts the villages of a quoted title: 全市新增21个“某省文明村”."""
    award, closed = rf"(?:{alternatives('village_awards')})", rf"(?:{alternatives('village_title_tails')})?"
    return re.compile(rf"[^，。；：！？\s“”]{{0,20}}{award}\d+个(?:{said('place')})?(?P<title>“[^“”]{{3,40}}”){closed}")


@cache
def passed() -> re.Pattern[str]:
    """What tells that a proposal is behind: 经公示，决定命名; 公示无异议; 现将名单予以公布."""
    final = rf"^(?!.*拟).*(?:{said('treat')})(?:{alternatives('village_confer')}|{alternatives('village_publish')})(?<!公示)"
    return re.compile(rf"{final}|公示(?:{alternatives('village_passed')}|[^。；]{{0,12}}(?<!拟)(?:{alternatives('village_confer')}))")


@cache
def others() -> re.Pattern[str]:
    """A heading over a list of what is no village: (二)优秀党务工作者."""
    name = rf"[^，。；：！？]{{0,20}}?(?:{alternatives('village_praise')})[^，。；：！？]{{0,10}}(?:{alternatives('village_other_titles')})"
    return re.compile(rf"\s*{_NUMBER}\s*{name}\s*(?:\([^()]*\))?[：:]?\s*")


@cache
def apposed() -> re.Pattern[str]:
    """The end of a text that is a title and nothing else, right before a village or the places it lies in: 省级美丽乡村示范村."""
    level = alternatives("village_givers")
    giver = rf"(?:{level}|(?<![\u4e00-\u9fff])(?:(?P<place>[\u4e00-\u9fff]{{2,3}}[省市])|第[一二三四五六七八九十]{{1,3}}批|\d{{4}}年度?))"
    close = alternatives("village_title_heads")
    return re.compile(rf"(?P<title>{giver}[^，。；：、！？的\s“”]{{2,25}}(?:{close}))[”」]?(?:——?|－)?$")


@cache
def beside() -> re.Pattern[str]:
    """A title in brackets or in the next cell behind a village: 石湖村(全国文明村)."""
    name = rf"[^，。；：、！？\s()]{{3,40}}?(?:{alternatives('village_title_heads')})"
    return re.compile(rf"\(“?(?P<held>{name})”?\)|[ \t|]+“?(?P<cell>{name})”?(?=[ \t|]|\n|$)")


@cache
def elliptic() -> re.Pattern[str]:
    """What may stand before the verb of a sentence that leaves its village out: 2021年，曾先后(获得…)."""
    return re.compile(rf"(?:\d{{4}}年(?:\d{{1,2}}月)?(?:以来)?|{alternatives('village_again')}|[，、\s])*")


@cache
def section() -> re.Pattern[str]:
    """A numbered heading that is a title of villages, whoever gives it."""
    close = alternatives("village_title_heads")
    name = rf"[^，。；：！？()]{{0,20}}?(?:{alternatives('village_praise')})[^，。；：！？()]{{0,10}}?(?:{close})"
    return re.compile(rf"\s*{_NUMBER}\s*(?P<title>{name})\s*(?P<aside>\([^()]*\))?[：:]?\s*")


@cache
def vouched() -> re.Pattern[str]:
    """Words in the brackets of a heading by which its title was conferred: (县委农办授牌)."""
    return re.compile(alternatives("village_vouched"))


@cache
def lost() -> re.Pattern[str]:
    """Words of a list whose villages lose a title."""
    return re.compile(alternatives("village_lost"))


@cache
def paper() -> re.Pattern[str]:
    """The title of a paper that confers titles."""
    conferring = rf"关于(?:{alternatives('village_confer')})[^，。；]{{0,50}}的(?:{said('paper')})"
    return re.compile(rf"{conferring}|(?:{said('praise')})[^，。；\n]{{0,20}}(?:{said('list')})")


@cache
def proposed() -> re.Pattern[str]:
    """Words by which a notice or list says that it only proposes."""
    return re.compile(alternatives("village_proposed"))


@cache
def label() -> re.Pattern[str]:
    """The end of a text that is a title with what lets a list follow it: 全国文明村有, 省级传统村落(2个)：."""
    close = alternatives("village_title_heads")
    name = rf"[^，。；：！？的\s]{{4,40}}?(?:{close})[”」]?"
    return re.compile(rf"(?:^|[，；。：\s])(?P<title>{name})(?:\((?:(?P<count>\d+)个)?[^()]*\))?(?:：|{said('name')}|{said('has')})\s*$")
