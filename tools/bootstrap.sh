#!/bin/sh
# Make .venv with this project and its libraries in it, once; afterwards return at once.
#
#   sh tools/bootstrap.sh [test] [dev] [browser] [docs]     the extras of pyproject.toml that are wanted
#   PYTHON=/path/to/python sh tools/bootstrap.sh     with an interpreter of your choice
#
# Where there is a folder `wheelhouse` (`make wheelhouse`), everything comes from it, and no network is asked.
#
# A name on PATH is no proof of an interpreter (version managers put shims there), so each is run before it is believed.
# Ends with 0, or with 2 and one sentence that says what to install. Speaks on stderr only.
set -u
cd "$(dirname "$0")/.." || exit 2

VENV=.venv
BIN=$VENV/bin/python
SUPPORTED='import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))'
export PIP_DISABLE_PIP_VERSION_CHECK=1
WHEELS=wheelhouse
NO_LIBRARIES="Is this machine on the network?"
if [ -d "$WHEELS" ]; then
    # a relative path, since pip takes the spaces of a longer one for ends of paths
    export PIP_NO_INDEX=1 PIP_FIND_LINKS="$WHEELS"
    NO_LIBRARIES="They were looked for in the folder $WHEELS alone: make it anew on a machine like this one, with the \
same Python and all that is wanted (make wheelhouse EXTRAS=test,live), or delete it where there is a network."
fi

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }
quietly() { "$@" >/dev/null 2>&1 </dev/null; }
supported() { quietly "$1" -c "$SUPPORTED"; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

# Every interpreter worth a try, the likeliest first, one a line; an unmatched pattern stays as it is and fails to run.
candidates() {
    [ -z "${PYTHON:-}" ] || printf '%s\n' "$PYTHON"
    printf '%s\n' python3 python python3.14 python3.13 python3.12 \
        /usr/bin/python3.1[2-9] /usr/local/bin/python3.1[2-9] "${HOME:-/nowhere}"/.pyenv/versions/3.1[2-9]*/bin/python
}

# The first candidate that says it is a supported Python.
find_python() {
    candidates | while IFS= read -r name; do
        if supported "$name"; then printf '%s\n' "$name"; break; fi
    done
}

# Put pip into a .venv that was made without it, with the pip of any interpreter there is, however old.
lend_pip() {
    candidates | { while IFS= read -r name; do
        quietly "$name" -m pip --python "$BIN" install pip && exit 0
    done; exit 1; }
}

# Debian and Ubuntu pack the part of Python that makes environments (ensurepip) apart.
make_venv() {
    say "Making $VENV with Python $(version_of "$1") ($1) ..."
    quietly "$1" -m venv --clear "$VENV" && return
    say "This Python cannot put pip into an environment (no ensurepip); borrowing another one's pip ..."
    quietly "$1" -m venv --clear --without-pip "$VENV" && lend_pip && return
    rm -rf "$VENV"
    package=python$(version_of "$1")-venv
    fail "$1 lacks ensurepip, and no other pip was found: install the package $package" \
        "(Debian, Ubuntu: apt install $package), then try again."
}

# A .venv that was interrupted while it was made, or whose Python has gone or is too old, is made afresh.
sound() { supported "$BIN" && quietly "$BIN" -m pip --version; }

ensure_venv() {
    if sound; then return; fi
    [ ! -e "$VENV" ] || say "$VENV is half-made or belongs to another Python: making it afresh."
    python=$(find_python)
    [ -n "$python" ] || fail "No Python 3.12, 3.13 or 3.14 was found: install one (Debian, Ubuntu:" \
        "apt install python3 python3-venv), or name it: make run PYTHON=/path/to/python3."
    [ -z "${PYTHON:-}" ] || [ "$python" = "$PYTHON" ] || say "PYTHON=$PYTHON is not a Python 3.12 to 3.14; taking $python."
    make_venv "$python"
}

# What an installation depends on: where it lies, which Python, and which libraries were asked for.
fingerprint() { pwd; cat "$VENV/pyvenv.cfg" pyproject.toml constraints.txt | cksum; }
stamp() { printf '%s' "$VENV/installed-$1"; }
up_to_date() { [ "$(cat "$(stamp "$1")" 2>/dev/null)" = "$(fingerprint 2>/dev/null)" ]; }

missing=
for part in core "$@"; do
    up_to_date "$part" || missing="$missing $part"
done
if [ -z "$missing" ] && supported "$BIN"; then exit 0; fi

began=$(date +%s)
ensure_venv
extras=$(printf '%s' "$*" | tr ' ' ',')
say "Installing the libraries${extras:+ and what is needed for: $extras} into $VENV (about 600 MB at first; a minute, or a few) ..."
"$BIN" -m pip install --quiet --editable ".${extras:+[$extras]}" --constraint constraints.txt >&2 </dev/null ||
    fail "The libraries could not be installed; pip says why above. $NO_LIBRARIES"
for part in core "$@"; do fingerprint >"$(stamp "$part")"; done
say "Ready after $(($(date +%s) - began)) s."
