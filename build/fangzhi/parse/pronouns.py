"""The pronoun as subject, printed or left out: 他到A镇调研, 13日，又到B镇察看 are said of the person whom the text speaks of."""

from __future__ import annotations

import re

from ..lex.lexicon import alternatives, words
from .mention import Mention
from .page import Page, Span

PRONOUN = "people.pronoun"
_SUBJECT = re.compile(r"(?<![^，。；：“\n\s])[他她](?!们|人|家|是|的)")
_ADVERBS = alternatives("going_adverbs")
_GOING = "|".join([*(word for word in words("visit_go") if len(word) > 1), "赴", "到(?![达了访场会处])"])
_DEEDS = "|".join(word for word in sorted(words("visit_verbs"), key=len, reverse=True) if word.endswith("了"))
# a day that opens a sentence, and a going right behind it: who goes was told before
_ELIDED = re.compile(rf"""
    \s*(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日(?:\([^()]{{1,8}}\))?(?:{alternatives('day_parts')})?，?
    (?=(?:{_ADVERBS}){{0,2}}(?:{_GOING}|{_DEEDS}))
""", re.VERBOSE)
# 出席仪式后，到A镇检查: the clause goes on with the subject of its sentence
_THEN = re.compile(rf"后，(?:{_ADVERBS}){{0,2}}(?={_GOING})")
_OPENING = r"(?:[，。；：！？“”\s]|\A)"
_AT = re.compile(rf"{_OPENING}\Z")
_BACK = 300  # characters within which the person is the subject of a clause
_NAMED = 2000  # and within which he was named with a post


def spots(page: Page) -> list[int]:
    """Where 他 or 她 opens a clause, in order."""
    return [m.start() for m in _SUBJECT.finditer(page.text)] if "他" in page.text or "她" in page.text else []


def subjects(page: Page, span: Span) -> list[Mention]:
    """A mention for each 他 or 她 that opens a clause of the sentence `span`, in order: the name is that of the first person who opens
    a clause in the sentence, or in the nearest one before where someone does. None where no one does near. A subject that is left
    out stands, as wide as nothing, where the pronoun would."""
    text, found = page.text, []
    elided = _ELIDED.match(text, *span)
    if elided:
        name = _meant(page, span, span.start)
        return [Mention(name, elided.end(), elided.end(), (), PRONOUN)] if name else []
    then = _THEN.search(text, *span)
    if then:
        name = _meant(page, span, then.start()) if page.people_between(span.start, then.start()) else None
        return [Mention(name, then.end(), then.end(), (), PRONOUN)] if name else []
    if text.find("他", *span) < 0 and text.find("她", *span) < 0:
        return []
    for m in _SUBJECT.finditer(text, *span):
        name = _meant(page, span, m.start())
        if name is not None:
            found.append(Mention(name, m.start(), m.end(), (), PRONOUN))
    return found


def _meant(page: Page, span: Span, at: int) -> str | None:
    """The name that opens a clause nearest before: the first such one in its sentence. Once named, the name alone will do."""
    begins = page.parts[page.part_of(at)][1]
    people = page.people_between(max(begins, at - _NAMED), at)
    if not people:
        return None
    low = max(begins, span.start - _BACK)
    names = "|".join(sorted({re.escape(m.name) for m in people}, key=len, reverse=True))
    named = {low + m.start("name"): m["name"] for m in re.finditer(rf"{_OPENING}(?P<name>{names})", page.text[low:at])}
    for person in people:
        first = min([person.start, *(p.start for p in person.posts)])
        if first >= low and _AT.search(page.text, max(0, first - 1), first):
            named[first] = person.name
    if not named:
        return None
    sentence = page.sentences_at([max(named)])[0]
    return named[min(start for start in named if start >= sentence.start)]
