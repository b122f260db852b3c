"""The publications that numbers cite: `docs/references.bib`, each with what cites it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pybtex.database import parse_file

from tools.handbook.evidence.citing import BIB, citing
from tools.handbook.markdown import anchor, plain, said

_PLACES = ("journal", "publisher", "institution", "howpublished")


def entries() -> str:
    """An entry for each publication, in the order of their keys."""
    works, cited = read(), citing()
    return "\n".join(_entry(key, works[key], cited.get(key, [])) for key in sorted(works))


def counted() -> str:
    """A sentence: how many publications of each status there are."""
    found = Counter(work.fields["keywords"] for work in read().values())
    parts = ", ".join(f"{found[status]} {status}" for status in ("found", "known", "unverified"))
    return said(
        "There are {n} publications: {parts}.\n", "共 {n} 项文献：{parts}。\n", n=found.total(), parts=parts
    )


def read() -> dict[str, Any]:
    """The entries of the file by key, as pybtex has them (which says nothing of their types)."""
    return dict(parse_file(BIB).entries)


def _entry(key: str, work: Any, cited: list[str]) -> str:
    lines = [
        f"{anchor(f'ref-{key}')}## {key}\n",
        f"{plain(reference(work))}\n",
        f"**{work.fields['keywords']}.** {plain(_text(work.fields['note']))}.\n",
    ]
    if cited:
        lines.append(said("Cited by {what}.\n", "引用处：{what}。\n", what=", ".join(cited)))
    return "\n".join(lines)


def reference(work: Any) -> str:
    """Who, what, where and when, as far as it is known."""
    fields = work.fields
    people = (str(person) for person in work.persons.get("author", ()))
    who = ", ".join("et al." if each == "others" else _text(each) for each in people)
    where = next((_text(fields[place]) for place in _PLACES if place in fields), "")
    number = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
    pages = fields.get("pages", "").replace("--", "–")
    spot = " ".join(filter(None, (where, f"{number}:{pages}" if number and pages else number or pages)))
    when = fields.get("date") or fields.get("year", "")
    doi = f"doi {fields['doi']} (not resolved)" if "doi" in fields else ""
    parts = filter(None, (who, _text(fields.get("title", "")), spot, when, doi))
    return " ".join(each if each.endswith(("?", ".")) else f"{each}." for each in parts)


def _text(bibtex: str) -> str:
    """Text without the braces and escapes of BibTeX."""
    for escape, sign in (('{\\"a}', "ä"), ("\\%", "%"), ("\\_", "_")):
        bibtex = bibtex.replace(escape, sign)
    return bibtex.replace("{", "").replace("}", "")
