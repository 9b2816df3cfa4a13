"""Shapes around a meeting's name: what stands before and behind it, and which names are those of sessions."""

from __future__ import annotations

import re

from ..lex.lexicon import alternatives, entries, words

THIS = re.compile("[此本这该][次届场](?!人|市|县|区)")  # 此次招商活动: the one told before
QUOTED = re.compile(r"“[^“”]{1,40}”")
_BRACKETED = r"(?:\([^()]*\))?"
_ORDINAL = r"第[一二三四五六七八九十百\d]+次"
# 常委会(扩大)会议, 党组第3次专题会议
SESSION = re.compile(rf"(?:{alternatives('session_bodies')}|{_ORDINAL}){_BRACKETED}(?:全体|专题)?{_BRACKETED}会议$")
SESSION_BODY = re.compile(rf"[^，。、]{{0,4}}(?:{alternatives('session_bodies')})")  # 党代会主席团举行第二次会议
GAP = re.compile(rf"(?:{_ORDINAL})?(?:\([^()]{{1,10}}\))?(?:{_ORDINAL})?")
BODY_ABOVE = re.compile(r"[^，。\s—日在]{3,40}(?:大会|委员会|常委会)$")
ORDINAL_ONLY = re.compile(rf"{_ORDINAL}(?:全体)?会议")
AFTER = re.compile(alternatives("meeting_after"))
_PROMPTLY = rf"(?:{alternatives('meeting_promptly')}){{0,2}}"
# at the head of the clause, or right before the day or the verb
ASKED = re.compile(
    rf"(?<![^，。；\n\s])(?:{alternatives('meeting_requests')})|(?:{alternatives('meeting_musts')}){_PROMPTLY}(?=\d|\Z)"
)
# who went somewhere: 来我区, 到枣园社区
GONE = re.compile("|".join("来(?=[我本该此])" if w == "来" else w for w, use in entries("visit_go").items() if "at" not in use))
MET = tuple(words("visit_verbs") | words("encounter_verbs"))
DECIDED = re.compile(r"决定[：，]?(?=于|在|定于|\d|\Z)")  # 会议决定，12月26日召开X会
MASKED = re.compile(r"[xX×]{2}|[*＊]{2}|某")
COUNTED = re.compile(r"[^，。；\d]{0,2}\d+(?:余|多)?[次场期轮]")
DECIDES = re.compile(rf"(?<=次会议)于?(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日(?:{alternatives('session_decides')})(?!的)")
BY_IT = re.compile("已?[经据按由]|根据")  # 经第二十三次会议9月3日通过: cited
AHEAD = re.compile(rf"(?:{alternatives('meeting_plan_heads')})：\n?[^\n]*")  # 下周安排：5月30日召开X会
CHAIRED = re.compile(r"由[^，。；：]{2,60}主持")  # X仪式由Y主持: it was held
# 民主生活会征求意见座谈会: what the meeting is for that another meeting is the matter of
ABOUT = re.compile(rf"(?:前|后)?(?:{alternatives('meeting_matters')})+(?:工作|专题|主题)?")
VISIT_AND = re.compile(rf"(?:{alternatives('visit_verbs')})[和及与]")  # 参加视察和座谈会
AND = re.compile("[和及与并]|以及|并召开")
# who holds the meeting went somewhere: 深入X村召开
WENT = re.compile(r"(?:深入到?|来到了?|前往|走进|赴|(?<![报达收直得])到(?![位场会达]))(?P<place>[^，。；：“”]{2,30})$")
MEANWHILE = re.compile(r"\s*(?:其间|期间|在.{1,3}期间)，")  # of the visit that the sentence before tells
