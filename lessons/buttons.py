"""What the buttons of the lessons' editor do, said once for all lessons, in the language of each.

marimo, the editor, speaks English alone; `editor/words.py` lets it speak Chinese where we start it. Who opens
a lesson in another way still meets the English.
"""

from __future__ import annotations

EN = """
**To run a cell**, press ▶ at its right, or Ctrl+Enter.

**A cell that does not end?** Stop it with the square button ■ at the bottom right. Mend its loop before you
run it again. A rule or a loop that does not end is stopped by itself after 20 seconds.

**This cell redefines variables from other cells?** One name is given a value in two cells: delete one of
them. A word like *cell-18* below the message leads to the other cell. Do not press *Wrap in a function*: the
checks would no longer find your answer.

**A cell of the lesson was changed by mistake?** End the lesson with Ctrl-C in the terminal, delete its file
(its name is the title of the page), and open it again.

If a line says *You are currently connected as a reader*, or *kiosk mode*, this lesson is open in another tab:
*Take over* goes on in this one. A pink page means that the program in the terminal has ended: type the
command that opened it once more there, then reload the page. What you type while it is pink is not saved.
"""
ZH = """
**运行单元格**：点它右边的 ▶，或按 Ctrl+Enter。

**单元格一直算不完？**按右下角的方块按钮 ■ 停下；先把循环改好，再运行。停不下来的循环，20 秒后自动停止。

**编辑器。**鼠标停在按钮上，就显示它的名称。
同一个名称在两个单元格里都写了：删掉其中一个，点下面*单元格 18* 这样的字就到另一个单元格。
不小心改坏了课程本身的单元格：在终端按 Ctrl-C，删掉这一课的文件（名称在网页的标题上），再打开就是原样。
提示“只能看”：这一课在另一个标签页里也开着，点*在这里继续*就在这里编辑。
整页变成粉红色：终端里的程序已停，在终端里再运行一次打开它的命令，然后刷新网页。粉红时打的字不会保存。
"""


def buttons(language: str) -> str:
    """Some lines of Markdown, in "en" or "zh"."""
    return ZH if language == "zh" else EN
