#!/usr/bin/env bash
# Called by ./dev bench, which builds and says by the environment where things are: CASTELLAN_BINARY, CASTELLAN_BUILD
# (the native build), CASTELLAN_WWW (the site). All work is in run.py.
set -euo pipefail
exec python3 "$(dirname "${BASH_SOURCE[0]}")/run.py" "$@"
