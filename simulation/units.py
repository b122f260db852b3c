"""Units: which there are, and what they are called in English and Chinese.

A unit is made of words, `yuan/grid/year` or `days per 1,000 residents and year`. Whoever declares a number
may use any words of `WORDS`; a new word is added here, with its Chinese.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

BARE = {"", "count", "number", "index", "level", "ratio"}
"""Units that are no words after a number."""
WORDS = {
    # people and places
    "residents": "人", "resident": "人", "persons": "人", "staff": "人", "elder": "名老人",
    "neighbours": "名邻居", "active neighbours": "名活跃邻居", "household": "户", "households": "户",
    "building": "栋", "buildings": "栋", "estate": "小区", "estates": "个小区",
    "grid": "网格", "grids": "个网格",
    "wish": "个微心愿", "talent": "名能人", "volunteers": "名志愿者",
    "community": "社区", "communities": "个社区", "place": "处", "worker": "网格员", "workers": "名网格员",
    "new": "新", "head": "名楼长", "member": "党员", "members": "名党员", "group": "社会组织",
    "group member": "会员",
    "street": "街道", "streets": "个街道",
    "firm": "企业", "firms": "家企业", "body": "部门", "bodies": "个部门", "servers": "名经办人",
    # what is done and counted
    "case": "件", "cases": "件", "need": "件", "needs": "件", "recorded matters": "件登记事项",
    "record": "条", "records": "条", "need-days": "天", "solved": "已解决", "hops": "次转办",
    "channel": "种渠道", "channels": "种", "whistles": "次（吹哨）", "ask": "次邀约", "asks": "次邀约",
    "call": "次召集", "calls": "次召集", "visit": "次走访", "visits": "次走访", "contact": "次接触",
    "contacts": "次接触", "checks": "次检查", "meeting": "次会议", "sessions": "次活动",
    "proposal": "件提案", "proposals": "件提案", "project": "个项目", "projects": "个项目",
    "event": "次经历", "links": "条联系", "meals": "份餐", "helper hour": "小时志愿服务",
    # time, money, area, thousands
    "minute": "分钟", "min": "分钟", "minutes": "分钟", "hour": "小时", "hours": "小时", "h": "小时",
    "day": "天", "days": "天", "working days": "个工作日", "day of year": "年内第几天", "week": "周",
    "month": "月", "months": "个月", "year": "年", "years": "岁", "yuan": "元", "m2": "平方米",
    "1000": "千", "1,000": "千", "thousand": "千", "100,000 residents": "十万人",
    # plain numbers, and numbers of the theory
    "count": "次", "number": "个", "index": "指数", "share": "比例", "chance": "概率", "ratio": "比",
    "level": "水平", "weight": "权重", "multiplier": "倍", "power": "幂次", "elasticity": "弹性",
    "correlation": "相关系数", "score": "分", "0 or 1": "0 或 1", "log odds": "对数几率",
    "log hazard": "风险率（对数刻度）", "log rate": "发生率（对数刻度）", "log sd": "对数标准差",
    "odds ratio": "几率比", "gamma shape": "伽马分布形状", "unit": "单位", "margin": "利润率",
    "trust": "信任", "training": "培训", "load": "负荷", "ln(staff)": "人数（对数刻度）",
    "class step": "级", "score at full pressure": "压力最大时的分", "decade over 45": "45 岁以上每十岁",
    "share of income": "占收入比例", "share of profit": "占利润比例", "share of revenue": "占营业收入比例",
    "share of local wage": "占当地工资比例", "share of the limit": "占时限比例",
}  # fmt: skip
"""The Chinese of each word, in the order of the kinds. Several words may have one entry together."""

_PER_CENT = {"%", "percent", "percents", "per cent", "percentage", "pct"}
_NEAR, _ALIKE = 5, 0.5
_LETTER = re.compile("[A-Za-z]")


def unit_word(unit: str, language: Literal["en", "zh"]) -> str:
    """A unit after a number: 'yuan/case' is ' yuan per case' and ' 元/件', '1/hour' is ' per hour' and
    ' 次/小时'; nothing for a bare number."""
    if _is_bare(unit):
        return ""
    first, *others = _parts(unit)
    if language == "en":
        below = " and ".join(others)
        return f" per {below}" if first == "1" else " " + " per ".join(filter(None, (first, below)))
    words = ["".join(map(_chinese, _words(part))) for part in (first, *others)]
    below = "·".join(words[1:])
    if first == "1":
        return f" 次/{below}"
    return " " + "/".join(filter(None, (words[0], f"({below})" if len(words) > 2 else below)))


def wrong_unit(unit: object) -> str:
    """What is wrong with a unit where a number is declared, as a sentence; empty where it can be written."""
    if not isinstance(unit, str):
        return f"the unit is {unit!r}; write a text in quotes, such as 'days' or 'yuan/grid/year'"
    if unit.strip().lower() in _PER_CENT:
        return f"the unit is '{unit}'; write 'share', and the number from 0 to 1"
    unknown = next(filter(_LETTER.search, map(_chinese, _all_words(unit))), "")
    if not unknown:
        return ""
    near = ", ".join(get_close_matches(unknown, WORDS, n=_NEAR, cutoff=_ALIKE))
    one = f"one of them (near are {near})" if near else "one of them"
    return (
        f"the unit '{unit}' cannot be shown in Chinese: '{unknown}' is not among the words of units (WORDS "
        f"in simulation/units.py); write {one}, or 'count' for a plain number, or add '{unknown}' there with "
        "its Chinese"
    )


def _all_words(unit: str) -> list[str]:
    return [] if _is_bare(unit) else [word for part in _parts(unit) for word in _words(part)]


def _is_bare(unit: str) -> bool:
    return unit.partition(" ")[0] in BARE


def _parts(unit: str) -> list[str]:
    """What a unit counts, and then what it is per."""
    return re.split(r"/| per | and ", unit)


def _words(part: str) -> list[str]:
    """The words of a part; one that has a Chinese of its own as a whole is one word."""
    return [part] if part in WORDS else part.split()


def _chinese(word: str) -> str:
    return WORDS.get(word, word)
