"""What user-defined rules are about: what each replaces, and what its own file says of it."""

from __future__ import annotations

import ast

from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair


def about_rule(text: str, name: str, file_name: str, replaces: str) -> Pair:
    """What a rule replaces, and the first line that the text of its file says of it."""
    said, own = first_line(text, name), f"{file_name}:{name}"
    return Pair(
        f"{replaces} 由 {own} 代替" + (f"，规则文件的说明：{said}" if said else "。"),
        f"{replaces} is replaced by {own}" + (f", which says: {said}" if said else "."),
    )


def first_line(text: str, name: str) -> str:
    """The first line of the docstring of a function or class; empty where there is none."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    found = (each for each in ast.parse(text).body if isinstance(each, kinds) and each.name == name)
    return next(((ast.get_docstring(each) or "").partition("\n")[0].strip() for each in found), "")


def about_rules(folder: Folder) -> list[Pair]:
    """The rules of every scenario of a folder, from the copies that it keeps."""
    said = []
    for each in folder.study.get("scenarios", []):
        for one in each.get("rules", []):
            copy = folder.path / "scenarios" / one["file"]
            text = copy.read_text("utf-8") if copy.is_file() else ""
            about = about_rule(text, one["with"], one["file"], one["replaces"])
            said.append(Pair("{s}：{a}", "{s}: {a}").fill(s=folder.titles[each["name"]].quoted(), a=about))
    return said
