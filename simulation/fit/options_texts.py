"""The words of the page of options, in both languages."""

from __future__ import annotations

from simulation.text.bilingual import Pair

TITLE = Pair("{name}：人手与办理顺序", "{name}: more hands, and in what order they work")
TITLE_STORM = Pair("{name}：如果来一场暴风雨", "{name}: if a storm strikes")
STORM = Pair(
    "暴风雨从第一天开始，所多出的事项都在第一周登记；今晚未结的居民事项按第一周的倍数延长（假定）。"
    "工作人员自己登记的事项和其他单位照旧。下一场暴风雨不必与台账中的相似。",
    "The storm strikes on the first day and brings its cases within a week; residents' cases that wait "
    "tonight are slowed as those of that week (assumed). Staff's own cases and all other units go on as they "
    "are. The next storm need not be like those of the log.",
)
ASSUMES = Pair(
    "这里假定办结数随人手同比例增加：工单不记录人手，本程序无法验证这一点。",
    "This assumes that closings scale with hands. A log does not tell hands, so it cannot be checked here.",
)
SPAN = Pair(
    "自 {first} 起 {weeks} 周。各方案与“照今天办”用相同的随机数逐次比较；"
    "每天多办的从未结工单中按所列顺序取。",
    "{weeks} weeks from {first}. Each option is compared with going on as today draw by draw; what is closed "
    "more each day is taken from the open cases, in the order that is named.",
)
SPAN_STORM = Pair(
    "自 {first} 起 {weeks} 周。各方案与“照今天办”用相同的随机数逐次比较。",
    "{weeks} weeks from {first}. Each option is compared with going on as today draw by draw.",
)
TODAY = Pair("照今天办", "as today")
FIGURE = {
    "opened": Pair("新收", "Opened"),
    "closed": Pair("办结", "Closed"),
    "open_at_end": Pair("周末未结", "Open at the week's end"),
    "late_at_end": Pair("周末超期未结", "Late at the week's end"),
}
MEANING = {
    "opened": Pair("人手不改变新收件数。", "Hands do not change what comes."),
    "closed": Pair("当周办结的件数。", "Cases closed in the week."),
    "open_at_end": Pair("周末仍未办结的件数。", "Cases that are open when the week ends."),
    "late_at_end": Pair("其中已过时限的件数。", "Those of them whose limit has passed."),
}
OPENED_STORM = Pair(
    "暴风雨多带来的也在其中；人手不改变新收件数。",
    "With those that the storm brings; hands do not change what comes.",
)
HEADS = (
    Pair("方案", "option"), Pair("周（首日）", "week, from"),
    Pair("预测（90% 区间）", "forecast (90 %)"), Pair("与照今天办之差（90% 区间）", "change (90 %)"),
)  # fmt: skip
