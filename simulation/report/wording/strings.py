"""Fixed texts of the page: every one in both languages, side by side."""

from __future__ import annotations

from simulation.text.bilingual import Pair

TEXT = {
    "brand": Pair("街道政策模拟简报", "Street Policy Simulation Briefing"),
    "issue": Pair("网格化治理", "Grid governance"),
    "simulated": Pair("模拟结果，不是统计数据", "Simulated results, not statistics"),
    "skip": Pair("跳到正文", "Skip to the answer"),
    "focus": Pair("重点方案", "Focus"),
    "scenarios": Pair("方案", "Options"),
    "with_today": Pair("（含现状）", " (with today)"),
    "choose_metrics": Pair("选择指标", "Choose metrics"),
    "every": Pair("全选", "All"),
    "no_one": Pair("全不选", "None"),
    "left_out_of_view": Pair(
        "未显示的方案：{names}。标题和结论仍针对全部方案；下载的 CSV 含全部方案。{among}",
        "Not shown: {names}. Titles and the answer still refer to all scenarios, and so do the CSV "
        "files.{among}",
    ),
    "metric": Pair("指标", "Metric"),
    "table": Pair("数据表", "Table"),
    "script": Pair(
        "图需要启用脚本才能显示；文字和总表不需要。",
        "Figures need JavaScript; the text and the large table do not.",
    ),
    "undrawn": Pair(
        "这幅图画不出来，数值见数据表。原因：",
        "This picture cannot be drawn; its numbers are in the table. The cause: ",
    ),
    "decide": Pair("决策", "Decide"),
    "decide_aside": Pair(
        "钱够做什么、有多大把握、什么会变差、谁出钱",
        "what a budget buys, how sure, what gets worse, who pays",
    ),
    "understand": Pair("了解", "Understand"),
    "understand_aside": Pair(
        "六个问题、各类事项、网格、居民、网格员、资金：哪里变了，为什么",
        "the six problems, cases, grids, residents, workers, money: what changes, and where",
    ),
    "check": Pair("核对", "Check"),
    "check_aside": Pair(
        "全部指标、单位成本、依据与局限、怎样重做", "all metrics, unit costs, limits, how to run it again"
    ),
    "questions": Pair("街道常问的问题", "Questions a street office asks"),
    "questions_aside": Pair(
        "答案只来自本次结果；没有答案的写明不知道",
        "answered from these results alone, or said not to be known; pt: percentage points",
    ),
    "more": Pair("更多", "More"),
    "how_sure": Pair("有多大把握", "How sure"),
    "luck_and_assumptions": Pair("粗线：假定不同；细线：随机波动", "Thick: assumptions; thin: chance"),
    "held": Pair(
        "方向是否一致；差值：各套参数各自的平均，最小到最大",
        "Same direction? Difference: the mean of each set, smallest to largest",
    ),
    "turning": Pair("什么会改变这个建议", "What would change the advice"),
    "who_pays": Pair("新增的花费由谁出", "Who pays the extra cost"),
    "who_pays_aside": Pair("比现状多花的，全街道一年", "more than today, whole street, a year"),
    "harms": Pair("什么会变差", "What gets worse"),
    "made_of": Pair("每个方案包括什么", "What is in each"),
    "my_street": Pair("我的街道", "My street"),
    "my_street_paper": Pair("第{n}节“{s}”只在屏幕上，可填数。", "Section {n}, {s}, is on screen only."),
    "year": Pair("年份", "Year"),
    "payer": Pair("谁出钱", "Payer"),
    "yuan_by_head": Pair("每名居民（元）", "A resident (yuan)"),
    "answer": Pair("结论", "The answer"),
    "which": Pair("改善总量最大的（不计预算）", "Largest effect, whatever it costs"),
    "most": Pair("哪一项作用最大", "Which does most"),
    "moves": Pair("需求未解决天数变了没有", "Do unsolved need-days change"),
    "costs": Pair("花多少钱、多少时间", "What it costs"),
    "sure": Pair("有多大把握", "How sure"),
    "left_out": Pair("谁被落下", "Who is left out"),
    "six": Pair("六个问题 × 六项举措", "Six problems × six remedies"),
    "six_sub": Pair(
        "每行一个指标，每列一项举措：与现状的差值、判断、95% 置信区间（竖线为零，每行同一尺度）。"
        "灰色行是投入，不计作成效；末两行是全街道一年的代价。",
        "One row per metric, one column per remedy: difference from today, verdict, 95% confidence "
        "interval (vertical line: zero; one scale per row); pt = percentage points. Grey rows are inputs "
        "and never count as success; the last two rows are the cost for the whole street per year.",
    ),
    "six_paper": Pair(
        "每行一个指标，每列一项举措：与现状的差值。灰色行是投入，不计作成效。"
        "95% 置信区间见“全部指标”，每行都有。",
        "One row per metric, one column per remedy: difference from today; pt = percentage points. "
        "Grey rows are inputs and never count as success. “All metrics” gives the 95% confidence "
        "intervals.",
    ),
    "six_years": Pair(
        "小字：第 {years} 年各自的差值，加粗的已有判断。",
        " Small print: the difference in each of years {years}, bold where there is a verdict.",
    ),
    "headline": Pair("总目标", "Headline"),
    "price": Pair("代价", "Price"),
    "none_today": Pair("{level}（现状无此项）", "{level} (none today)"),
    "nothing_to_compare": Pair("无可比较", "nothing to compare with"),
    "differences": Pair("配对差值", "Paired differences"),
    "same_draws": Pair("同一组随机数，不同政策", "common random numbers, different policies"),
    "packages": Pair("每项举措在整体中的份额", "Shares of the whole effect"),
    "ladder": Pair("预算够做什么", "What a budget buys"),
    "budgets": Pair("经费一定时的最佳组合", "Best package for each budget"),
    "sweep": Pair("逐点比较", "The sweep"),
    "sweep_difference": Pair("与现状的差值", "Difference from today"),
    "sweep_shown": Pair(
        "以下各节只逐一列出直接与现状比较的方案，过多时只列每条曲线的首末两点。",
        "The sections below list only scenarios that are compared with today itself; if there are too "
        "many, only the first and last point of each line.",
    ),
    "all": Pair("全部指标", "All metrics"),
    "all_aside": Pair(
        "与现状的差值及其 95% 置信区间", "difference from today with its 95% confidence interval"
    ),
    "each_title": Pair("{s}：{better} 项改善，{worse} 项变差", "{s}: {better} better, {worse} worse"),
    "seen": Pair("{k} / {n} 次运行出现，最早 {date}", "in {k} of {n} runs, first on {date}"),
    "in_warmup": Pair("（在测量期前的预热期）", " (in the warm-up, before the measured days)"),
    "all_sub": Pair(
        "每格：差值、判断、95% 置信区间（先图后数；每行同一尺度，竖线为零）。灰色行是投入，不计作成效。",
        "Each cell: difference, verdict, 95% confidence interval (drawn, then in numbers; one scale per row, "
        "vertical line: zero); pt = percentage points. "
        "Grey rows are inputs and never count as success.",
    ),
    "metric_and_baseline": Pair("指标（现状）", "Metric (today)"),
    "outcome": Pair("成效", "Outcomes"),
    "input": Pair("投入", "Inputs"),
    "context": Pair("背景", "Context"),
    "rates": Pair("三率与按期办结率", "Response, resolution, satisfaction, on time"),
    "rates_aside": Pair("● 真实　◇ 上报", "● true  ◇ reported"),
    "closing": Pair("办结曲线", "Time to closing"),
    "closing_aside": Pair("从登记到实际解决", "from registration to true solution"),
    "days": Pair("逐日变化", "Day by day"),
    "period": Pair("时段（只用于本图）", "Period (this figure only)"),
    "from": Pair("从", "from"),
    "to": Pair("至", "to"),
    "participation": Pair("谁在参与", "Who takes part"),
    "stages": Pair("需求卡在哪里", "Where needs lie"),
    "kind": Pair("怎样参与", "How"),
    "view": Pair("看什么", "Show"),
    "flows": Pair("需求去了哪里", "Where needs go"),
    "flows_aside": Pair(
        "本时段的真实需求，各次重复的平均", "true needs of the period, mean over replications"
    ),
    "worker_day_aside": Pair("每 8 小时在岗时间，各次重复的平均", "8 hours on duty, mean over replications"),
    "effect_title": Pair("代价与效果", "Cost and effect"),
    "classes": Pair("三级事项", "Three classes of cases"),
    "grids": Pair("网格排名", "Grids ranked"),
    "whose": Pair("谁的需求无人知道", "Whose needs nobody hears of"),
    "whose_sub": Pair(
        "始终无人反映、也无人发现的需求占各组真实需求的比例：先是居民（按年龄、按白天在哪），"
        "再是事项种类（含企业诉求）。"
        "每个方案的各行一起作 Holm 校正。",
        "Share of each group’s true needs that nobody had reported or found by the end: residents by age "
        "and by where they are by day, then kinds of needs, including those of firms. Holm correction "
        "over the rows of each scenario.",
    ),
    "grid_metrics": Pair("网格之间的差别", "How grids differ"),
    "day": Pair("网格员一天的时间账", "A worker’s day"),
    "day_metrics": Pair("时间账中的四项指标", "Four metrics of the day"),
    "list": Pair("属事责任清单运行", "The ownership list at work"),
    "money": Pair("街道全部收支", "All money of the street, in and out"),
    "money_aside": Pair("一个方案，一年，各次重复的平均", "one scenario, a year, mean over replications"),
    "prices": Pair("单位成本", "Unit cost"),
    "prices_aside": Pair("每千名居民、每年", "per 1,000 residents and year"),
    "prices_sub": Pair(
        "单位成本＝新增成本÷减少量，附 Fieller 法 95% 置信区间；效果尚不能判断时不给单位成本。"
        "变化为负即减少。",
        "Unit cost = extra cost ÷ reduction, with Fieller’s 95% confidence interval; none is given where the "
        "effect is inconclusive. A change below zero is a reduction.",
    ),
    "effect": Pair("减少什么", "Reduction in"),
    "extra_cost": Pair("新增成本（元/(千人·年)）", "Extra cost (yuan per 1,000 residents and year)"),
    "change": Pair("变化", "Change"),
    "one_less": Pair("单位成本", "Unit cost"),
    "interval": Pair("95% 置信区间", "95% confidence interval"),
    "says": Pair("判断", "Verdict"),
    "claims": Pair("该市自报数字与模型结果", "What the city reports, and what the model gives"),
    "claims_aside": Pair("自报数字未经核实", "self-reported figures, unverified"),
    "claims_sub": Pair(
        "自报数字只用于比较，不直接作为输入；但个别参数出自同一份材料；模型一栏是各次重复的平均。",
        "The city’s figures serve for comparison only: no run reads them, though a few "
        "numbers of the model may rest on the same reports. "
        "The model’s figures are means over replications.",
    ),
    "claimed": Pair("该市自报", "City, self-reported"),
    "given": Pair("模型", "Model"),
    "times": Pair("模型÷自报", "Model ÷ city"),
    "far": Pair("相差很大", "far apart"),
    "source": Pair("出处", "Source"),
    "events": Pair("运行中出现的情况", "What happened during the runs"),
    "limits": Pair("依据与局限", "Evidence and limits"),
    "runs": Pair("运行情况", "The runs"),
    "inconclusive": Pair("尚不能判断", "inconclusive"),
    "same": Pair("每一对都相同", "same in every pair"),
    "all_scenarios": Pair("所有方案", "All scenarios"),
    "beyond": Pair(
        "“{s}”：{names} 超出合理范围（情景文件允许）。",
        "“{s}”: outside the plausible range, as its scenario file allows: {names}.",
    ),
    "user_rule": Pair(
        "“{s}”使用自定规则，{rule} 由 {own} 代替（文件摘要 {digest}）。",
        "“{s}” uses a user-defined rule: {rule} is replaced by {own} (file digest {digest}).",
    ),
    "user_file": Pair(
        "“{s}”使用自定文件中的 {own}（文件摘要 {digest}）。",
        "“{s}” uses the user-defined {own} (file digest {digest}).",
    ),
    "strict": Pair(
        "区间不含零、仍写“尚不能判断”的，是因为同时比较的指标多、判断从严，不等于没有作用。",
        " Where the range leaves out zero and it still says inconclusive: many outcomes are judged at once, "
        "so the test is stricter. It does not mean no effect.",
    ),
    "frail": Pair(
        "‡ 多数配对运行没有差别，只有少数几对有，这个区间不可信。",
        "‡ Only a few pairs differ at all: this interval cannot be trusted.",
    ),
    "few_pairs": Pair("配对数不足，不给区间", "too few pairs for an interval"),
    "no_metric": Pair("本次研究没有记录此项", "not recorded in this study"),
    "no_pair": Pair("现状或此方案没有此项，无从比较", "none today or none here: nothing to compare"),
    "no_pair_yet": Pair(
        "没有一对运行两边都已完成，还没有差值可比；下表是各方案自己的数值。",
        "Of no pair of runs both sides are done: there is no difference to show yet; the table gives levels.",
    ),
    "one_scenario": Pair(
        "本次研究只有一个方案，没有差值可比；下表是它自己的数值。",
        "This study has one scenario, so there is no difference to show; the table gives its levels.",
    ),
    "no_events": Pair(
        "没有：资金没有用尽，没有政策变量达到边界。", "None: no money ran out, no lever reached its limit."
    ),
    "baseline": Pair("（各方案与它比）", " (the others are compared with it)"),
    "again": Pair("重做一遍", "Run it again"),
    "overturn": Pair(
        "想知道哪些假定会改变建议：先执行 python run.py overturn FOLDER（FOLDER 为本结果文件夹），"
        "再重新生成报告。",
        "For the assumptions that would change the advice, run python run.py overturn FOLDER, with the "
        "folder of these results, and make the report anew.",
    ),
    "later_years": Pair(
        "想知道后续各年：用 --days 1095 再运行一次，可看三年。",
        "For later years, run the study again with --days 1095, which shows three.",
    ),
    "further": Pair("本文件夹中的其他页面", "Further pages in this folder"),
    "cite": Pair("引用格式", "How to cite"),
    "level": Pair("数值", "Level"),
    "unpaired": Pair(
        "各文件夹之间没有配对，下表只并列数值，不给差值。",
        "Runs of different folders are not paired, so the table shows levels side by side, without "
        "differences.",
    ),
    "copying": Pair("模式 × 地方：能否复制", "Models by places: can they be copied"),
    "copying_aside": Pair("■ 本地　● 完整落实　◆ 只落实一半", "■ home  ● fully practised  ◆ half practised"),
    "copying_sub": Pair(
        "可复制度＝在当地的改善÷在本地（完整落实时）的改善；改善都从李家现行模式在同一地方的结果算起，"
        "现行模式在当地越差，可改善的越多，所以可复制度可以超过 1。",
        "Copyability = gain there ÷ gain at home, both fully practised. Gains are measured from Lijia’s "
        "present model at the same place: where that does worse there is more to gain, so copyability can "
        "exceed 1.",
    ),
    "copying_table": Pair(
        "只有同一地方的不同模式之间是配对比较。括号内为独立样本的 Fieller 法 95% 置信区间；"
        "本地的改善尚不能判断时不给区间。地方与模式的数字多为假定，见最后一列。",
        "Only models at the same place are paired. Brackets: Fieller’s 95% confidence interval for "
        "independent samples; none where the gain at home is inconclusive. Most numbers of places and "
        "models are assumed: see the last column.",
    ),
    "side_by_side": Pair("几个文件夹并列", "The folders side by side"),
    "folder": Pair("文件夹", "Folder"),
    "scenario": Pair("方案", "Scenario"),
    "difference": Pair("差值", "Difference"),
    "low": Pair("区间下限", "Low end"),
    "high": Pair("区间上限", "High end"),
    "pairs": Pair("配对数", "Pairs"),
    "verdict": Pair("判断", "Verdict"),
    "baseline_mean": Pair("现状", "Today"),
    "mean": Pair("方案均值", "Scenario mean"),
    "mean_low": Pair("均值区间下限", "Mean, low end"),
    "mean_high": Pair("均值区间上限", "Mean, high end"),
    "true": Pair("真实", "True"),
    "reported": Pair("上报", "Reported"),
    "rate": Pair("率", "Rate"),
    "class": Pair("类别", "Class"),
    "time": Pair("时间", "Time"),
    "share_closed": Pair("已实际解决", "Truly closed"),
    "at_risk": Pair("仍在观察", "At risk"),
    "side": Pair("收支", "Side"),
    "account": Pair("科目", "Account"),
    "yuan": Pair("金额", "Amount"),
    "domain": Pair("涉及什么", "Domain"),
    "channel": Pair("怎样被知道", "Channel"),
    "time_on": Pair("时间用在", "Time on"),
    "minutes": Pair("分钟", "Minutes"),
    "stage": Pair("环节", "Stage"),
    "need_days_on": Pair("未解决天数", "Need-days"),
    "sentence": Pair("用一句话说", "In words"),
    "unit": Pair("单位", "Unit"),
    "remedy": Pair("举措", "Remedy"),
    "alone": Pair("单独推行", "Alone"),
    "last": Pair("最后加入", "Joining last"),
    "shapley": Pair("份额", "Share"),
    "model": Pair("模式", "Model"),
    "place": Pair("地方", "Place"),
    "fidelity": Pair("落实程度", "Fidelity"),
    "copyability": Pair("可复制度", "Copyability"),
    "cost_by_head": Pair("成本（元/(人·年)）", "Cost (yuan/resident/year)"),
    "budget_share": Pair("占地方财政支出", "Share of local budget"),
    "grids_aside": Pair("按真实需求与按登记", "by true needs and by recorded needs"),
    "street": Pair("街道示意图", "The street, week by week"),
    "street_aside": Pair("示意，不是地图", "schematic, not a map"),
    "rank": Pair("位次", "Rank"),
    "grid": Pair("网格", "Grid"),
    "community": Pair("社区", "Community"),
    "arose": Pair("真实需求", "True needs"),
    "recorded": Pair("其中登记在案", "Recorded"),
    "share_recorded": Pair("登记比例", "Share recorded"),
    "unsolved": Pair("期末未解决", "Unsolved at the end"),
    "silent": Pair("沉默网格", "Silent grid"),
    "week": Pair("周", "Week"),
    "play": Pair("播放", "Play"),
    "pause": Pair("暂停", "Pause"),
    "yes": Pair("是", "yes"),
    "no": Pair("否", "no"),
    "dropped": Pair("剔除的重复", "Replications left out"),
}

CLASSES = {
    "general": Pair("一般事项", "General"),
    "major": Pair("重大事项", "Major"),
    "emergency": Pair("紧急事项", "Emergency"),
}

RANDOM_ONLY = Pair(
    "区间只含随机波动，即同一套默认参数下重复运行的差别。没有换过参数，"
    "所以参数本身的不确定性不在区间里（仅默认值）。",
    "Intervals show random variation only: how runs differ under one set of default parameters. No other "
    "sets were run, so uncertainty about the parameters is not in the intervals (defaults only).",
)
ONE_SET = Pair(
    "所有运行都使用 {file} 中的同一套参数，所以区间只含随机波动，参数本身的不确定性不在区间里。",
    "All runs use one parameter set, of {file}: intervals show random variation only, not uncertainty about "
    "the parameters.",
)
SETS_TOO = Pair(
    "各次重复依次使用 {file} 的 {k} 套参数中的 {n} 套，相邻两次重复用同一套，同一对运行用同一套；"
    "区间既含随机波动，也含这些参数的差别。",
    "Replications use {n} of the {k} parameter sets of {file} in turn, two in a row and both runs of a pair "
    "the same one: intervals show random variation and how these sets differ.",
)

LIMITS = (
    Pair(
        "模型里的多数参数是较宽范围内的假定。能参考的是差值的方向；次序和大小有多可靠，各处另有说明。小数点后的数字不可当真。",
        "Most parameters of the model are assumptions within wide ranges. "
        "Trust the sign of a difference; how far ranks and sizes can be trusted is said where they stand. "
        "Trust no decimals.",
    ),
    Pair(
        "可比的是差值：一对运行使用同一组随机数，只有政策不同。单个数值不是对任何真实街道的预测。",
        "Compare differences: both runs of a pair share their random numbers and differ by policy alone. "
        "A level is no forecast for any real street.",
    ),
    Pair(
        "“尚不能判断”不等于没有作用：它只说明现有运行还看不出方向。",
        "“Inconclusive” does not mean “no effect”: these runs do not show the direction of the effect.",
    ),
    Pair(
        "没有模拟：街道之外的人口迁移、房价和舆情。",
        "Not modelled: people moving in and out of the street, house prices, public opinion.",
    ),
)
