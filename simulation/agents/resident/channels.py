"""R2: a resident who has a trouble notices it and chooses: a channel, self-help, or silence (exit, voice,
loyalty)."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import gammaincinv

from simulation.agents.resident.ages import by_age
from simulation.codes import YEAR, Act
from simulation.levers import Levers
from simulation.parameters import AgeGroups, param, param_by_age, settings
from simulation.population import ArrayAgent, adds_up, state

ACTS = Act.words()

# Hour of day of requests by residents, per mille of the log of [@boston311] (resident channels): Monday to
# Friday added up, Saturday and Sunday added up.
WEEKDAY_HOURS = (
    3.9, 2.6, 1.5, 1.5, 1.4, 2.5, 10.6, 24.8, 60.3, 88.1, 92.9, 85.5,
    69.9, 68.4, 69.6, 71.4, 56.4, 38.2, 26.1, 22.8, 21.3, 17.8, 16.3, 8.7,
)  # fmt: skip
WEEKEND_HOURS = (
    2.4, 1.5, 1.1, 0.8, 0.5, 0.7, 1.0, 2.9, 4.6, 8.7, 9.7, 10.1,
    12.0, 11.2, 12.0, 10.0, 8.8, 7.1, 7.8, 7.1, 5.6, 4.5, 4.4, 3.3,
)  # fmt: skip
OFFICE_HOURS = slice(8, 17)
BUSY_CALLER = 0.2  # log odds that working hours take from calling the hotline; assumed (R2)


@settings
class ChannelNumbers:
    """Numbers of R2."""

    alpha_worker: float = param(
        0.11, "log odds", (-0.5, 0.7), "channel constant: worker in person",
        "assumed; fitted to assumed mean shares of the channels (R2)",
    )  # fmt: skip
    alpha_hotline: float = param(
        0.04, "log odds", (-0.5, 0.7), "channel constant: hotline 12345",
        "assumed; fitted to assumed mean shares of the channels (R2)",
    )  # fmt: skip
    alpha_app: float = param(
        -0.81,
        "log odds",
        (-1.5, 0),
        "channel constant: app",
        "assumed; fitted to assumed mean shares of the channels (R2)",
    )
    alpha_council: float = param(
        -1.98, "log odds", (-3, -1), "channel constant: residents' council",
        "assumed; fitted to assumed mean shares of the channels (R2)",
    )  # fmt: skip
    alpha_selfhelp: float = param(
        -0.55, "log odds", (-1.2, 0.2), "channel constant: self-help",
        "assumed; fitted to assumed mean shares of the channels (R2)",
    )  # fmt: skip
    app_age: AgeGroups = param_by_age(
        "log odds",
        {
            "15_29": (1, (0.3, 1.8)),
            "30_39": (0.7, (0.2, 1.4)),
            "40_49": (0.2, (-0.3, 0.6)),
            "50_59": (-0.5, (-1.2, 0)),
            "60plus": (-1.4, (-2.5, -0.4)),
        },
        "app tilt (mobile first among the young, a digital gap among the old),",
        "assumed; .432 of people of 60+ used the internet at the end of 2021 [@cnnic2022] (sign)",
    )  # fmt: skip
    worker_age: AgeGroups = param_by_age(
        "log odds",
        {
            "15_29": (-0.9, (-1.6, -0.2)),
            "30_39": (-0.6, (-1.2, 0)),
            "40_49": (-0.2, (-0.7, 0.3)),
            "50_59": (0.3, (-0.1, 0.8)),
            "60plus": (0.6, (0.1, 1.2)),
        },
        "leaning to report in person, aged", "assumed",
    )  # fmt: skip
    hotline_age_30_59: float = param(
        0.1, "log odds", (-0.3, 0.5), "hotline tilt, 30-59 (others 0)", "assumed"
    )
    council_age: AgeGroups = param_by_age(
        "log odds",
        {
            "15_29": (-0.9, (-1.6, -0.2)),
            "30_39": (-0.6, (-1.2, 0)),
            "40_49": (-0.2, (-0.7, 0.3)),
            "50_59": (0.4, (-0.1, 0.9)),
            "60plus": (0.7, (0.1, 1.3)),
        },
        "council tilt,", "assumed",
    )  # fmt: skip
    beta_busy: float = param(
        0.9, "log odds", (0.3, 1.6),
        "loss of in-person and council channels when the resident is at work at that hour",
        "assumed",
    )  # fmt: skip
    beta_trust_channel: float = param(
        1.5, "log odds per unit trust", (0.5, 2.5), "trust raises in-person and council channels", "assumed"
    )
    beta_efficacy: float = param(
        2, "log odds per unit", (1, 3), "believed efficacy of the channel raises its use",
        "calibrated: with beta_disappoint gives a second-report ratio 1.58; 1.57 in [@sjoberg2017]",
    )  # fmt: skip
    beta_disappoint: float = param(
        2, "log odds per unit", (1, 3),
        "disappointment lowers every voice channel (turns voice into silence)",
        "calibrated as beta_efficacy; form [@hirschman1970]",
    )  # fmt: skip
    beta_severity: float = param(2, "log odds per unit", (1, 3), "severity raises voice", "assumed")
    severity_general: float = param(0.35, "level 0-1", (0.2, 0.5), "severity, general", "assumed")
    severity_major: float = param(0.7, "level 0-1", (0.5, 0.9), "severity, major", "assumed")
    severity_emergency: float = param(1, "level 0-1", (0.9, 1), "severity, emergency", "assumed")
    efficacy_start: float = param(
        0.5, "level 0-1", (0.3, 0.7), "mean believed efficacy of a channel at start (sd .15)", "assumed"
    )
    efficacy_gain: float = param(
        0.3, "share per case", (0.1, 0.5), "weight of the last case in believed efficacy of the channel",
        "calibrated to [@sjoberg2017]",
    )  # fmt: skip
    disappoint_start: float = param(
        0.12, "level 0-1", (0.05, 0.3), "mean disappointment at start (exponential)", "assumed"
    )
    disappoint_step: float = param(
        0.3, "level", (0.1, 0.5), "rise in disappointment after an unsatisfying case",
        "calibrated to [@sjoberg2017]",
    )  # fmt: skip
    disappoint_halflife: float = param(90, "days", (30, 365), "half-life of disappointment", "assumed")
    notice_delay_common: float = param(
        2, "days", (0.5, 7), "mean delay before a shared need is noticed by somebody who minds",
        "assumed",
    )  # fmt: skip
    weekend_report_now: float = param(
        0.48, "chance", (0.2, 1),
        "non-emergency need of a weekend or holiday voiced the same day; the rest wait for working days",
        "derived from [@boston311]: set so that residents' requests of a weekend day are .396 of a weekday's "
        "(.364 would give the .29 of all channels)",
    )  # fmt: skip
    rest_backlog_days: float = param(
        3.5, "working days", (1, 5), "working days after a rest over which what waited is voiced, evenly",
        "derived from [@boston311], calm weeks: residents' Monday to Thursday lie 39, 29, 29 and 17 % "
        "above Friday",
    )  # fmt: skip
    need_day_shape: float = param(
        50, "gamma shape", (15, 200),
        "street-wide day factor on the chance to report on the day one means to, mean 1 (calm-day "
        "overdispersion; storms are shocks)",
        "[@boston311]: 49-55, reports of days without holidays and storms",
    )  # fmt: skip
    ready_share: float = param(
        0.85, "share", (0.6, 0.95),
        "non-emergency reports made on the working day they were meant for, if it is an ordinary one; the "
        "rest are put off to the next",
        "assumed",
    )  # fmt: skip
    work_hours_request_share: float = param(
        0.8,
        "share",
        (0.6, 0.9),
        "requests voiced 8:00-16:59",
        "[@boston311]: .795 of all channels, .749 of residents",
    )
    selfhelp_success: float = param(
        0.6, "chance", (0.3, 0.9), "self-help settles the need (else it stays open)", "assumed"
    )
    reconsider_rate: float = param(
        0.02, "chance/day", (0, 0.1),
        "a silent or self-helping resident whose need is still open chooses again",
        "assumed",
    )  # fmt: skip
    survey_tells: float = param(
        0.5, "chance", (0.1, 0.9), "a silent resident whose household is asked thinks again", "assumed"
    )
    need_expiry: float = param(60, "days", (20, 180), "mean life of an unvoiced need", "assumed")
    worker_log_share: float = param(
        0.7, "share", (0.4, 0.95), "in-person reports that the worker enters as a recorded case", "assumed"
    )
    worker_log_share_platform: float = param(
        0.95,
        "share",
        (0.8, 1),
        "in-person reports that the worker enters as a recorded case, with every system joined",
        "assumed",
    )
    voice_lever_council: float = param(
        1, "log odds", (0.4, 1.8), "council constant at full voice_council", "assumed"
    )
    voice_lever_app: float = param(
        0.5, "log odds", (0.2, 1), "how far residents’ odds of reporting by app rise once it is open in full",
        "assumed",
        zh="小程序渠道全部开通时，居民通过它反映的几率提高多少",
    )  # fmt: skip

    def severity(self, cls: Any) -> Any:
        """How grave a need is, 0 to 1, by its class: 0 emergency, 1 major, 2 general."""
        return np.array([self.severity_emergency, self.severity_major, self.severity_general])[cls]

    def hour_shares(self, weekend: bool) -> Any:
        """Share of requests made in each hour of a day (24,). Those of the office hours add up to
        `work_hours_request_share`."""
        shares = np.array(WEEKEND_HOURS if weekend else WEEKDAY_HOURS)
        office = np.zeros(24, bool)
        office[OFFICE_HOURS] = True
        in_office = self.work_hours_request_share * shares * office / shares[office].sum()
        return in_office + (1 - self.work_hours_request_share) * shares * ~office / shares[~office].sum()

    def working_days_after_rest(self, luck: Any) -> Any:
        """How many working days pass before what waited over a rest is voiced: 0 is the first; luck from 0 to
        1. Rises with luck."""
        return np.floor(self.rest_backlog_days * luck).astype(int)

    def street_day(self, luck: Any) -> Any:
        """Factor of a day on readiness to report, the same for the whole street. Its mean is 1. luck: 0 to 1.

        Rises with luck.
        """
        return gammaincinv(self.need_day_shape, luck) * (1 / self.need_day_shape)

    def ready_chance(self, street_day: Any) -> Any:
        """Chance that a report is made on the working day it was meant for. Rises with the street's day."""
        return np.minimum(self.ready_share * street_day, 1.0)

    def notice_delay(self, severity: Any, common: Any) -> Any:
        """Mean days before somebody who minds a need notices it. 0 where the need is one's own. Falls with
        severity."""
        return self.notice_delay_common * (1.35 - severity) * common

    def second_thought(self, asked: Any, survey: Any) -> Any:
        """R2: chance that a resident who stayed silent chooses again today. asked: factor of helpers who
        listen. survey: visits a year that ask every household. Rises with both."""
        return np.minimum(self.reconsider_rate * asked + self.survey_tells * survey / YEAR, 1.0)

    def log_share(self, joined: Any) -> Any:
        """Share of needs told in person that the worker records. Rises with joined data systems in use (0
        to 1)."""
        return self.worker_log_share + joined * (self.worker_log_share_platform - self.worker_log_share)


class ChannelRules(ArrayAgent):
    """Which way a resident goes with a trouble."""

    grid: Any
    age: Any
    trust: Any
    employed: Any
    numbers: Any
    efficacy_worker: Any = state("float32", 0.5, "level 0-1", (0, 1), "belief that telling the worker helps")
    efficacy_hotline: Any = state(
        "float32", 0.5, "level 0-1", (0, 1), "belief that calling the hotline helps"
    )
    efficacy_app: Any = state("float32", 0.5, "level 0-1", (0, 1), "belief that the app helps")
    efficacy_council: Any = state("float32", 0.5, "level 0-1", (0, 1), "belief that the council helps")
    disappointment: Any = state("float32", 0.12, "level 0-1", (0, 1), "disappointment with answers")
    disappointment_start: Any = state("float32", 0.12, "level 0-1", (0, 1), "disappointment it fades back to")

    def _act_terms(
        self, levers: Levers, severity: Any, at_work: Any, emergency: Any, business: Any = 0.0
    ) -> tuple[dict[str, Any], ...]:
        """What draws to each of the five acts rather than to silence, in log odds; takes what `act_shares`
        takes."""
        n: ChannelNumbers = self.numbers
        private = 1 - business
        busy = at_work * private * self.employed
        grave = n.beta_severity * (severity - 0.35)
        voice = {"severity": grave, "disappointment": -n.beta_disappoint * self.disappointment}
        meeting = voice | {
            "trust": n.beta_trust_channel * (self.trust - 0.5),
            "at_work": -n.beta_busy * busy * (1 - levers.evening_contact[self.grid]),
        }
        app = n.voice_lever_app * levers.voice_app[self.grid]
        council = n.voice_lever_council * levers.voice_council[self.grid]
        ages = [private * tilt for tilt in self._tilts()]
        return (
            self._drawn(n.alpha_worker, ages[0], self.efficacy_worker) | meeting,
            self._drawn(n.alpha_hotline, ages[1], self.efficacy_hotline)
            | voice
            | {"at_work": -BUSY_CALLER * busy},
            self._drawn(n.alpha_app, ages[2], self.efficacy_app) | voice | {"lever": app},
            self._drawn(n.alpha_council, ages[3], self.efficacy_council) | meeting | {"lever": council},
            {"usual": n.alpha_selfhelp, "severity": grave / 2},
        )

    def _drawn(self, usual: float, age: Any, efficacy: Any) -> dict[str, Any]:
        """What a channel has of its own: how usual it is, for whom, and how far it is believed to help."""
        return {"usual": usual, "age": age, "belief": self.numbers.beta_efficacy * (efficacy - 0.5)}

    @adds_up(_act_terms)
    def act_shares(
        self, levers: Levers, severity: Any, at_work: Any, emergency: Any, business: Any = 0.0
    ) -> Any:
        """R2: chances of the six acts (residents, 6), in the order of `ACTS`; an emergency is never kept
        silent.

        severity: 0 to 1; at_work: working hours of a working day, 0 or 1; emergency: 0 or 1; business: speaks
        for a firm, whatever his age and in working hours, 0 or 1 (E3). The chance to speak rises with
        severity, trust, efficacy and voice levers. It falls with disappointment, and in person with being at
        work.
        """
        terms = self._act_terms(levers, severity, at_work, emergency, business)
        pulls = (sum(each.values()) for each in terms)
        silence = np.where(emergency, 0.0, 1.0)
        every = np.stack(np.broadcast_arrays(*map(np.exp, pulls), silence), axis=-1)
        return every / every.sum(axis=-1, keepdims=True)

    def _tilts(self) -> tuple[Any, Any, Any, Any]:
        """Log odds that age adds to worker, hotline, app, council."""
        n: ChannelNumbers = self.numbers
        hotline = by_age(self.age, (0.0, n.hotline_age_30_59, 0.0), borders=(30, 60))
        return by_age(self.age, n.worker_age), hotline, by_age(self.age, n.app_age), self.council_tilt()

    def council_tilt(self) -> Any:
        """R2: log odds that age adds to the council."""
        return by_age(self.age, self.numbers.council_age)

    def new_efficacy(self, believed: Any, satisfaction: Any) -> Any:
        """R2: belief in the channel that was used, after an answer. Rises with satisfaction."""
        return believed + self.numbers.efficacy_gain * (satisfaction - believed)

    def new_disappointment(self, satisfaction: Any) -> Any:
        """R2: disappointment after an answer: a step up after a bad one, a tenth less after a good one."""
        risen = self.disappointment + self.numbers.disappoint_step * (1 - self.disappointment)
        return np.where(satisfaction < 0.5, risen, self.disappointment * 0.9)

    def faded_disappointment(self) -> Any:
        """R2: disappointment of tomorrow, on its way back to the resident's own level."""
        kept = 0.5 ** (1 / self.numbers.disappoint_halflife)
        return self.disappointment_start + (self.disappointment - self.disappointment_start) * kept
