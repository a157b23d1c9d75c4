#!/usr/bin/env python3
"""Turns terminal text from standard input into a picture: docs/terminal_svg.py < text > picture.svg

The README's picture is a training run and then a moment of `rlrun play`, captured with

    tmux new-session -d -x 80 -y 26; tmux send-keys '...' Enter; tmux capture-pane -p
"""

import html
import sys

CHARACTER, LINE, MARGIN = 8.43, 19, 18


def main():
    lines = sys.stdin.read().rstrip("\n").split("\n")
    width = round(80 * CHARACTER + 2 * MARGIN)
    height = len(lines) * LINE + 2 * MARGIN + 16
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
          f'viewBox="0 0 {width} {height}">')
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#1b1f27"/>')
    for index, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        print(f'<circle cx="{MARGIN + 16 * index}" cy="16" r="5" fill="{colour}"/>')
    print('<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', '
          'monospace" font-size="14" fill="#d7dce5" xml:space="preserve">')
    for row, line in enumerate(lines):
        y = MARGIN + 16 + (row + 0.75) * LINE
        colour = ' fill="#8fd18f"' if line.startswith("$ ") else ""
        text = html.escape(line)
        if text.strip():
            print(f'<text x="{MARGIN}" y="{y:.1f}"{colour} textLength="'
                  f'{len(line) * CHARACTER:.1f}" lengthAdjust="spacing">{text}</text>')
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
