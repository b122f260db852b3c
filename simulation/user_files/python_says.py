"""What Python says of a fault, and the sentence that the program says instead.

One table for rule files and the cells of lessons. The English stands here, the Chinese in the catalogue
(`simulation/text/spoken/zh.po`). What is not in the table is told in Python's own words, inside one sentence.
"""

from __future__ import annotations

import re
import unicodedata
from keyword import kwlist

from simulation.close_names import nearest

FROM_KEYBOARD = str.maketrans("“”‘’。、《》【】×÷−—–", "\"\"''.,<>[]*/---") | str.maketrans(
    {"≤": "<=", "≥": ">=", "≠": "!="}
)
"""Signs of a Chinese keyboard or of arithmetic that no normal form of Unicode turns into those of Python."""
TO_COMPARE = "one = gives a name to a value; to compare, write <, <=, >, >= or == (equal)"
AS_A_BLOCK = "the lines of a block begin in one column, four spaces further in than its `def` or `if`"
TOO_LEFT = "or a line above stands too far to the left"
NO_COLON = "no colon stands at the end of a line that begins with return"
SHARE = "a percentage is written as a share: 0.3 for 30 %"
DIGIT_AND_LETTER = re.compile(r"invalid decimal literal")
TOO_RIGHT = re.compile(r"unexpected indent")
VAGUE = re.compile(r"invalid syntax(\.\s+Maybe you meant '!=' .*)?|expected ':'")
"""What Python says of a line that may be wrong in many ways."""
SURE_LINES = {
    re.compile(
        r"^\s*(?:if|elif|else|for|while|def)\b.*\{\s*$"
    ): "a block begins with a colon : at the end of the line, and not with a bracket",
    re.compile(
        r"^\s*(?:if|elif|while)\b[^:：]*\breturn\b"
    ): "a colon : stands behind the question, before return",
    re.compile(r"\d\s*[%％](?!\s*[\w(])"): SHARE,
}
"""What is wrong with a line whatever Python says of it, by a form of the line."""
CLEAR_LINES = {
    re.compile(r"^\s*(elseif|elsif|else if)\b"): "write elif, in one word: `elif self.age < 18:`",
    re.compile(
        r"^\s*(?:if|elif|while)\b.*\d,\d+\s*:"
    ): "is there a comma too many? a decimal has a point: 0.8, not 0,8",
    re.compile(
        r"\b(?:and|or)\s*[<>=]"
    ): "behind and, or stands a whole question: `self.age >= 18 and self.age <= 25`",
    re.compile(r"=>"): "write >=, with = behind",
    re.compile(r"=<"): "write <=, with = behind",
    re.compile(r"=!|<>"): "what differs is asked with !=",
    re.compile(r"&&|\|\|"): "write the words and, or, not",
    re.compile(r"\bthen\b"): "write a colon : in place of then",
    re.compile(r"^\s*assert\b[^=!<>]*(?<![=!<>])=(?!=)"): TO_COMPARE,
    re.compile(r"^\s*else\b"): "an else stands in the same column as its if, and each if has one",
    re.compile(
        r"(?<!:)\b(if|elif|for|while|def|class)\b.*[^:]$"
    ): "a colon : is missing at the end of the line",
    re.compile(r"^\s*return\b[^:]*:\s*$"): NO_COLON,
    re.compile(r"[-+*/=<>]\s*$"): "something is missing behind the last sign",
}
"""What is wrong with a line that Python only calls invalid, by a form of the line."""
SYNTAX = {
    re.compile(r"expected ':'"): "a colon : is missing at the end of the line",
    re.compile(r"'(.)' was never closed"): "the bracket {0} is opened and never closed",
    re.compile(r"unmatched '(.)'"): "the bracket {0} is one too many, or the one that opens is missing",
    re.compile(r"closing parenthesis '(.)' does not match opening parenthesis '(.)'"): (
        "the bracket {1} was opened and {0} closes it: brackets come in pairs"
    ),
    re.compile(
        r"unterminated (?:f-)?string literal"
    ): "a text has no quote at its end, or one of another kind",
    re.compile(r"unterminated triple-quoted"): 'a text that begins with """ does not end with """',
    re.compile(
        r"expected an indented block"
    ): f"the line shall stand further in than the one above; {AS_A_BLOCK}",
    TOO_RIGHT: f"the line stands too far to the right; {AS_A_BLOCK}",
    re.compile(
        r"unindent does not match"
    ): f"the line begins in a column where none above begins, {TOO_LEFT}; {AS_A_BLOCK}",
    re.compile(
        r"inconsistent use of tabs"
    ): "tabs and spaces are mixed in front of the lines: write spaces alone",
    re.compile(r"Maybe you meant '=='"): TO_COMPARE,
    re.compile(r"cannot assign to"): "on the left of = stands a name of your own, as in `share = 0.5`",
    re.compile(r"Missing parentheses in call"): "what is asked for needs brackets, as in `print(self.age)`",
    re.compile(
        r"expected '\('"
    ): "a name is one word, and behind it stand brackets, as in `def my_rule(self):`",
    re.compile(r"'return' outside function"): f"return stands outside of def, {TOO_LEFT}; {AS_A_BLOCK}",
    re.compile(r"forgot a comma"): "between two things a sign is missing, such as a comma or *",
    DIGIT_AND_LETTER: "a digit and a letter stand together",
    re.compile(r"leading zeros in decimal"): "a number does not begin with 0: 8, not 08",
    re.compile(r"invalid non-printable character"): "there is a wide or hidden space: type it anew",
    re.compile(r"^invalid syntax$"): "a sign or a word is wrong or missing in this line or the one above",
}
"""The sentence for what Python says of a text that is no Python; groups of the form are filled in."""
RUNNING = {
    re.compile(r"name '(\w+)' is not defined"): "name '{0}' is not defined",
    re.compile(r"cannot access local variable '(\w+)'"): "'{0}' is read before it has a value",
    re.compile(r"^self has no attribute '(\w+)'"): "self has no attribute '{0}'",
    re.compile(r"numpy boolean subtract"): (
        "what is true or false cannot be subtracted: take the mean of each first, as in `a.mean() - b.mean()`"
    ),
    re.compile(r"'(.+)' object has no attribute '(\w+)'"): "'{0}' object has no attribute '{1}'",
    re.compile(r"module '(.+)' has no attribute '(\w+)'"): "module '{0}' has no attribute '{1}'",
    re.compile(r"'(.+)' object is not callable"): "'{0}' object is not callable",
    re.compile(r"'(.+)' object is not iterable"): "'{0}' object is not iterable",
    re.compile(r"'(.+)' object is not subscriptable"): "'{0}' object is not subscriptable",
    re.compile(r"'(.+)' not supported between instances of '(.+)' and '(.+)'"): (
        "'{0}' not supported between instances of '{1}' and '{2}'"
    ),
    re.compile(r"unsupported operand type\(s\) for (.+): '(.+)' and '(.+)'"): (
        "unsupported operand type(s) for {0}: '{1}' and '{2}'"
    ),
    re.compile(
        r'can only concatenate str \(not "(.+)"\) to str'
    ): "a text can only be joined to a text, not to '{0}'",
    re.compile(r"(.*division.* by zero|.*modulo by zero)"): "division by zero",
    re.compile(r"maximum recursion depth exceeded"): "maximum recursion depth exceeded",
    re.compile(
        r"ufunc 'invert' not supported"
    ): "~ stands before what is true or false: brackets around all of it, as in `(~(a <= b)).mean()`",
    re.compile(r"^only integers, slices"): "[ ] behind several numbers takes which one it is, and no name",
    re.compile(
        r"index out of range|indexer is out-of-bounds"
    ): "there is no element at this place: the first is [0]",
    re.compile(r"No module named '(.+)'"): "No module named '{0}'",
    re.compile(r"could not convert string to float: '?(.*?)'?$"): "the text '{0}' is not a number",
    re.compile(
        r"invalid literal for int\(\) with base 10: '?(.*?)'?$"
    ): "the text '{0}' is not a whole number",
    re.compile(r"(?:math domain error|expected a .* input)"): "the function has no value for this number",
    re.compile(r"(?:math range error|Numerical result out of range)"): "the result is too large a number",
    re.compile(r"cannot unpack"): "several names stand on the left of =, and one value on its right",
    re.compile(
        r"(?:not enough|too many) values to unpack"
    ): "there are more or fewer names left of = than values",
    re.compile(r"^([\w.]+) lacks (.*)$"): "{0} lacks {1}",
    re.compile(r"\[(.+)\] not found in axis"): "no row and no column is called {0}",
    re.compile(r"^(.+) is not in list$"): "the list does not hold {0}",
    re.compile(r"^(\w+) is required for "): "this needs {0}, which is not installed",
    re.compile(
        r"^Invalid comparison between|did not contain a loop"
    ): "a number and a text stand on the two sides of a sign",
    re.compile(r"could not be broadcast"): "the two sides of a sign hold different numbers of values",
    re.compile(
        r"exceptions must derive"
    ): 'behind raise stands an error, as in `raise ValueError("why")`; a number is given back with return',
    re.compile(r"(\w+)\(\) takes from (\d+) to (\d+) positional arguments but (\d+) w"): (
        "{0}() takes {1} to {2} inputs but {3} were given"
    ),
    re.compile(r"(\w+)\(\) takes (\d+) positional arguments? but (\d+) w"): (
        "{0}() takes {1} positional arguments but {2} were given"
    ),
    re.compile(r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'"): (
        "{0}() got an unexpected keyword argument '{1}'"
    ),
    re.compile(r"cannot import name '(\w+)' from '([\w.]+)'"): "{1} has nothing called '{0}'",
    re.compile(r"'(\w+)' is a field but has no type annotation"): "'{0}' is a number without its type",
    re.compile(r"read-only"): "what is given may only be read",
    re.compile(r"0-d array|has no len\(\)|to scalar variable"): "one number is used as if it were several",
    re.compile(r"truth value of an? \w+"): "several numbers are asked as if they were one",
}
"""The sentence for what Python says while a text runs."""


DOUBTFUL = {
    re.compile(
        r"^\"is( not)?\" with"
    ): "what is equal is asked with ==, and what differs with !=; not with is",
    re.compile(r"assertion is always true"): "with brackets around both of its parts, assert asks nothing",
    re.compile(r"invalid escape sequence '(.+)'"): "in a text, {0} is a sign that Python does not know",
    re.compile(
        r"object is not (?:callable|subscriptable); perhaps"
    ): "a comma or another sign may be missing",
    re.compile(r"invalid decimal literal"): "a blank is missing behind a number",
    re.compile(r"encountered in (?:scalar )?(\w+)"): "{0} has no value for some of these numbers",
}
"""The sentence for what Python warns of."""


def warning_of(text: str) -> str:
    """The sentence in place of a warning of Python's, or the warning in its own words."""
    return _filled(DOUBTFUL, text) or f"in Python's own words, {text}"


def sentence_for(text: str) -> str | None:
    """The sentence in place of what Python says while a file runs; None if the table has none."""
    return _filled(RUNNING, text)


def not_python(error: SyntaxError | ValueError, text: str) -> str:
    """Why a text is no Python, what to write instead, and in a line of its own the line that is wrong."""
    lines, at = text.splitlines(), getattr(error, "lineno", None) or 0
    line = lines[at - 1] if 0 < at <= len(lines) else ""
    return f"{why_not_python(error, line)}{quoted(line)}"


def quoted(line: str) -> str:
    """A line of a user file, below the sentence about it."""
    return f"\n  | {line.strip()}" if line.strip() else ""


def why_not_python(error: SyntaxError | ValueError, line: str) -> str:
    """Why a text is no Python, and what to write instead. line: the one that Python names."""
    said = str(getattr(error, "msg", None) or error)
    if sure := _filled(SURE_LINES, _without_texts(line)):
        return sure
    if said.startswith("invalid character"):
        return _foreign_sign(said, line)
    if VAGUE.fullmatch(said) and (clear := _clear(line)):
        return clear
    known = _filled(SYNTAX, said)
    if TOO_RIGHT.search(said) and getattr(error, "lineno", None) == 1:
        return f"{known}; is the line with `def` missing above it?"
    return known + _product(said, line) if known else f"in Python's own words, {said}"


def _filled(table: dict[re.Pattern[str], str], text: str) -> str | None:
    found = next((match for form in table if (match := form.search(text))), None)
    return table[found.re].format(*found.groups()) if found else None


def _clear(line: str) -> str | None:
    """What is wrong with a line that says it by itself."""
    code = _without_texts(line)
    word = re.match(r"\s*([A-Za-z]+)\b(?!\s*[=(.])", code)
    if word and word[1] not in kwlist:
        near = nearest(word[1].lower(), kwlist, close=0.8)
        if near and word[1].lower() not in ("elseif", "elsif"):
            return f"did you mean '{near}'?"
    open_ones = [each for each, closing in ("()", "[]", "{}") if code.count(each) > code.count(closing)]
    if open_ones:
        return f"the bracket {open_ones[0]} is not closed"
    return _filled(CLEAR_LINES, code)


def _without_texts(line: str) -> str:
    """A line without what stands in quotes and behind #."""
    return re.sub(r"(['\"]).*?\1|#.*", "", line).rstrip()


def _product(said: str, line: str) -> str:
    """How a product is written, where a number and a name stand together."""
    found = re.search(r"(?<!\w)(\d[\d._]*)([^\W\d_]\w*)", line) if DIGIT_AND_LETTER.search(said) else None
    return f"; a product is written `{found[1]} * {found[2]}`" if found else ""


def _decimal(line: str) -> str:
    """How a decimal number is written, where one may be meant by a comma of another keyboard; within
    brackets a comma stands between two things."""
    number = re.search(r"(\d+)，(\d+)", line)
    if not number or re.search(r"[\[(（][^\])）]*$", line[: number.start()]):
        return ""
    return f"; a decimal number has a point: {number[1]}.{number[2]}"


def _foreign_sign(said: str, line: str) -> str:
    sign = said.split("'")[1] if said.count("'") > 1 else ""
    if sign == "：" and re.search(r"^\s*return\b[^：]*：\s*$", line):
        return NO_COLON
    number = re.search(r"(?<!\()[“”\"]\s*(\d+(?:\.\d+)?)\s*[“”\"]", line)
    if number and sign in ("“", "”"):
        return f"a number stands without quotes: {number[1]}"
    plain = unicodedata.normalize("NFKC", sign).translate(FROM_KEYBOARD)
    if plain.isascii() and plain:
        keyboard = f"write {plain} with an English keyboard{_decimal(line)}"
        return f"Python has no sign {sign}; outside of texts, {keyboard}"
    return f"Python has no sign {sign}"
