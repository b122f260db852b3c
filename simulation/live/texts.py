"""Fixed texts of the page: every one in both languages, side by side."""

from __future__ import annotations

from simulation.text.bilingual import Pair

TEXT = {
    "today": Pair("现状", "As it is"),
    "other": Pair("加政策", "With policies"),
    "changed": Pair("有改动", "With changes"),
    "step": Pair("过一天", "One day"),
    "week": Pair("过一周", "One week"),
    "play": Pair("播放", "Play"),
    "pause": Pair("暂停", "Pause"),
    "again": Pair("重新开始", "Start over"),
    "gone": Pair(
        "程序已停，或网络断了：街道不再往下走。再打开程序后刷新本页。",
        "The program has ended, or the network is down: the streets stand still. Start it again, then reload "
        "this page.",
    ),
    "sure": Pair("确定从头开始？", "Really start over?"),
    "large": Pair("放大网址", "Enlarge"),
    "code": Pair("二维码", "QR code"),
    "close": Pair("关闭", "Close"),
    "over": Pair("最后一天过完了，请重新开始。", "The last day is over."),
    "luck": Pair("两个街道，同一组随机数（种子 {seed}）", "Two streets, the same random draws (seed {seed})"),
    "mend": Pair(
        "文件里有一处错误。改好并保存后，点“{again}”。",
        "Something is wrong in a file. Mend it, save, and press {again}.",
    ),
    "shock": Pair("{name}（{day} 起）", "{name} from {day}"),
    "rule": Pair("右边用自定规则 {rule}", "at the right with {rule}"),
    "slow": Pair(
        "自定规则 {names} 只能逐人计算，比数组慢约 200 倍，所以过一天要等很久。请用 np.where(a > b, x, y) "
        "代替 if，用 & | ~ 代替 and or not，用 np.maximum 代替 max，用 np.exp 代替 math.exp。",
        "{names} can only be asked one by one, some 200 times slower than for arrays, so a day "
        "takes long. Write np.where(a > b, x, y) instead of if, & | ~ instead of and or not, np.maximum "
        "instead of max, np.exp instead of math.exp.",
    ),
    "on_map": Pair("在地图上", "on the map"),
    "policies": Pair("政策", "Policies"),
    "person": Pair("居民和网格员", "People"),
    "pick_grid": Pair("点击地图上的一个网格，认识那里的人。", "Click a grid on a map to meet its people."),
    "add": Pair("增加一项政策", "Add a policy"),
    "none": Pair(
        "现在没有政策。从未有过政策的两个街道完全一样。",
        "No policy is on. Streets that never had one are exactly alike.",
    ),
    "alike": Pair(
        "至今在四张图和地图上，两个街道仍完全相同。",
        "So far both streets are exactly alike in the four charts and on the maps.",
    ),
    "none_yet": Pair("还没有政策。", "No policy yet."),
    "stop": Pair("停止", "Stop"),
    "from_now": Pair("明天起生效", "in force from tomorrow"),
    "since": Pair("自 {day} 起", "since {day}"),
    "later": Pair("{day} 起生效", "in force from {day}"),
    "remedy": Pair("举措 {n}", "Remedy {n}"),
    "loading": Pair("正在经历预热期…", "Simulating the warm-up …"),
    "class": Pair("全班请打开 {at}（{n}/{most} 人在看）", "For the class: {at} ({n} of {most} watch)"),
    "alone": Pair(
        "只有本机能打开这个网址。全班要用，请连上网络，并在 serve --class 后加 --host 0.0.0.0。",
        "Only this machine can open it. For a class, join a network and add --host 0.0.0.0 to serve --class.",
    ),
    "watching": Pair("老师在推进街道，您可以看。", "Your teacher moves the streets; look around."),
    "evening": Pair("{y} 年 {m} 月 {d} 日晚", "Evening of {d} {month} {y}"),
    "day": Pair("第 {n} 天", "Day {n}"),
    "before": Pair("第一天之前", "Before the first day"),
    "people_of": Pair("网格 {g}（{side}）", "Grid {g} ({side})"),
    "listed": Pair(
        "这个网格有 {n} 件未解决的需求，下面列出其中 {k} 件的居民，没说出来的在前。",
        "{n} needs are unsolved here. Those who have {k} of them are listed, the silent first.",
    ),
    "back": Pair("返回", "Back"),
    "worker": Pair("网格员 {n}", "Worker {n}"),
    "works_here": Pair("网格 {g} 的网格员", "works in grid {g}"),
    "resident": Pair("居民 {n}", "Resident {n}"),
    "state": Pair("状态（程度：0 到 1）", "State (levels 0 to 1)"),
    "trouble": Pair("下班后遇到一般事项", "With a problem, after work"),
    "tomorrow": Pair("明天", "Tomorrow"),
    "story": Pair("遇到过的事", "Troubles so far"),
    "no_story": Pair("还没有遇到过什么事。", "No trouble so far."),
    "why_silent": Pair("为什么没有说出来？", "Why silent?"),
    "how_many": Pair("这里有几个", "How many are here"),
    "whole": Pair("合计", "Sum"),
    "chance": Pair("可能性", "Chance"),
}

SHORT = {
    "worker": Pair("网格员", "worker"),
    "hotline": Pair("热线", "hotline"),
    "app": Pair("小程序", "app"),
    "council": Pair("议事会", "council"),
    "selfhelp": Pair("自己", "alone"),
}

ACTS = {
    "worker": Pair("找网格员", "Tells a worker"),
    "hotline": Pair("打热线", "Calls the hotline"),
    "app": Pair("用小程序", "Uses the app"),
    "council": Pair("找议事会", "Goes to the council"),
    "selfhelp": Pair("自己解决", "Settles it alone"),
    "silence": Pair("不说", "Stays silent"),
}

CAUSES = {
    "usual": Pair("平常是否使用", "usual use"),
    "age": Pair("年龄", "age"),
    "belief": Pair("相信它有用", "belief in it"),
    "severity": Pair("事情轻重", "how serious it is"),
    "disappointment": Pair("对答复失望", "disappointment"),
    "trust": Pair("对网格的信任", "trust"),
    "at_work": Pair("正在上班", "being at work"),
    "lever": Pair("政策", "the policy"),
}

AGAINST = {
    "usual": Pair("很少有人用它", "that few people use it"),
    "age": Pair("年龄", "age"),
    "belief": Pair("不大相信它有用", "little belief that it helps"),
    "severity": Pair("事情不大", "that the need is small"),
    "disappointment": Pair("对答复失望", "disappointment with answers"),
    "trust": Pair("对网格信任不足", "little trust in the grid"),
    "at_work": Pair("正在上班", "being at work"),
    "lever": Pair("政策", "the policy"),
}
"""What a cause is called where it draws to silence."""

STATES = {
    "age": Pair("年龄", "Age"),
    "employed": Pair("白天上班或上学", "At work by day"),
    "tenant": Pair("租户或新来者", "Tenant or newcomer"),
    "trust": Pair("对网格的信任", "Trust in the grid"),
    "disappointment": Pair("对答复的失望", "Disappointment"),
    "efficacy_worker": Pair("相信网格员有用", "Belief: worker helps"),
    "efficacy_hotline": Pair("相信热线有用", "Belief: hotline helps"),
    "willing": Pair("愿意参与", "Willing to take part"),
    "on_roster": Pair("志愿者", "Volunteer"),
}
"""What is shown of a resident's state, in this order."""

WORKER_STATES = {
    "age": Pair("年龄", "Age"),
    "tenure_days": Pair("工龄", "In the post for"),
    "cases_done": Pair("办过的事项", "Cases handled"),
    "training": Pair("受训程度", "Trained"),
    "fatigue": Pair("疲劳", "Fatigue"),
    "burnout": Pair("倦怠程度", "Burnout"),
}
"""What is shown of a grid worker's state, in this order."""

AS_TEXT = {"age": Pair("{v} 岁", "{v} years")}

CHOICES = {
    "none": Pair("不支援", "nobody"),
    "community_first": Pair("先本社区", "first in the community"),
    "district_first": Pair("先全区", "first in the district"),
    "cooperative": Pair("哪里最急先去哪里", "where it is needed most"),
    "random": Pair("随机", "at random"),
}
"""What words of policies are called; one without an entry stands as it is."""

CLASS = {
    "general": Pair("{about}", "{about}"),
    "major": Pair("{about}（重大）", "{about} (major)"),
    "emergency": Pair("{about}（紧急）", "{about} (emergency)"),
}

KNOWN = {
    "none": Pair("", ""),
    "worker": Pair("告诉了网格员", "told a worker"),
    "hotline": Pair("打了热线", "called the hotline"),
    "app": Pair("用了小程序", "used the app"),
    "council": Pair("找了议事会", "went to the council"),
    "patrol": Pair("巡查时被发现", "found on patrol"),
}

STORY = {
    "silent": Pair("{day} {m}：没有说出来。", "{day} {m}: keeps silent."),
    "solved": Pair("{day} {m}：{how}，已解决。", "{day} {m}: {how}; solved."),
    "alone": Pair("{day} {m}：自己或邻里解决了。", "{day} {m}: settled without the public."),
    "given_up": Pair("{day} {m}：没有说，也不再指望。", "{day} {m}: given up, never told."),
    "waiting": Pair("{day} {m}：{how}，在等结果（{stage}）。", "{day} {m}: {how}; waits ({stage})."),
    "coming": Pair("{day} {m}：还没有顾得上（{stage}）。", "{day} {m}: not yet acted upon ({stage})."),
}

STAGE = {"worked": Pair("等待人手或办理中", "with a worker, in the queue or worked on")}
"""Stages of a need that are called otherwise than in reports."""

WORDS = {
    "yes": Pair("是", "yes"),
    "no": Pair("否", "no"),
    "silent": Pair("没说出来：{m}", "silent about: {m}"),
    "waiting": Pair("在等结果：{m}", "waits: {m}"),
    "volunteer": Pair("志愿者，没有烦心事", "a volunteer without troubles"),
    "quiet": Pair("没有烦心事", "without troubles"),
    "joins": Pair("加入志愿者", "Joins the volunteers"),
    "session": Pair("来参加志愿活动", "Comes to a session"),
    "leaves": Pair("退出志愿者", "Leaves the volunteers"),
    "absent": Pair("缺勤", "Is absent"),
    "quits": Pair("辞职", "Quits"),
    "by_worker": Pair("找网格员", "telling a worker"),
    "by_hotline": Pair("打热线", "calling the hotline"),
    "by_app": Pair("用小程序", "using the app"),
    "by_council": Pair("找议事会", "going to the council"),
    "why": Pair(
        "100 个处境相同的人中，{p} 个会不说。最可能说出来的办法是{act}（{q} 个）；"
        "最不利于它的是：{cause}（−{size}）。",
        "Of 100 people in this position {p} would keep silent. The likeliest way to speak up is {act} ({q}); "
        "what speaks most against it is {cause} (−{size}).",
    ),
    "why_luck": Pair(
        "100 个处境相同的人中，{p} 个会不说。没有什么大的不利因素，这次只是随机波动。",
        "Of 100 people in this position {p} would keep silent. Little speaks against speaking: it was luck.",
    ),
    "why_own": Pair(
        "100 个处境相同的人中，{p} 个会不说。这里用的是自定规则，不能逐项相加；"
        "下表是把一项状态换成本网格的平均值会怎样。",
        "Of 100 people in this position {p} would keep silent. The rule is somebody’s own, so it has no "
        "terms; below is what changes if one state were as usual in the grid.",
    ),
    "by_terms": Pair(
        "每一格是对“不说”的对数几率：正数推向说出来，负数推向不说。状态按今晚计。",
        "Log odds against silence: above 0 draws to speaking up, below 0 to silence. "
        "States as of this evening.",
    ),
    "value": Pair("现在", "value"),
    "usual": Pair("平常", "usual"),
    "silence_then": Pair("不说的可能性", "chance of silence"),
}
