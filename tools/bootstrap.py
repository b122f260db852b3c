"""Make .venv with this project and its libraries in it, once; afterwards return at once.

    python run.py setup [test] [dev] [browser] [docs]    the extras of pyproject.toml that are wanted
    PYTHON=/path/to/python python run.py setup           with an interpreter of your choice

Where there is a folder `wheelhouse` (`make wheelhouse`), everything comes from it, and no network is asked.

A name on PATH is no proof of an interpreter (version managers put shims there), so each is run before it is
believed. Python 3.8 and the standard library do for this file. It speaks on stderr only, in English or in
Chinese: as LANG or `--lang zh` says.
"""

import locale
import os
import shutil
import signal
import subprocess
import sys
import time
from glob import glob

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = ".venv"
BIN = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
SUPPORTED = "import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))"
VERSION = 'import sys; print("%d.%d" % sys.version_info[:2])'
SYSTEM = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
WHEELS = "wheelhouse"
WHERE = {
    "nt": (
        "from python.org, or `winget install Python.Python.3.13`",
        "python.org，或 `winget install Python.Python.3.13`",
    ),
    "posix": (
        "Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python",
        "Debian、Ubuntu：apt install python3 python3-venv；macOS：brew install python",
    ),
}[os.name]
NETWORK = ("Is this machine on the network?", "这台电脑连上网络了吗？")
ALONE = (
    "They were looked for in the folder %s alone: make it anew on a machine like this one, with the same "
    "Python and all that is wanted (make wheelhouse EXTRAS=test,live), or delete it where there is a "
    "network." % WHEELS,
    "只在文件夹 %s 里找过：请在同样的电脑上用同一版本的 Python 重新制作，并写全所需内容"
    "（make wheelhouse EXTRAS=test,live）；有网络时删掉这个文件夹即可。" % WHEELS,
)
asked = []  # the language that `--lang` names, if it was given


def speaks_chinese():
    """Whether `--lang`, the environment or this machine asks for Chinese."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    said = next(filter(None, asked + list(named)), None) or (locale.getlocale()[0] or "")
    return said.lower().startswith(("zh", "chinese"))


def told(english, chinese):
    return chinese if speaks_chinese() else english


def without_language(words):
    """The words without `--lang zh` or `--lang=zh`, which is kept."""
    rest = []
    words = iter(words)
    for word in words:
        if word == "--lang":
            asked.append(next(words, ""))
        elif word.startswith("--lang="):
            asked.append(word.partition("=")[2])
        else:
            rest.append(word)
    return rest


def say(english, chinese):
    sys.stderr.write(told(english, chinese) + "\n")
    sys.stderr.flush()


class Stop(Exception):
    """Why there is no environment, and what to do: one sentence in English, and in Chinese."""


def quietly(*command):
    """Whether a command does its work; what it says is nobody's business."""
    nothing = subprocess.DEVNULL
    try:
        return subprocess.call(command, stdin=nothing, stdout=nothing, stderr=nothing) == 0
    except OSError:
        return False


def supported(python):
    return quietly(python, "-c", SUPPORTED)


def version_of(python):
    return subprocess.check_output([python, "-c", VERSION], universal_newlines=True).strip()


def candidates():
    """Every interpreter worth a try, the likeliest first."""
    yield from filter(None, [os.environ.get("PYTHON")])
    yield from ("python3", "python", "python3.14", "python3.13", "python3.12")
    if not sys.executable.startswith(os.path.join(HERE, VENV)):  # which may have to be made afresh
        yield sys.executable
    for folder in SYSTEM:
        yield from sorted(glob(os.path.join(folder, "python3.1[2-9]")))
    yield from sorted(glob(os.path.expanduser("~/.pyenv/versions/3.1[2-9]*/bin/python")))
    versions = os.path.join(os.environ.get("LOCALAPPDATA", HERE), "Programs", "Python", "Python31[2-9]")
    yield from sorted(glob(os.path.join(versions, "python.exe")))


def find_python():
    """The first candidate that says it is a supported Python."""
    wanted = os.environ.get("PYTHON")
    found = next(filter(supported, candidates()), None)
    if found is None:
        raise Stop(
            "No Python 3.12, 3.13 or 3.14 was found: install one (%s), or name it: PYTHON=/path/to/python3 "
            "in the environment, or make run PYTHON=/path/to/python3." % WHERE[0],
            "没有找到 Python 3.12、3.13 或 3.14：请安装一个（%s）；或指明它在哪里：设环境变量 "
            "PYTHON=/path/to/python3，或运行 make run PYTHON=/path/to/python3。" % WHERE[1],
        )
    if wanted and found != wanted:
        say(
            "PYTHON=%s is not a Python 3.12 to 3.14; taking %s." % (wanted, found),
            "PYTHON=%s 不是 Python 3.12 至 3.14；改用 %s。" % (wanted, found),
        )
    return found


def lend_pip():
    """Put pip into a .venv that was made without it, with the pip of any interpreter, however old."""
    return any(quietly(each, "-m", "pip", "--python", BIN, "install", "pip") for each in candidates())


def make_venv(python):
    """Debian and Ubuntu pack the part of Python that makes environments (ensurepip) apart."""
    version = version_of(python)
    say(
        "Making %s with Python %s (%s) ..." % (VENV, version, python),
        "正在用 Python %s（%s）建立 %s……" % (version, python, VENV),
    )
    if quietly(python, "-m", "venv", "--clear", VENV):
        return
    say(
        "This Python cannot put pip into an environment (no ensurepip); borrowing another one's pip ...",
        "这个 Python 不能在环境里装 pip（没有 ensurepip）；借用另一个 Python 的 pip……",
    )
    if quietly(python, "-m", "venv", "--clear", "--without-pip", VENV) and lend_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = "python%s-venv" % version
    raise Stop(
        "%s lacks ensurepip, and no other pip was found: install the package %s (Debian, Ubuntu: apt "
        "install %s), then try again." % (python, package, package),
        "%s 没有 ensurepip，也没有找到别的 pip：请安装 %s（Debian、Ubuntu：apt install %s）后再试。"
        % (python, package, package),
    )


def ensure_venv():
    """Make a .venv afresh that was interrupted while it was made, or whose Python has gone or is too old."""
    if supported(BIN) and quietly(BIN, "-m", "pip", "--version"):
        return
    if os.path.lexists(VENV):
        say(
            "%s is half-made or belongs to another Python: making it afresh." % VENV,
            "%s 没有建完，或属于另一个 Python：重新建立。" % VENV,
        )
    make_venv(find_python())


def fingerprint():
    """What an installation depends on: where it lies, which Python, and which libraries were asked for."""
    texts = [HERE]
    for name in (os.path.join(VENV, "pyvenv.cfg"), "pyproject.toml", "constraints.txt"):
        with open(name, encoding="utf-8") as file:
            texts.append(file.read())
    return "\n".join(texts)


def stamp(part):
    return os.path.join(VENV, "installed-" + part)


def up_to_date(part):
    try:
        with open(stamp(part), encoding="utf-8") as file:
            return file.read() == fingerprint()
    except OSError:
        return False


def install(extras):
    """Install the project, with extras, at the pinned versions."""
    own = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    if os.path.isdir(WHEELS):
        # a relative path, since pip takes the spaces of a longer one for ends of paths
        own.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=WHEELS)
    project = ".[%s]" % ",".join(extras) if extras else "."
    pip = [BIN, "-m", "pip", "install", "--quiet", "--editable", project, "--constraint", "constraints.txt"]
    # pip compiles thousands of modules, one by one; the few that are used are compiled and kept when they are
    if not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        pip.append("--no-compile")
    # of Ctrl-C pip would say in English that it was heeded; it is ended by this process, which says so
    deaf = ignore_ctrl_c if os.name == "posix" else None
    if subprocess.call(pip, env=own, stdin=subprocess.DEVNULL, stdout=sys.stderr, preexec_fn=deaf):
        why = ALONE if os.path.isdir(WHEELS) else NETWORK
        raise Stop(
            "The libraries could not be installed; pip says why above. " + why[0],
            "程序库没有装上，原因见上面 pip 的输出（英文）。" + why[1],
        )
    for part in ["core", *extras]:
        with open(stamp(part), "w", encoding="utf-8") as file:
            file.write(fingerprint())


def ignore_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def bootstrap(extras):
    """Make .venv, where it is not as it should be. Raises Stop."""
    os.chdir(HERE)
    if all(map(up_to_date, ["core", *extras])) and supported(BIN):
        return
    if os.path.islink(VENV):
        raise Stop(
            "%s is a link to %s, whose libraries would be changed: delete the link, and this folder gets an "
            "environment of its own." % (VENV, os.path.realpath(VENV)),
            "%s 是指向 %s 的链接，安装会改动那里的程序库：请删掉链接，让这个文件夹有自己的环境。"
            % (VENV, os.path.realpath(VENV)),
        )
    began = time.time()
    ensure_venv()
    wanted = " and what is needed for: " + ",".join(extras) if extras else ""
    also = "，以及这些用途所需的库（%s）" % "、".join(extras) if extras else ""
    say(
        "Installing the libraries%s into %s (about 600 MB at first; a minute, or a few) ..." % (wanted, VENV),
        "正在把程序库%s装进 %s（第一次约 600 MB，需一至几分钟）……" % (also, VENV),
    )
    install(extras)
    took = time.time() - began
    say("Ready after %d s." % took, "已就绪，用时 %d 秒。" % took)


def main(extras):
    """Exit code: 0, or one sentence and 2, or 130 after Ctrl-C."""
    try:
        bootstrap(without_language(extras))
    except Stop as stop:
        say(*stop.args)
        return 2
    except KeyboardInterrupt:
        say("Interrupted.", "已中断。")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
