"""Signs of a Chinese keyboard where YAML wants those of an English one.

In a text they are right, and a title may be any text: so they are only looked for where a key, a value or a
bracket begins or ends, and only told where the file has an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

COLON = "a Chinese colon (：) stands here; write : with an English keyboard, and a space after it"
COLON_OF_NAME = "a Chinese colon (：) stands here; write : with an English keyboard, without a space"
COMMA = "a Chinese comma (，) stands here; write , with an English keyboard, and a space after it"
QUOTE = 'Chinese quotation marks (“ ”) stand here; write " with an English keyboard'
CURLY = "a Chinese bracket (｛ or ｝) stands here; write { or } with an English keyboard"
SQUARE = "a Chinese bracket (【 or 】) stands here; write [ or ] with an English keyboard"

_UNREAD = re.compile(r"\"(?:[^\"\\\n]|\\.){0,2000}\"|'[^'\n]*'|(?:^|(?<=\s))#.*", re.MULTILINE)
"""What is quoted on one line, and comments. No form reads far from each of many places: a file of nothing but
brackets, blank lines or quotation marks would take minutes."""
_KEY = r"[A-Za-z_][\w.-]*"
_FORMS = {
    re.compile(rf"(?:^[ \t]*(?:- )?|[{{\[,，｛［【]\s*){_KEY}(?P<sign>：)", re.MULTILINE | re.ASCII): COLON,
    re.compile(rf"\.py(?P<sign>：)\s*{_KEY}", re.ASCII): COLON_OF_NAME,
    re.compile(rf"(?P<sign>，)\s*(?:{_KEY}\s*[:：]|(?<=\d，)\d|(?<=\d，\s)\d)", re.ASCII): COMMA,
    re.compile(r"(?:[:：]\s*|^[ \t]*- )(?P<sign>[“”‘’])[ -~]*[“”‘’]\s*$", re.MULTILINE): QUOTE,
    re.compile(r"(?:(?<!zh)[:：]\s*|^[ \t]*- )(?P<sign>[［【])", re.MULTILINE): SQUARE,
    re.compile(r"(?:(?<!zh)[:：]\s*|^[ \t]*- )(?P<sign>｛)", re.MULTILINE): CURLY,
    re.compile(r"\[[^\[\]\n]*(?P<sign>[］】])\s*$", re.MULTILINE): SQUARE,
    re.compile(r"\{[^{}\n]*(?P<sign>｝)\s*$", re.MULTILINE): CURLY,
}


def chinese_signs(text: str) -> Iterator[tuple[int, str]]:
    """Where in a text such a sign stands, from top to bottom, and the sentence about it."""
    read = _UNREAD.sub(lambda found: " " * len(found[0]), text)
    found = {each.start("sign"): said for form, said in _FORMS.items() for each in form.finditer(read)}
    yield from sorted(found.items())
