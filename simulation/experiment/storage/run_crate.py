"""What made some results, as a run crate: the metadata by which other programs know a results folder.

It has the form of RO-Crate 1.1 and of its profile Process Run Crate 0.5, in JSON-LD.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

RO_CRATE = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = [f"{RO_CRATE}/context", "https://w3id.org/ro/terms/workflow-run/context"]
PROGRAM = "#program"
FORMATS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".json": "application/json"}
FORMATS |= {".yaml": "application/yaml", ".py": "text/x-python", ".html": "text/html"}
LICENCE = "No licence is stated: ask whoever made these results."


@dataclass(frozen=True)
class CrateOf:
    """A results folder to be described. at: how paths in it begin, empty or NAME/; study, manifest: what its
    study.json and manifest.json say."""

    at: str
    study: Mapping[str, Any]
    manifest: Mapping[str, Any]


def results_digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over the inputs and tables of a results folder: of a line `DIGEST  PATH` for each, in the order
    of their paths, as sha256sum writes them. Empty where the manifest names none."""
    files = _files(manifest)
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest() if files else ""


def run_crate(results: Sequence[CrateOf], page: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The crate of one or more results folders. page: file name and SHA-256 of a report made of them."""
    files = [
        _file(each.at + path, digest) for each in results for path, digest in _files(each.manifest).items()
    ]
    files += [_file(name, digest) for name, digest in (page or {}).items()]
    actions = [_action(each) for each in results]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": "; ".join(_title(each.study) for each in results),
        "description": "Simulated results of a study of community grid governance.",
        "datePublished": max((str(each.manifest.get("created", "")) for each in results), default=""),
        "license": LICENCE,
        "hasPart": [{"@id": file["@id"]} for file in files],
        "mentions": [{"@id": action["@id"]} for action in actions],
    }
    return {
        "@context": CONTEXT,
        "@graph": [_descriptor(), root, _profile(), _program(results), *actions, *files],
    }


def _descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": RO_CRATE},
    }


def _profile() -> dict[str, Any]:
    return {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _program(results: Sequence[CrateOf]) -> dict[str, Any]:
    """The program; its digest is that of all of its text."""
    made = results[0].manifest if results else {}
    version = (made.get("versions") or {}).get("grid-governance", "")
    return {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "grid-governance",
        "softwareVersion": str(version),
        "identifier": f"sha256:{made['source']}" if made.get("source") else "",
    }


def _action(each: CrateOf) -> dict[str, Any]:
    """The run that made the tables of a folder out of its inputs."""
    inputs, tables = (each.manifest.get(name) or {} for name in ("inputs", "tables"))
    return {
        "@id": f"#run{'-' if each.at else ''}{each.at.rstrip('/')}",
        "@type": "CreateAction",
        "name": f"Runs of the study {each.study.get('name', '')}",
        "description": str(each.manifest.get("command", "")),
        "instrument": {"@id": PROGRAM},
        "object": [{"@id": each.at + path} for path in inputs],
        "result": [{"@id": each.at + path} for path in tables],
        "endTime": str(each.manifest.get("created", "")),
    }


def _file(path: str, digest: str) -> dict[str, Any]:
    form = FORMATS.get(PurePosixPath(path).suffix, "application/octet-stream")
    return {"@id": path, "@type": "File", "name": path, "encodingFormat": form, "sha256": digest}


def _files(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {**(manifest.get("inputs") or {}), **(manifest.get("tables") or {})}


def _title(study: Mapping[str, Any]) -> str:
    title = study.get("title") or {}
    return str(title.get("en") or title.get("zh") or study.get("name", ""))
