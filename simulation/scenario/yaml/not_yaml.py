"""What the YAML library says of a text that is no YAML, as a sentence for whoever wrote it, and its place.

What is not in the table is told in the library's words.
"""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError, StreamMark

SENTENCES = {
    re.compile(
        r"could not find expected ':'"
    ): "a colon and a space are missing behind the first word, as in `key: value`",
    re.compile(
        r"expected <block end>"
    ): "the line begins in another column than those it belongs to, or a quoted text ends too early",
    re.compile(
        r"expected ',' or '(.)'"
    ): "a comma , or the closing {0} is missing before this place, or a quoted text ends too early",
    re.compile(r"expected the node content"): "a value is missing here",
    re.compile(
        r"mapping values are not allowed"
    ): "one colon too many: the line above lacks its own, or a text with a colon lacks its quotes",
    re.compile(r"found unexpected end of stream"): "a quoted text begins here and does not end",
    re.compile(r"found character '(.)' that"): "no value begins with {0}; write it in quotes",
}
AT_ITS_BEGINNING = re.compile(r"could not find expected|unexpected end of stream")
"""What is noticed lines below the fault; the library knows where it began."""


def why_not_yaml(error: MarkedYAMLError) -> tuple[StreamMark | None, str]:
    """Where a text is no YAML, and why."""
    said = str(error.problem or error.context)
    marks = [error.problem_mark, error.context_mark]
    where = reversed(marks) if AT_ITS_BEGINNING.search(said) else marks
    found = next((match for form in SENTENCES if (match := form.search(said))), None)
    sentence = SENTENCES[found.re].format(*found.groups()) if found else said
    return next(filter(None, where), None), sentence
