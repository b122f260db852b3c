"""A page with its run crate: sealed when it is written, and read back to be checked."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from simulation.experiment.storage.run_crate import CrateOf, results_digest, run_crate
from simulation.report.data.results_folder import Folder, UnreadableFolder
from simulation.report.proof.shared_lines import apart

NAME = "report.html"
EMPTY = '<script type="application/ld+json" id="crate"></script>'
CRATE = re.compile('(<script type="application/ld\\+json" id="crate">)([^<]*)(</script>)')
PACKED = '<script type="text/plain" id="{id}">([^<]*)</script>'
MOST = 2**30
"""Bytes that an element may be unpacked to: a page may come from anywhere."""


def sealed(html: str, folders: Sequence[Folder]) -> str:
    """The page with the crate of its folders in the empty element for it, and the digest of all the rest."""
    crate = run_crate(crates_of(folders), {NAME: _digest(html)})
    text = json.dumps(crate, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return html.replace(EMPTY, EMPTY.replace("></", f">{text}</"), 1)


def crates_of(folders: Sequence[Folder]) -> list[CrateOf]:
    """Folders as a crate has them: several are told apart by their names."""
    several = len(folders) > 1
    return [
        CrateOf(f"{place}-{each.path.name}/" if several else "", each.study, each.manifest)
        for place, each in enumerate(folders)
    ]


@dataclass(frozen=True)
class SealedPage:
    """A page as it was read: its text, with line ends as they were written."""

    path: Path
    html: str

    @classmethod
    def read(cls, path: Path) -> SealedPage:
        """Raises UnreadableFolder, in a sentence, where a file is no page that can be checked."""
        try:
            html = path.read_text("utf-8")
        except OSError as error:
            raise UnreadableFolder(f"{path} cannot be read: {error.strerror or error}") from error
        except UnicodeDecodeError:
            html = ""
        if len(CRATE.findall(html)) != 1:
            raise UnreadableFolder(
                f"{path} is no report that can be verified: it carries no run crate; give a results folder, "
                "or a page that `report` of this version made of one"
            )
        return cls(path, html)

    @cached_property
    def crate(self) -> dict[str, Any]:
        """The run crate."""
        found = CRATE.search(self.html)
        try:
            crate = json.loads(found[2] if found else "")
            assert isinstance(crate["@graph"], list)
        except (ValueError, KeyError, TypeError, AssertionError):
            raise self._damaged("run crate") from None
        return crate

    @property
    def stated(self) -> str:
        """The digest that the crate gives of the page."""
        files = [each for each in self.crate["@graph"] if isinstance(each, dict) and each.get("@id") == NAME]
        return str(files[0].get("sha256", "")) if files else ""

    @property
    def digest(self) -> str:
        """The digest of the page as it is, the crate left out."""
        return _digest(CRATE.sub(r"\1\3", self.html))

    @cached_property
    def data(self) -> dict[str, Any]:
        """What its script shows: `parts`, with the numbers behind the pictures."""
        return self._unpacked("data")

    @cached_property
    def proof(self) -> list[dict[str, Any]]:
        """What it carries of each of its folders: see `carried`; inputs of a plan are whole texts here."""
        parts = self._unpacked("proof")["parts"]
        for part in parts:
            if isinstance(part, dict) and isinstance(plan := part.get("plan"), dict):
                part["plan"] = plan | {"inputs": self._inputs(plan)}
        return parts

    def _inputs(self, plan: dict[str, Any]) -> dict[str, str]:
        try:
            return apart(plan["inputs"], MOST)
        except (KeyError, AttributeError, ValueError):
            raise self._damaged("run plan") from None

    def results_digests(self) -> set[str]:
        """The digest of the results of each of its folders, of which a citation names one."""
        return set(self._unpacked("proof")["digests"])

    def _unpacked(self, id: str) -> Any:
        try:
            (packed,) = re.findall(PACKED.format(id=id), self.html)
            opened = zlib.decompressobj(wbits=31)  # a gzip file
            text = opened.decompress(base64.b64decode(packed, validate=True), MOST)
            return json.loads(text if opened.eof else "")
        except (ValueError, zlib.error, RecursionError):
            raise self._damaged(f"element '{id}'") from None

    def _damaged(self, what: str) -> UnreadableFolder:
        return UnreadableFolder(f"{self.path}: its {what} is damaged, so it is not as it was written")


def digests_of(folders: Sequence[Folder]) -> list[str]:
    """The digest of the results of each folder."""
    return [results_digest(each.manifest) for each in folders]


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()
