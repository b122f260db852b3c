"""What the buttons say by which a reader takes along a table, a picture or a list."""

from __future__ import annotations

from simulation.text.bilingual import Pair

WORDS = {
    "copy": Pair("复制到 Word", "Copy for Word"),
    "copy_picture": Pair("复制图", "Copy picture"),
    "cite": Pair("复制引用格式", "Copy citation"),
    "done": Pair("已复制", "copied"),
    "not_done": Pair(
        "此浏览器不允许复制，请改存为文件", "this browser does not allow that; save a file instead"
    ),
    "id": Pair("代号", "id"),
}
"""By the `data-act` of a button, and what is said of a copy; `id` heads names as files have them."""
