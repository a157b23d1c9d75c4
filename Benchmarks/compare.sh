#!/usr/bin/env bash
# Measures this toolkit and its peers alternately on this machine and prints a Markdown table.
# First: pip install -r Benchmarks/peers/requirements.txt
set -euo pipefail
exec "${PYTHON:-python3}" "$(dirname "${BASH_SOURCE[0]}")/compare.py" "$@"
