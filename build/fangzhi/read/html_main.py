"""The blocks of a page -> its article, and the teasers of other articles beside it.

The article is the run of blocks with most text of its own: prose counts for it, links, lists of links, furniture and the
boxes of the page count against it, and it cannot reach across the head of a list of related articles or the foot
of the page. One pass over the blocks; how a publishing system nests its boxes makes little difference.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fangzhi.read import html_words as words
from fangzhi.read.html_blocks import Block

NEVER = -(10**9)  # the value of a block that an article cannot hold
CHROME_SHARE = 0.5  # a box named like chrome with more of the prose than this is the article's own
HEADLINE = range(6, 60)  # characters of a headline
TEASER_BLOCKS = 4  # headline, sentence, date, "more"
SUBTITLES = 3
OPENING = 4  # blocks of a text among which a box with its lead may stand
REPEATED = 0.8  # of the pairs of characters of a summary, in the text


@dataclass(frozen=True, slots=True)
class Article:
    """Blocks of the page: lines between title and text, the text, and teasers as [headline, sentence, …]."""

    subtitles: list[Block]
    main: list[Block]
    related: list[Block]


def article(page: list[Block], title: str | None) -> Article:
    """Parts the page's blocks. `title` is the page's title, None if unknown; `main` is empty where there is no article."""
    _free_misnamed(page)
    teasers = _teasers(page)
    marks = _after_marks(page)
    values = [NEVER if i in teasers or marks[i] else _value(block) for i, block in enumerate(page)]
    start, end = _best_run(values)
    heading = _title_at(page, title, end)
    if heading is not None and start <= heading < end:
        start = heading + 1
    end = _with_signature(page, start, end)
    main = [block for block, value in zip(page[start:end], values[start:end], strict=True) if _kept(block, value)]
    main = _without_title(_trimmed(main), title)
    subtitles = _subtitles(page, heading, page.index(main[0]) if main else start, title)
    main, subtitles = _without_repeats(main, subtitles)
    return Article(subtitles, main, _related(page, teasers, marks, (start, end), main))


def squashed(text: str) -> str:
    """For comparing: without white space."""
    return "".join(text.split())


def title_at(page: list[Block], title: str | None) -> int | None:
    """Where the page prints its title: the first heading that is it, else the first block that is."""
    return _title_at(page, title, len(page))


def _title_at(page: list[Block], title: str | None, end: int) -> int | None:
    if not title:
        return None
    wanted = squashed(title)
    found = [i for i, block in enumerate(page[:end]) if squashed(block.text) == wanted]
    headings = [i for i in found if _is_heading(page[i])]
    return (headings or found or [None])[-1]  # type: ignore[list-item]


def _is_heading(block: Block) -> bool:
    return block.tag in ("h1", "h2", "h3") or "title" in block.rooms


def _free_misnamed(page: list[Block]) -> None:
    """Forgets names of boxes that hold most of the prose: <body class="nav-fixed"> is no navigation."""
    prose = sum(block.own for block in page if words.is_sentence(block.text))
    held: Counter[tuple[str, int]] = Counter()
    for block in page:
        if words.is_sentence(block.text):
            held.update(dict.fromkeys(block.rooms.items(), block.own))
    wrong = {key for key, own in held.items() if key[0] != "main" and own > CHROME_SHARE * prose}
    for block in page:
        if not wrong.isdisjoint(block.rooms.items()):
            block.rooms = {kind: box for kind, box in block.rooms.items() if (kind, box) not in wrong}


def _value(block: Block) -> int:
    """How much the block speaks for being in the article, in characters."""
    if "chrome" in block.rooms or "related" in block.rooms and "main" not in block.rooms:
        return -200
    if block.linked:
        return -30 - len(block.text)
    if words.is_furniture(block.text):
        return -5
    if words.is_sentence(block.text):
        return block.own * (3 if "main" in block.rooms else 1)
    return min(block.own, 20) if "main" in block.rooms else min(block.own, 20) // 4


def _best_run(values: list[int]) -> tuple[int, int]:
    """The slice of greatest sum (Kadane's algorithm); (0, 0) where no block speaks for itself."""
    best = (0, 0, 0)
    start = total = 0
    for i, value in enumerate(values):
        if total <= 0:
            start, total = i, 0
        total += value
        if total > best[0]:
            best = (total, start, i + 1)
    return best[1], best[2]


def _with_signature(page: list[Block], start: int, end: int) -> int:
    """The end of the run with a body's name and a day under the text, which alone would not speak for themselves."""
    for i in range(end, min(end + 2, len(page))):
        if end > start and words.is_day(page[i].text) and page[i].path[:-1] == page[end - 1].path[:-1]:
            return i + 1
    return end


def _kept(block: Block, value: int) -> bool:
    """Whether a block inside the article's run is of the article."""
    if value in (NEVER, -200) or block.linked and not words.is_sentence(block.text):
        return False
    if words.is_day(block.text):
        return "info" not in block.rooms
    return not words.is_furniture(block.text) and not words.is_byline(block.text)


def _trimmed(main: list[Block]) -> list[Block]:
    """Without lines at either end that stand outside the box which holds the prose; a bare list only in a known box."""
    prose = [block.path for block in main if words.is_sentence(block.text)]
    if not prose:
        return [block for block in main if "main" in block.rooms]
    box = _common(prose) if len(prose) > 1 else prose[0][:-1]
    inside = [block.path[: len(box)] == box for block in main]
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    return main[first:last]


def _common(paths: list[tuple[int, ...]]) -> tuple[int, ...]:
    low, high = min(paths), max(paths)
    same = 0
    while same < min(len(low), len(high)) and low[same] == high[same]:
        same += 1
    return low[:same]


def _without_title(main: list[Block], title: str | None) -> list[Block]:
    return [block for block in main if squashed(block.text) != squashed(title)] if title else main


def _subtitles(page: list[Block], heading: int | None, start: int, title: str | None) -> list[Block]:
    """Headings above (引题) and below (副题) the title, and a lead that is set apart from the text."""
    if heading is None:
        return []
    below = [block for block in page[heading + 1 : max(start, heading + 1)] if _may_be_subtitle(block, title)]
    above = page[heading - 1] if heading else None
    if above is not None and _may_be_subtitle(above, title) and ("subtitle" in above.rooms or _alike(above, page[heading])):
        return [above, *below[: SUBTITLES - 1]]
    return below[:SUBTITLES]


def _alike(one: Block, other: Block) -> bool:
    """Whether two blocks are the same element in one box, or two cells of one table."""
    outside = 2 if one.tag == "td" else 1
    return one.tag == other.tag and len(one.path) == len(other.path) and one.path[:-outside] == other.path[:-outside]


def _may_be_subtitle(block: Block, title: str | None) -> bool:
    if block.links or "chrome" in block.rooms or "related" in block.rooms or len(block.text) < HEADLINE.start:
        return False
    if "info" in block.rooms and "subtitle" not in block.rooms:
        return False
    text = block.text
    return not (words.is_furniture(text) or words.is_byline(text) or words.is_footer(text) or words.is_next(text)
                or words.labelled("source", text) or words.labelled("date", text) or squashed(text) == squashed(title or ""))


def _without_repeats(main: list[Block], subtitles: list[Block]) -> tuple[list[Block], list[Block]]:
    """Leaves out what says again what the text says: a 摘要 box with the lead, a heading printed twice."""
    opening = main[:OPENING]
    kept = [block for i, block in enumerate(opening) if len(block.text) < HEADLINE.start or not _repeats(block, main[i + 1 :])]
    lines = list({squashed(block.text): block for block in subtitles if not _repeats(block, main)}.values())
    return kept + main[OPENING:], lines


def _repeats(block: Block, main: list[Block]) -> bool:
    """Whether the text has it, word for word; of a box that says 摘要, nearly all its pairs of characters."""
    body = squashed("".join(other.text for other in main))
    labelled = words.without_summary_label(block.text)
    said = squashed(labelled or block.text).rstrip("….。")
    if not labelled or said in body:
        return said in body
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    return sum(pair in body for pair in pairs) >= REPEATED * len(pairs)


def _teasers(page: list[Block]) -> dict[int, int]:
    """Index of a teaser's sentence -> index of its headline (itself where there is none)."""
    ends = _box_sizes(page)
    found: dict[int, int] = {}
    for i, block in enumerate(page):
        if not words.is_sentence(block.text) or "main" in block.rooms or words.is_footer(block.text):
            continue
        if block.linked:
            if not _is_teaser(block):
                continue
            found[i] = i - 1 if i and page[i - 1].linked and page[i - 1].path[:-1] == block.path[:-1] else i
            continue
        for j in range(i - 1, max(i - TEASER_BLOCKS, -1), -1):
            head = page[j]
            if head.linked and len(head.text) in HEADLINE and not words.is_next(head.text):
                box = _common([head.path, block.path])
                flat = head.tag in ("h2", "h3", "h4", "h5", "dt")
                if flat or ends[box] <= TEASER_BLOCKS:
                    found[i] = j
                break
    return found


def _box_sizes(page: list[Block]) -> Counter[tuple[int, ...]]:
    """Path of a box -> blocks in it. Paths are as deep as markup is nested, which the parser bounds."""
    return Counter(block.path[:depth] for block in page for depth in range(len(block.path) + 1))


def _after_marks(page: list[Block]) -> list[str]:
    """For each block, "related", "next" or "foot" if it is such a mark, else ""."""
    def mark(block: Block) -> str:
        if words.is_related(block.text):
            return "related"
        if words.is_next(block.text) and (block.links or len(block.text) < HEADLINE.start):
            return "next"
        return "foot" if words.is_footer(block.text) and not ("main" in block.rooms and block.own > 60) else ""

    return [mark(block) for block in page]


def _related(page: list[Block], teasers: dict[int, int], marks: list[str], run: tuple[int, int], main: list[Block]) -> list[Block]:
    """Teasers with sentences of their own, each behind its headline, in the page's order."""
    body = squashed("".join(block.text for block in main))
    listed = False
    chosen: list[int] = []
    for i, block in enumerate(page):
        if marks[i]:
            listed = marks[i] == "related"
        if run[0] <= i < run[1] or not (i in teasers or listed or "related" in block.rooms):
            continue
        if block.tag == "tr" and chosen[-1:] == [i - 1]:
            chosen.append(i)  # the table that the sentence before it speaks of
            continue
        if marks[i] or "chrome" in block.rooms or not _is_teaser(block) or words.is_footer(block.text):
            continue
        if squashed(block.text).rstrip("….。") in body:
            continue
        head = teasers.get(i, i - 1)
        if head >= 0 and not marks[head] and len(page[head].text) in HEADLINE and head not in chosen[-TEASER_BLOCKS:]:
            chosen.append(head)
        if i not in chosen[-TEASER_BLOCKS:]:
            chosen.append(i)
    return [page[i] for i in chosen]


def _is_teaser(block: Block) -> bool:
    """Whether it is a sentence and no headline with a comma."""
    long = len(block.text) >= HEADLINE.stop or not block.linked and block.own >= HEADLINE.stop // 2
    return words.is_sentence(block.text) and (long or "。" in block.text)
