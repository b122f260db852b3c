"""What Python says of a faulty file becomes a whole sentence in both languages, with its line."""

from __future__ import annotations

import re

import pytest

from simulation.text.spoken.catalogue import chinese
from simulation.user_files import UserFileError, python_says, run_file
from simulation.user_files.errors import why_failed

NO_PYTHON = {
    "def f()\n    return 1": "行末缺少英文冒号 :",
    "x = 1\nif x > 0,5:\n    pass": "小数用点：写 0.8，不写 0,8",
    "x = (1, 2\ny = 3": "括号 ( 只写了一半",
    "x = 1)": "多了一个括号 )",
    "x = [1)": "前括号是 [，后括号却是 )",
    "x = 'abc": "文字缺少后引号，或前后引号不同",
    'x = """abc': '以 """ 开头的文字没有以 """ 结尾',
    "def f():\nreturn 1": "这一行要比上一行多缩进",
    "x = 1\n  y = 2": "这一行的缩进太多",
    "if 1:\n        x = 2\n    y = 1": "这一行的缩进与上面各行都对不齐，或者上面有一行太靠左",
    "if 1:\n\tx = 1\n        y = 2": "行首混用了制表符和空格",
    "if x = 1:\n    y": "比较是否相等写 ==",
    "True = 1": "= 左边要写自己取的名称",
    "print 3": "调用时要加圆括号",
    "def my rule(x):\n    return 1": "名称要连成一个词，后面跟圆括号",
    "x = 1\nreturn x": "return 不在 def 里面，或者上面有一行太靠左",
    "f(1 2)": "两项之间缺少符号",
    "x = 0.8age": "数字和字母连在一起了；乘法写作 `0.8 * age`",
    "def f():\n    return 0.8：": "return 这一行的末尾不加冒号",
    "def f():\n    return 0.8:": "return 这一行的末尾不加冒号",
    "x = 08": "写 8，不写 08",
    "x\u3000= 1": "全角空格",
    "x = max（1, 2)": "“（”不是英文符号，Python 不认；除了引号里的文字，请切换到英文输入法，写成 (",
    "x = “a”": '写成 "',
    "x = “0.8”": "数不加引号：写 0.8",
    'x = ["18"，2]': "写成 ,",
    "if self.age >= 18 and <= 25:\n    x = 1": "and、or 后面要把条件写全",
    "x = 1，2": "写成 ,",
    "x = 1 ≤ 2": "“≤”不是英文符号，Python 不认",
    "x = = 1": "这一行或上一行多写、少写或写错了符号或词",
    "if x:\n    y\nelseif z:\n    y": "要写成一个词 elif",
    "if x:\n    y\nelse if z:\n    y": "要写成一个词 elif",
    "if x => 2:\n    y": "大于等于写作 >=",
    "if x =< 2:\n    y": "小于等于写作 <=",
    "with x\n    y": "行末缺少英文冒号 :",
    "x = 3 <> 2": "问是否不等，写 !=",
    "x = 1 && 2": "请写 and（且）、or（或）、not（非）",
    "if x then\n    y": "不写 then",
    "x = 50%": "30% 写作 0.3",
    "x = 1\nelse:\n    y": "else 要与它的 if 左边对齐",
    "x = 1 +": "最后一个符号后面还缺内容",
    "def f():\n    Return 1": "是不是想写“return”？",
    "dfe f():\n    return 1": "是不是想写“def”？",
    "def f(a, b):\n    assert a = b": "比较是否相等写 ==",
    "retrun 1": "是不是想写“return”？",
    "def f(age):\n    if age < 18 {\n        return 0": "行末写英文冒号 :，不用括号",
    "def f(age):\n    if age < 18 return 0": "条件后面、return 前面要写英文冒号",
    "    return 1": "是不是漏了上面以 `def` 开头的一行？",
    "x = 0.8％": "30% 写作 0.3",
}
"""Texts that are no Python, and words of what is said in Chinese."""
FAILING = {
    "x = howmany": "没有定义名称“howmany”",
    "x = true": "是不是想写“True”？",
    "x = np.sqrt(4)": "请在文件开头写 `import numpy as np`",
    "age = 3\nx = ag": "没有定义名称“ag”；是不是想写“age”？",
    "def f():\n    x = y\n    y = 1\nf()": "“y”还没有值就被读取",
    "class A:\n    fields = 1\nx = A().foo": "self 没有“foo”这个状态或属性",
    "import numpy as np\na = np.array([True])\nx = a - a": "先各自求平均再相减",
    "x = (1).foo": "“int”没有“foo”这个状态或属性",
    "import math\nx = math.foo": "模块“math”没有“foo”",
    "x = 3()": "“int”不能加圆括号调用",
    "for each in 3:\n    pass": "“int”不能逐个取出",
    "x = (3)[0]": "“int”不能用方括号取值",
    "x = 3 > '4'": "“int”和“str”不能用 > 比较；数不加引号：写 40",
    "x = 3 + '4'": "“int”和“str”不能用 + 计算；数不加引号：写 0.3",
    "x = 'a' + 3": "文字只能与文字相接",
    "x = 1 / 0": "除数是零",
    "x = [1][3]": "第一个写作 [0]",
    "import nunpy": "没有名为“nunpy”的模块",
    "x = float('many')": "文字“many”不是数",
    "x = int('many')": "文字“many”不是整数",
    "import math\nx = math.sqrt(-1)": "这个函数对这个数没有值",
    "import math\nx = math.exp(1e9)": "算出的数太大",
    "a, b = 1": "= 左边有好几个名称，右边只有一个值",
    "a, b = 1, 2, 3": "个数不同",
    "def f(x):\n    return x\nf()": "f 缺少 'x'",
    "def f(self):\n    return 1\nf()": "规则只写名称，不加括号",
    "def f(x):\n    return x\nf(1, 2)": "f() 接受 1 个",
    "def f(x, y=1):\n    return x\nf(1, 2, 3)": "f() 接受 1 到 2 个输入，却给了 3 个",
    "def f(x):\n    return x\nf(z=1)": "f()",
    "from math import foo": "math 里没有“foo”",
    "import numpy as np\nx = np.arange(3)\nx.flags.writeable = False\nx[0] = 1": "给出的数据只能读",
    "import dataclasses\n@dataclasses.dataclass\nclass C:\n    x = dataclasses.field()": "没有写类型",
    "import numpy as np\nx = ~np.float64(0.5)": "整个式子加括号",
    'import numpy as np\nx = np.arange(3)["a"]': "里写第几个，不写名称",
    "x = len(3)": "把一个数当成了好几个数",
    "import numpy as np\nif np.arange(3) > 1:\n    pass": "把好几个数当成一个数来判断",
    "raise ValueError('太大')": "这一行自己用 raise 报错：太大",
    "raise 5": "raise 后面要写一种错误",
    "assert 1 > 2": "assert 后面的条件不成立",
    "import pandas as pd\npd.DataFrame({'a': [1]}).drop('b')": "没有名为 'b' 的行或列",
    "import pandas as pd\npd.DataFrame({'a': [1]}).sort_values()": "DataFrame.sort_values 缺少 'by'",
    "import pandas as pd\nx = pd.Series([1.0]) > 'a'": "符号两边一个是数，一个是文字",
    "import pandas as pd\nx = pd.Series([1.0]).iloc[3]": "第一个写作 [0]",
    "import numpy as np\nx = np.ones(2) + np.ones(3)": "符号两边的个数不同",
    "import numpy as np\nx = np.ones(2).maen()": "是不是想写“mean”？",
    "x = [1].index(5)": "列表里没有 5",
    "raise ImportError('matplotlib is required for plotting')": "这要用到 matplotlib，它没有安装",
    "def f():\n    return f()\nf()": "它没完没了地调用自己",
}
"""Texts that fail while they run, and words of what is said in Chinese."""
ROWS = [*NO_PYTHON.items(), *FAILING.items()]


def told(text: str) -> str:
    with pytest.raises(UserFileError) as error:
        run_file(text + "\n", "mine.py")
    return str(error.value)


@pytest.mark.parametrize("text, words", ROWS, ids=[text.splitlines()[-1].strip() for text, _ in ROWS])
def test_a_fault_is_a_whole_sentence_in_chinese_with_its_line(text, words):
    # given what the program says of a fault, and its Chinese
    english = told(text)
    sentence, _, line = chinese(english).partition("\n  | ")
    # then it is the sentence that is meant, and no word of Python's
    assert words in sentence
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", re.sub("`.*?`|numpy、|def f", "", sentence)), sentence
    # and the line stands below, as it was written
    at = re.match(r"mine\.py:(\d+)", english)
    assert at
    assert line == text.splitlines()[int(at[1]) - 1].strip()


def test_every_row_of_the_table_is_what_python_says(monkeypatch):
    met = set()

    def remember(table, text):
        found = next((form for form in table if form.search(text)), None)
        met.add(found)
        return table[found].format(*found.search(text).groups()) if found else None

    monkeypatch.setattr(python_says, "_filled", remember)
    for text, _ in ROWS:
        run_file.cache_clear()
        told(text)
    rows = {*python_says.SURE_LINES, *python_says.CLEAR_LINES, *python_says.SYNTAX, *python_says.RUNNING}
    assert [form.pattern for form in rows - met] == []


def test_what_the_table_has_not_stays_english_in_one_chinese_sentence():
    assert chinese(told("def f(a, a):\n    return 1")).splitlines()[0] == (
        "mine.py:1 不是 Python：Python 的原话（英文）：duplicate argument 'a' in function definition"
    )
    assert "Python 的原话（英文）：min expected at least 1 argument" in chinese(told("x = min()"))


def test_a_misspelt_attribute_is_found_where_python_says_neither_its_name_nor_the_object():
    # given what Python 3.12 says where an attribute is set that there is not
    class Conditions:
        orders = 60

    def strike(conditions: Conditions) -> None:
        raise AttributeError("'Conditions' object has no attribute 'odrers'")

    with pytest.raises(AttributeError) as raised:
        strike(Conditions())
    assert why_failed(raised.value).endswith("has no attribute 'odrers'; did you mean 'orders'?")
    # and where no such object is there, nothing is guessed
    with pytest.raises(AttributeError) as raised:
        raise AttributeError("'Shop' object has no attribute 'odrers'")
    assert why_failed(raised.value).endswith("has no attribute 'odrers'")
