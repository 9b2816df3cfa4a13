"""How titles and lists of villages are printed: the patterns that village_titles reads them by."""

from __future__ import annotations

import re
from functools import cache

from ..lex.lexicon import alternatives

_NUMBER = r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）]"


@cache
def heading() -> re.Pattern[str]:
    """A line that is a list's title."""
    return re.compile(r"(?P<title>[^，。；！？]{4,50}?(?:名单|名录))(?:的(?:通知|通报|公告|公示|决定))?(?:\([^()]{1,12}\))?[：:]?")


@cache
def notice() -> re.Pattern[str]:
    """The title of a notice that confers a title."""
    confer = alternatives("village_confer")
    head = alternatives("village_title_heads")
    return re.compile(rf".{{0,30}}关于(?:{confer})(?P<title>[^，。；！？]{{3,45}}?(?:{head})[”」]?)(?:称号)?的(?:通知|通报|公告|公示|决定)")


@cache
def made_known() -> re.Pattern[str]:
    known = alternatives("village_publish")
    soon = rf"(?:{alternatives('village_soon')})*"
    name = r"[^，。；：！？\s]{4,45}?(?:名单|名录)"
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
def introduced() -> re.Pattern[str]:
    """What introduces a list in its own line: 被认定的省级美丽乡村示范村分别为：."""
    head = alternatives("village_title_heads")
    return re.compile(rf"的(?P<title>[^，。；：！？\s的]{{3,40}}?(?:{head})[”」]?)(?:\([^()]*\))?(?:分别|依次)?(?:为|是|有|包括)[：:]?")


@cache
def opens() -> re.Pattern[str]:
    number = r"[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|\d{1,2}[、.．)）](?!\d)|附件?\d{0,2}[：:]\s*"
    several = r"(?:\d{4}年度?[、和及])+\d{4}年度?"
    return re.compile(rf"(?:了|过|被|列入|入选|获评|关于|的|现将|兹将|现对|{number}|{several}|(?:{alternatives('village_publish')})了?)+")


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
def named_as() -> re.Pattern[str]:
    """A title that villages counted and not named here receive: 认定256个村为2023年某国美丽乡村."""
    name = rf"[^，。；：！？\s的]{{3,40}}?(?:{alternatives('village_title_heads')})[”」]?"
    confer = rf"(?:拟)?(?:{alternatives('village_confer')})"
    return re.compile(rf"{confer}[^，。；：]{{0,30}}?\d+[^，。；：]{{1,12}}?为(?P<title>{name})(?=[，。；：\s]|$)")


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
    name = rf"[^，。；：！？]{{0,20}}?(?:{alternatives('village_praise')})[^，。；：！？]{{0,10}}?(?:{close})"
    return re.compile(rf"\s*{_NUMBER}\s*(?P<title>{name})\s*(?:\([^()]*\))?[：:]?\s*")


@cache
def paper() -> re.Pattern[str]:
    """The title of a paper that confers titles."""
    conferring = rf"关于(?:{alternatives('village_confer')})[^，。；]{{0,50}}的(?:决定|通报|通知)"
    return re.compile(rf"{conferring}|(?:先进|表彰|命名)[^，。；\n]{{0,20}}名单")


@cache
def proposed() -> re.Pattern[str]:
    """Words by which a notice or list says that it only proposes."""
    return re.compile(alternatives("village_proposed"))


@cache
def label() -> re.Pattern[str]:
    """The end of a text that is a title with what lets a list follow it: 全国文明村有, 省级传统村落(2个)：."""
    close = alternatives("village_title_heads")
    name = rf"[^，。；：！？的\s]{{4,40}}?(?:{close})[”」]?"
    return re.compile(rf"(?:^|[，；。：\s])(?P<title>{name})(?:\([^()]*\))?(?:：|分别是|分别为|有|包括|是)\s*$")
