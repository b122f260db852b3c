"""Search in the Chinese handbook: Chinese is looked up by pairs of letters, since no spaces divide its words.

Sphinx itself leaves that to a library for words, and finds no Chinese without it. A page that has all pairs
of what is asked for is found, with any length of words.
"""

from __future__ import annotations

import re

from sphinx.search.zh import SearchChinese

_CHINESE = re.compile("[一-鿿]+")


def pairs(text: str) -> list[str]:
    """The neighbouring letters of each run of Chinese, in pairs: 网格员 is 网格 and 格员."""
    return [run[at : at + 2] for run in _CHINESE.findall(text) for at in range(len(run) - 1)]


class SearchPairs(SearchChinese):
    """The index of pages, and how the browser splits what is asked for."""

    js_splitter_code = r"""
var splitQuery = (query) => query
  .split(/[^\p{Letter}\p{Number}_]+/u)
  .flatMap((term) => term.match(/[一-鿿]+|[^一-鿿]+/gu) ?? [])
  .flatMap((run) => /[一-鿿]/u.test(run) && run.length > 2
    ? [...run.slice(1)].map((_, at) => run.slice(at, at + 2))
    : [run])
  .filter((term) => term);
"""

    def split(self, input: str) -> list[str]:
        """Pairs of Chinese letters, and words of Latin ones."""
        words = self.latin1_letters.findall(input)
        self.latin_terms.update(words)
        return pairs(input) + words
