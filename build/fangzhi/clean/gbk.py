"""A lost lead byte of GBK: 日?qǐng)?bào) is 日報, 個?。▍^(qū) is 個省（區.

How it came about, and so how it is undone: a mirror worked on GBK bytes.
1. It put pinyin behind characters of a table wherever their two bytes stood, also where the first was another character's
   trail: 日報 is C8 D5 88 F3, and D5 88 is 請. So 88 was parted from F3; each of the two swallowed the bracket that followed
   and was shown as one `?`. The readings name both pairs: (D5, x) is read qǐng, (x, y) is read bào.
2. It split the text at 。！？ wherever their bytes stood, also across characters: 省（ is CA A1 A3 A8, and A1 A3 is 。.
   So CA was lost, and all that follows is shifted by a byte until an ASCII character takes a trail's place.
What the bytes do not tell, neighbours decide (`evidence`); what they leave open is marked uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from fangzhi.clean import evidence, pinyin
from fangzhi.clean.offsets import Edit

LOST = "?\ufffd"
HAN = "\u3400-\u9fff"
READING = rf"[(（]([{pinyin.LETTER}]{{1,8}})[)）]"
# A lost byte, with the reading put behind it; `?` has swallowed the opening bracket, U+FFFD has not.
BYTE = re.compile(rf"[{LOST}](?:[(（]?([{pinyin.LETTER}]{{1,8}})[)）])?")
BEHIND = re.compile(READING)
SIGN = re.compile(rf"[{LOST}]")
SHOWN = re.compile(
    rf"[(（]?[{pinyin.LETTER}]{{1,8}}[)）]|[^\x00-\x7f{LOST}]|[@-~{LOST}][(（][{pinyin.LETTER}]{{1,8}}[)）]"
)
# The character before a lost byte, and the reading that may stand behind it.
PREVIOUS = re.compile(rf"([{HAN}])(?:{READING})?\Z")
# Bytes that pair to nothing in GBK are shown as private-use characters.
TAIL = re.compile(rf"[{HAN}\ue000-\uf8ff]{{3,24}}\Z")
BACK = 24
LONGEST = 80
WAYS = 60
FORKS = 4
MAX_LOST = 10
MISSES = 100
MIN_SHIFTED = 4
UNKNOWN = "□"
# What is this much better than the next is held for certain.
MARGIN = 2.0
LEFTOVER = 4.0


@dataclass(frozen=True, slots=True)
class Recovery:
    edit: Edit
    certain: bool


@dataclass(frozen=True, slots=True)
class Byte:
    """One byte of the stream: its value, or None; the reading of the pair that it closes, where one was put behind it."""

    value: int | None
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    bytes: tuple[Byte, ...]
    end: int
    shown: str
    fallback: bool = False


def recoveries(text: str) -> list[Recovery]:
    """What was lost and what it is held to have been, in order, without overlaps."""
    if not any(sign in text for sign in LOST):
        return []
    found: list[Recovery] = []
    at = missed = 0
    for match in SIGN.finditer(text):
        start = match.start()
        if start < at:
            continue
        recovery = _recover(text, start, _before(text, start, found)) if SHOWN.match(text, start + 1) else None
        recovery = recovery or _tail(text, max(at, start - BACK), start)
        if recovery:
            found.append(recovery)
            at = recovery.edit.end
        else:
            missed += 1
        # A text full of question marks that give nothing back was not damaged in this way.
        if missed > MISSES * (1 + len(found)):
            break
    return found


def _before(text: str, start: int, found: list[Recovery]) -> str:
    """The character before a lost byte: a recovered one, one with a reading behind it, or simply the one there."""
    if found and found[-1].edit.end == start:
        return found[-1].edit.replacement[-1]
    near = text[max(0, start - BACK) : start]
    match = PREVIOUS.search(near)
    return match[1] if match else near[-1:]


@lru_cache(2)  # asked for twice: to tell the script, and to repair
def edits(text: str) -> tuple[Edit, ...]:
    """The recoveries as edits; those that are not certain say so."""
    return tuple(r.edit if r.certain else r.edit._replace(certain=False) for r in recoveries(text))


def _recover(text: str, start: int, before: str) -> Recovery | None:
    """What stands at the lost byte at `start`; `before`: the character before it, whose trail byte is known."""
    trail = _bytes(before)[-1] if len(_bytes(before)) == 2 else None
    best: tuple[float, Recovery] | None = None
    for stream in (*_streams(text, start), *_whole(text, start)):
        if best and stream.fallback:
            break
        read = any(byte.reading for byte in stream.bytes)
        if not read and not _shifted(stream):
            continue
        ways = _ways(stream.bytes, trail, before)
        if not read:
            ways = [way for way in ways if all(evidence.common(c) for c in way[1] if c != UNKNOWN)]
        after = text[stream.end : stream.end + 1]
        scored = sorted(((score + _pair(whole[-1], after), whole) for score, whole in ways), reverse=True)
        if not scored:
            continue
        score, whole = scored[0]
        lead = score - scored[1][0] if len(scored) > 1 else MARGIN
        # The last byte, if it stands without a reading, has swallowed a character that nothing gives back.
        swallowed = stream.bytes[-1] == Byte(None)
        certain = lead >= MARGIN and UNKNOWN not in whole and not swallowed
        score = score / len(whole) - (LEFTOVER if _left_over(text, stream.end) else 0)
        if best is None or score > best[0]:
            best = score, Recovery(Edit(start, stream.end, whole), certain)
    return best[1] if best else None


def _shifted(stream: Stream) -> bool:
    """Whether bytes without any reading look as shifted text does: a stop cut out of two characters, or odd signs."""
    shown = stream.shown
    if stream.bytes[-1].value is None and len(shown) < MIN_SHIFTED:
        return False
    return shown[0] in "。！？" or not all(sign in LOST or evidence.common(sign) for sign in shown[:-1])


def _left_over(text: str, at: int) -> bool:
    """Whether damage goes on right behind a stream, which so has ended too early."""
    return (
        text[at : at + 1] in LOST
        and at < len(text)
        or text[at : at + 1].isascii()
        and BEHIND.match(text, at + 1) is not None
    )


def _streams(text: str, start: int) -> Iterator[Stream]:
    """The bytes from the lost one on, until what is shown is in step with them again; none where that never comes.

    A lone `?` in the midst of it is either one byte that swallowed an ASCII character, which brings the two in step, or
    a pair of bytes that GBK does not have: both are tried.
    """
    pending: list[tuple[tuple[Byte, ...], int]] = [((), start)]
    forks = 0
    while pending:
        found, at = pending.pop()
        while at < min(len(text), start + LONGEST) and sum(byte.value is None for byte in found) < MAX_LOST:
            units, at, lone = _unit(text, at, len(found) % 2 == 1)
            if not units:
                break
            if lone and len(found) % 2 and forks < FORKS and any(byte.reading for byte in found):
                forks += 1
                pending.append(((*found, Byte(None), Byte(None)), at))
            found = (*found, *units)
            if len(found) % 2 == 0:
                yield Stream(found, at, text[start + 1 : at])
                break


def _whole(text: str, start: int) -> Iterator[Stream]:
    """The other kind of loss: the lead byte gone without a trace, so that `?` is the trail and the reading the whole
    character's."""
    units, at, lone = _unit(text, start, False)
    if units and not lone:
        yield Stream((Byte(None), *units), at, text[start + 1 : at], fallback=True)


def _unit(text: str, at: int, odd: bool) -> tuple[tuple[Byte, ...], int, bool]:
    """The bytes of what is shown at `at`, where they end, and whether it is a lost byte without a reading. `odd`: a trail
    byte is awaited. Nothing where it cannot be a part of such a stream."""
    sign = text[at]
    if sign in LOST:
        match = BYTE.match(text, at)
        reading = pinyin.normal(match[1]) if match[1] else ""
        if reading and reading not in pinyin.syllables():
            return (), at, False
        return (Byte(None, reading),), match.end(), not reading
    data = _bytes(sign)
    if len(data) != (1 if sign < "\x80" else 2) or sign < "\x80" and not (odd and "@" <= sign <= "~"):
        return (), at, False
    match = BEHIND.match(text, at + 1)
    reading = pinyin.normal(match[1]) if match else ""
    if reading not in pinyin.syllables():
        return tuple(map(Byte, data)), at + 1, False
    return (*map(Byte, data[:-1]), Byte(data[-1], reading)), match.end(), False


def _ways(stream: tuple[Byte, ...], trail: int | None, before: str) -> list[tuple[float, str]]:
    """The likeliest readings of the stream with their scores."""
    states: list[tuple[float, int | None, str]] = [(0.0, trail, before)]
    for lead, mate in zip(stream[::2], stream[1::2], strict=True):
        step: list[tuple[float, int | None, str]] = []
        for score, last, done in states:
            for end, character in _options(lead, mate, last):
                step.append((score + _pair(done[-1:], character) + _rank(character), end, done + character))
        states = sorted(step, key=lambda state: -state[0])[:WAYS]
    return [(score, done[len(before) :]) for score, _, done in states]


@lru_cache(4096)
def _options(lead: Byte, mate: Byte, last: int | None) -> list[tuple[int | None, str]]:
    """The characters that two bytes can be, each with its trail byte; `last`: the byte before, which the lead's reading binds."""
    leads: Collection[int] = range(0x81, 0xFF) if lead.value is None else (lead.value,)
    # At the beginning of a fragment the byte before is not known, and the first reading tells nothing.
    if lead.reading and last is not None:
        leads = [value for value in leads if value in _codes(lead.reading).get(last, ())]
    if lead.value is None and mate.value is None and not (lead.reading or mate.reading):
        return [(None, UNKNOWN)]
    found: list[tuple[int | None, str]] = []
    for value in leads:
        trails = range(0x40, 0xFF) if mate.value is None else (mate.value,)
        if mate.reading:
            trails = [code for code in _codes(mate.reading).get(value, ()) if code in trails]
        found += [(code, character) for code in trails if (character := _decode(bytes((value, code))))]
    return found


@cache
def _codes(reading: str) -> dict[int, list[int]]:
    """The trail bytes of the characters that are read so, by their lead bytes."""
    found: dict[int, list[int]] = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            character = _decode(bytes((lead, trail)))
            if character and reading in pinyin.readings(character):
                found.setdefault(lead, []).append(trail)
    return found


def _tail(text: str, begin: int, end: int) -> Recovery | None:
    """A shifted run whose lead byte went without a trace; only the `?` at `end`, where the last byte had no mate, tells."""
    match = TAIL.search(text[begin:end])
    shown = match[0] if match else ""
    for size in range(len(shown), 2, -1):
        piece = shown[-size:]
        data = _bytes(piece)
        rest = _decode(data[1:-1])
        if rest is None or len(data) != 2 * size or not all(map(evidence.common, rest)):
            continue
        if evidence.support(rest) < 2 or evidence.support(piece):
            continue
        first = _likeliest((_decode(bytes((lead,)) + data[:1]) for lead in range(0x81, 0xFF)), after=rest[0])
        last = _likeliest((_decode(data[-1:] + bytes((code,))) for code in range(0x40, 0xFF)), before=rest[-1])
        return Recovery(Edit(end - size, end + 1, first + rest + last), certain=False)
    return None


def _likeliest(options: Iterable[str | None], before: str = "", after: str = "") -> str:
    """The character that goes best with one neighbour."""
    scored = [(_pair(before, option) + _pair(option, after) + _rank(option), option) for option in options if option]
    return max(scored, default=(0.0, UNKNOWN))[1]


@lru_cache(1 << 16)
def _pair(first: str, second: str) -> float:
    """How well two neighbours go together, from 0 to 5."""
    return min(evidence.pairs()[evidence.simple(first) + evidence.simple(second)], 10) / 2 if first and second else 0.0


@cache
def _rank(character: str) -> float:
    """How usual a character is, from 0 to 3; unusual ones and odd signs less than 0."""
    often = evidence.frequency()[evidence.simple(character)]
    return min(often, 300) / 100 if evidence.common(character) else -3.0


def _bytes(text: str) -> bytes:
    return text.encode("gb18030", "ignore")


@cache
def _decode(data: bytes) -> str | None:
    """Double-byte characters, or None where the bytes are none."""
    if len(data) % 2:
        return None
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if 2 * len(text) == len(data) else None
