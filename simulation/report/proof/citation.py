"""How to cite a study: program and version, the question, when and with which seeds, and the digest."""

from __future__ import annotations

from simulation.experiment.storage.run_crate import results_digest
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import seeds_of
from simulation.report.wording.dates import spoken_date
from simulation.text.bilingual import Pair, same

CITED = Pair(
    "grid-governance{version}：{title}{stop}模拟结果，研究 {study}，种子 {seeds}{made}{digest}",
    "grid-governance{version}: {title}{stop} Simulated results, study {study}, seeds {seeds}{made}{digest}",
)
ENDS = ("。", "？", "！", ".", "?", "!")
MADE = Pair("，{date}。", ", {date}.")
DIGEST = Pair("结果摘要 sha256:{d}", " Digest of the results sha256:{d}")


def citation(folder: Folder) -> Pair:
    """The citation of a folder; what is not known of one that an older version made is left out."""
    version = (folder.manifest.get("versions") or {}).get("grid-governance", "")
    created, digest = str(folder.manifest.get("created", "")), results_digest(folder.manifest)
    return CITED.fill(
        version=f" {version}" if version else "",
        title=folder.title,
        stop=Pair(
            "" if folder.title.zh.endswith(ENDS) else "。", "" if folder.title.en.endswith(ENDS) else "."
        ),
        study=folder.study.get("name", ""),
        seeds=seeds_of(folder),
        made=MADE.fill(date=spoken_date(created)) if created else Pair("。", "."),
        digest=DIGEST.fill(d=digest) if digest else same(""),
    )
