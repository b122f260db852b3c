"""One Chinese term for one thing: old terms, and terms that are misread, are gone from every page."""

from __future__ import annotations

import re

import pytest

from tests.worlds import ROOT

PAGES = [
    *(ROOT / "README.zh.md", ROOT / "CONTRIBUTING.zh.md"),
    *sorted(
        path
        for folder in ("simulation", "scenarios", "lessons", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".yaml", ".md", ".csv", ".html", ".js", ".vue", ".jinja", ".po")
        and "decisions" not in path.parts
        and "caselog" not in path.parts  # knows the words of other systems, and says none of its own
    ),
]
A_DATE = "2011年7月4日 7:53"  # as the logs of other systems write it
OF_A_CATALOGUE = '"\n"'  # where gettext goes on in the next line
CHINESE = r"\u4e00-\u9fff"
INSTEAD = {
    "三治": "三线联动",
    "三率一览": "三率与按期办结率",
    "(?<!配)对数(?!正态|刻度|几率|标准差|呈|字)": "配对数（log 写作对数刻度、对数正态）",
    "假设没有检验": "未作参数敏感性分析",
    "空白对照|只有成本的对照": "安慰剂政策",
    "基准": "对照",
    "成对": "配对",
    "费勒|霍尔姆|卡普兰": "Fieller、Holm、Kaplan–Meier",
    "截尾": "删失",
    "离散程度": "标准差",
    "九成以内|[0-9]% 分位": "第 90 百分位数",
    "超出偶然": "无统计学意义",
    "需求日|未解决日|未解需求": "需求未解决天数",
    "首选沉默率|无人知道）": "初次未反映率；始终未知",
    "案件": "事项",
    "条小?街道": "个街道",
    "属事清单": "属事责任清单",
    "党群服务资金": "党建为民服务资金",
    "检查回访|督查[与和]回访|核查后": "督查回访",
    "政府部门": "行政部门",
    "手机应用": "小程序",
    "来电来访人|来电者": "诉求人",
    "突发事件(?!现场办)": "外部冲击",  # the thesis itself: 突发事件现场办
    "工作压力": "工作负荷率",
    "举措账单|占用的分钟": "举措占用工时",
    "效果的价格": "单位成本",
    "效率集|划算": "有效前沿",
    "更差|变好|(?<!更快)更好(?!看)": "改善、变差",  # the thesis itself: 更快更好
    "判断不出|无法判断|分辨不|看得出|看得清": "尚不能判断",
    "街道工作简报": "街道政策模拟简报",
    "排斥率": "无力负担助餐比例",
    "无钱支付": "因经费不足未支付",
    "几成|公家|次哨|多吹哨": "实施比例、公共资金、次（吹哨）",
    "／": "/",
    "房间|轮子包|杠杆|静值": "模块、wheel 安装包、政策变量、默认值",
    "移植": "复制",
    "干预|措施": "政策、举措",
    "真实办结|真正(解决|办结)": "实际解决",
    "社区工作准入": "社区工作事项准入",
    "运气": "随机数、随机波动",  # lessons may, after explaining it
    f"[{CHINESE}][0-9]|[0-9][{CHINESE}]": "a space between figures and Chinese",
}


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Every line that holds Chinese, after its file."""
    return [
        f"{page.relative_to(ROOT)}: {line.strip()}"
        for page in PAGES
        for line in page.read_text("utf-8").replace(A_DATE, "").replace(OF_A_CATALOGUE, "").splitlines()
        if re.search(f"[{CHINESE}]", line)
    ]


@pytest.mark.parametrize("old", INSTEAD)
def test_an_old_term_is_gone(old: str, lines: list[str]):
    allowed = ("lessons/",) if old == "运气" else ()
    found = [line for line in lines if re.search(old, line) and not line.startswith(allowed)]
    assert found == [], f"write {INSTEAD[old]}"
