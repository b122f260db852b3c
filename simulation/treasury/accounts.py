"""The accounts of the ledger by the names that a street office uses."""

from __future__ import annotations

from simulation.funding_channels import CITY_POT, PURSES

LABELS: dict[str, dict[str, str]] = {
    account: {"en": english, "zh": chinese}
    for account, english, chinese in (
        *((each.name, each.english, each.chinese) for each in PURSES),
        (CITY_POT, "City pot", "市级资金池"),
        ("district", "District (wages, centres)", "区财政（工资、中心）"),
        ("overhead", "Centres and systems", "指挥中心与系统"),
        ("wages", "Wages", "工资"),
        ("fiscal", "Public budget", "财政资金"),
        ("party dues", "Party dues", "党费"),
        ("social", "Social money", "社会资金"),
        ("owners", "Owners", "业主"),
        ("market", "Market", "市场"),
        ("state", "State (tax forgone)", "国家（减免税收）"),
        ("tax preference", "Tax preference used", "享受的税收优惠"),
        ("works", "Repairs of buildings and grounds", "社区修缮项目"),
        ("wishes", "Wishes of residents", "居民微心愿"),
        ("channels", "Running of funding channels", "资金渠道运作"),
        ("market contract", "Contracted services", "购买市场服务"),
        ("public fallback", "Public fallback of contracts", "合同失败后公共资金兜底"),
        ("renewal", "Renewal of estates", "小区有机更新"),
        ("returned", "Returned at year end", "年末退回财政"),
        ("inspections", "Inspections and call-backs", "督查回访"),
        ("platform", "Data platform", "数据平台"),
        ("app", "App", "小程序"),
        ("council", "Residents’ council", "居民议事会"),
        ("branch", "Grid branches", "网格党支部"),
        ("training", "Training", "培训"),
        ("seed money", "Seed money of groups", "社会组织种子资金"),
        ("projects", "Projects of councils", "议事会项目"),
        ("project upkeep", "Upkeep of projects", "项目维护"),
        ("building heads", "Building heads", "楼长补贴"),
        ("honours", "Honours", "表彰"),
        ("cash for helpers", "Cash for helpers", "志愿者补贴"),
        ("points scheme", "Points scheme", "积分管理"),
        ("points redeemed", "Points redeemed", "积分兑换"),
        ("fund running", "Running the fund", "基金运作"),
        ("recruitment", "Recruitment", "招聘"),
        ("dispatch software", "Dispatch software", "自动派单系统"),
        ("forecasting", "Forecasts and plans", "预测研判"),
        ("rooms for groups", "Rooms for groups", "社会组织场地"),
        ("short tasks", "Short tasks for helpers", "微志愿平台"),
        ("helper training", "Training of helpers", "志愿者培训"),
        ("station", "Running of stations", "社区工作站运转"),
        ("placebo", "Placebo", "安慰剂政策"),
    )
}


def label(account: str, language: str) -> str:
    """Name of an account in "en" or "zh"; the account's key where none is known, as of a new policy."""
    return LABELS.get(account, {}).get(language, account)
