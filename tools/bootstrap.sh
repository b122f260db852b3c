#!/bin/sh
# `python run.py setup`, for who does not know which Python there is: tools/bootstrap.py makes .venv.
#
#   sh tools/bootstrap.sh [test] [dev] [browser] [docs]     the extras of pyproject.toml that are wanted
#   PYTHON=/path/to/python sh tools/bootstrap.sh     with an interpreter of your choice
#
# Any Python from 3.8 on will do to begin with; bootstrap.py finds the one that the project needs.
cd "$(dirname "$0")/.." || exit 2
for name in "${PYTHON:-}" python3 python python3.14 python3.13 python3.12 \
    /usr/bin/python3.1[2-9] /usr/local/bin/python3.1[2-9] "${HOME:-/nowhere}"/.pyenv/versions/3.1[2-9]*/bin/python; do
    if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 </dev/null; then
        exec "$name" tools/bootstrap.py "$@"
    fi
done
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} $*" in
    zh* | *--lang?zh*)
        echo "没有找到 Python：请安装一个（Debian、Ubuntu：apt install python3 python3-venv），或指明它在哪里：" \
            "make run PYTHON=/path/to/python3。" >&2 ;;
    *)
        echo "No Python was found: install one (Debian, Ubuntu: apt install python3 python3-venv), or name it:" \
            "make run PYTHON=/path/to/python3." >&2 ;;
esac
exit 2
