"""Page furniture by its shape: page numbers and running heads that stand inside the text, and the lines around it.

The words are data (`clean_furniture.txt`): each is a pattern of a whole line or, after `^`, of its beginning.
"""

from __future__ import annotations

import re
from functools import cache

from fangzhi.clean import words

PAGE = re.compile(
    r"""[-—－–~·\s]* (?: 第 \s* )? [0-9]{1,4} (?: \s* 页 )? [-—－–~·\s]*        # － 2 －, 第 3 页
      | [-—－–]+ \s* [A-Z]?[0-9]{1,3} \s* [-—－–]+
      | 第 \s* [0-9]{1,4} \s* 页 \s* [，,/／(（]? \s* 共 \s* [0-9]{1,4} \s* 页 \s* [)）]?
      | (?: \S{2,14} \s+ )? (?: (?:19|20)[0-9]{2}年 )? \s* 总? 第 \s* [0-9]{1,5} \s* 期 (?: \s+ \S{1,12} )?      # 简报 总第812期
      | \S{2,9} 报 \s+ \S{2,6} \s+ [A-Z]?[0-9]{1,2} (?: \s* 版 )?                  # 晚报 要闻 A2版
      | [A-Z][0-9]{1,2} \s+ \S{2,6}                                              # A2 要闻
      | (?: 0?[0-9] | 1[0-9] ) 版 (?: \s+ \S{2,6} )?
      | 第 \s* [A-Za-z]{0,2}[0-9]{1,3}[a-z]? \s* 版 (?: \s* [：:] \s* \S{1,12} )? (?: \s+ \S{3} ){0,2}               # 第02版：要闻
      | \|+
    """,
    re.VERBOSE,
)


def page(line: str) -> bool:
    """Whether a line (without its outer spaces) is a page number or a running head."""
    return len(line) <= 40 and PAGE.fullmatch(line) is not None


# 2023·3, 2023年第3期
_ISSUE = re.compile(r"[ \u3000]+(?:19|20)[0-9]{2}(?:年|[ ]?[·./-])?(?:[ ]?第)?[ ]?[0-9]{0,3}[ ]?期?$")


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words.lines("furniture") + words.lines("paths")) + ")")


@cache
def _paths() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words.lines("paths")) + ")")


def around(line: str) -> bool:
    """Whether a line is furniture that stands around or between articles: navigation, credits, legal notices."""
    return _lines().match(line) is not None


def is_path(line: str) -> bool:
    """Whether a line tells where in its site a page stands (当前位置：首页 > 要闻): what stands over it is of the site."""
    return _paths().match(line) is not None


_VALUE = re.compile(r"[^，。；：]{1,40}")


def labels(line: str, following: str) -> bool:
    """Whether a line is a label of the page's record with nothing behind it, and the next one is its value: 发布日期：, 2024-04-06."""
    label = line.strip("·• ：")
    if label not in _record_labels() or not _VALUE.fullmatch(following.split(" ", 1)[0]):
        return False
    return _figures(following) or following.endswith(words.lines("offices"))


def _figures(text: str) -> bool:
    """Whether a value is a date or the number of a paper, and no headline with a number in it."""
    return text[0].isascii() and text[0].isalnum() and " " not in text[:10] or text.endswith("号")


@cache
def _record_labels() -> frozenset[str]:
    return frozenset((*words.lines("source_labels"), *words.lines("info_labels"), *words.lines("record_labels")))


def running(line: str) -> bool:
    """Whether a line is the name of a periodical, alone or with its issue: a running head where it stands beside a page number."""
    name = _ISSUE.sub("", line)
    return len(name) <= (16 if name == line else 24) and name.endswith(words.lines("periodicals"))
