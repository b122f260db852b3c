"""Who takes part, and how far the grid is trusted."""

from __future__ import annotations

import numpy as np

from simulation.codes import YEAR
from simulation.metrics import metric
from simulation.metrics.counting import ratio
from simulation.records import Records
from simulation.records.participation import HELP, VOLUNTEER, participation
from simulation.text.bilingual import Pair

GROUP_NAMES = {
    "18_29": Pair("18–29 岁", "18–29"),
    "30_39": Pair("30–39 岁", "30–39"),
    "40_49": Pair("40–49 岁", "40–49"),
    "50_59": Pair("50–59 岁", "50–59"),
    "60plus": Pair("60 岁及以上", "60 and over"),
}


def _active(records: Records, group: str, kind: str = HELP) -> float:
    """Mean over the months that end in the measured period of active residents of an age group / all of
    it."""
    table = participation(records)
    months = table.loc[(table["age_group"] == group) & (table["kind"] == kind), "people"]
    return float(months.mean()) / max(records.adults[group], 1) if len(months) else np.nan


for _group, _ages in GROUP_NAMES.items():

    def _participation(records: Records, group: str = _group) -> float:
        """Share of the age group that helps in a month: sessions of volunteers, turn-outs of party members,
        work of residents' groups. Source: definition."""
        return _active(records, group)

    metric(
        f"participation_{_group}",
        unit="share",
        better="higher",
        role="outcome",
        en=f"monthly activity, aged {_ages.en}",
        zh=f"月活跃参与率（{_ages.zh}）",
    )(_participation)


@metric(
    "volunteers_old_to_young",
    unit="ratio",
    better="none",
    role="context",
    en="volunteers aged 60 and over against 18–29",
    zh="60 岁及以上与 18–29 岁居民月志愿参与率之比",
)
def volunteers_old_to_young(records: Records) -> float:
    """How many times as large a share of those of 60 and over comes to a session of volunteers in a month as
    of those of 18 to 29. Turn-outs of party members and work of groups do not count. NaN where no young
    resident came. Source: definition, after the thesis: the young are absent on the street.
    """
    return ratio(_active(records, "60plus", VOLUNTEER), _active(records, "18_29", VOLUNTEER))


@metric(
    "volunteer_hours",
    unit="hours/resident/year",
    better="higher",
    role="outcome",
    en="hours of help",
    zh="志愿服务时长",
)
def volunteer_hours(records: Records) -> float:
    """Hours given by volunteers and party members, per resident and year; only a small part is work on cases.
    Source: definition."""
    days = records.measured()
    hours = days["volunteer_hours"].sum() + days["party_hours"].sum()
    return float(hours) / records.residents / records.days * YEAR


@metric(
    "members_acting_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of party members who act",
    zh="党员作用发挥率",
    problem=1,
)
def members_acting_share(records: Records) -> float:
    """Share of party members with a branch elsewhere who really turn out four times or more a year.

    Formula: members in service or floating whose real turn-outs in the measured period are at least 4 x its
    years / all of them. Source: definition; problem 1 of the thesis.
    """
    return records.counts["members_acting"] / max(records.counts["members_away"], 1)


@metric(
    "hours_in_service_member",
    unit="hours/member/year",
    better="higher",
    role="outcome",
    en="hours of help per member in service",
    zh="在职党员年人均实际服务时长",
    problem=1,
)
def hours_in_service_member(records: Records) -> float:
    """Real hours that a party member in service elsewhere gives in a year, sessions of volunteers among them.

    Hours on record for ordered tasks are left out. Source: definition; problem 1 of the thesis.
    """
    count = max(records.counts["members_in_service"], 1)
    return records.counts["hours_in_service"] / count / records.days * YEAR


@metric(
    "party_hours_recorded",
    unit="hours/member/year",
    better="none",
    role="input",
    en="party hours on record per member",
    zh="党员人均登记服务时长",
    problem=1,
)
def party_hours_recorded(records: Records) -> float:
    """Hours that the books give a party member with a branch elsewhere in a year, whatever was really done.

    Formula: hours on record / members in service or floating. Source: definition; ordered tasks are recorded
    for all who were called (P6).
    """
    hours = records.measured()["party_hours_recorded"].sum()
    return float(hours) / max(records.counts["members_away"], 1) / records.days * YEAR


@metric(
    "party_hours_recorded_ratio",
    unit="ratio",
    better="lower",
    role="outcome",
    en="party hours on record per real hour",
    zh="党员服务记录时长与实际时长之比",
)
def party_hours_recorded_ratio(records: Records) -> float:
    """Hours of party members on record / hours of real work; 1 where nobody goes through the motions.

    0 where no hour was worked. Source: definition; ordered tasks are recorded for all who were called (P6).
    """
    days = records.measured()
    real = days["party_hours"].sum()
    return float(days["party_hours_recorded"].sum() / real) if real else 0.0


@metric(
    "volunteer_hours_recorded_ratio",
    unit="ratio",
    better="lower",
    role="outcome",
    en="volunteer hours on record per real hour",
    zh="志愿服务记录时长与实际时长之比",
)
def volunteer_hours_recorded_ratio(records: Records) -> float:
    """Hours of volunteers on record / hours really given; above 1 where points are gamed (R7).

    0 where no hour was given. Source: definition.
    """
    days = records.measured()
    real = days["volunteer_hours"].sum()
    return float(days["volunteer_hours_recorded"].sum() / real) if real else 0.0


@metric(
    "young_hours_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of helping hours by those under 40",
    zh="40 岁以下居民占服务时长比例",
    problem=5,
)
def young_hours_share(records: Records) -> float:
    """Share of all hours really given (sessions, party calls, groups) that come from residents under 40.

    Source: definition; problem 5 of the thesis.
    """
    return records.counts["hours_given_young"] / max(records.counts["hours_given"], 1e-9)


@metric(
    "young_decided_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of votes on proposals cast by those under 40",
    zh="40 岁以下居民占议事表决比例",
    problem=5,
)
def young_decided_share(records: Records) -> float:
    """Share of the votes on decided proposals of the councils that residents under 40 cast; NaN without a
    council.

    Source: definition; problem 5 of the thesis."""
    days = records.measured()
    votes = days["votes"].sum()
    return float(days["votes_young"].sum() / votes) if votes else float("nan")


@metric(
    "voice_channels",
    unit="channels/grid",
    better="none",
    role="input",
    en="channels of voice that are open",
    zh="开设的表达渠道",
    problem=5,
)
def voice_channels(records: Records) -> float:
    """App and residents' council, as far as they are open and paid for, mean over grids and days; 0 to 2.
    Worker and hotline are always there. Source: definition."""
    return float(records.measured()["voice_channels"].mean())


@metric(
    "council_projects",
    unit="projects/grid",
    better="none",
    role="context",
    en="maintained projects of the council",
    zh="议事会在维护项目数",
)
def council_projects(records: Records) -> float:
    """Projects of residents' councils that are maintained, per grid, mean over days. Source: definition
    (C1)."""
    return float(records.measured()["projects"].mean()) / records.grids


@metric(
    "firms_giving_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of firms that give",
    zh="捐助企业比例",
)
def firms_giving_share(records: Records) -> float:
    """Share of firms that give at least once in the measured period. Source: definition."""
    return records.counts["firms_giving"] / max(records.counts["firms"], 1)


@metric(
    "trust_mean", unit="level", better="higher", role="outcome", en="trust in the grid", zh="对网格的信任"
)
def trust_mean(records: Records) -> float:
    """Mean trust of residents over the measured days. Source: definition."""
    return float(records.measured()["trust"].mean())
