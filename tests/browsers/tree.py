"""What a screen reader is told: the AT-SPI tree of one program's web page, as JSON, one list per node.

    tree.py PROGRAM    the name under which the program is on the accessibility bus
"""

import json
import sys

import pyatspi
from gi.repository import GLib


def page_of(node):
    """The document that is shown, somewhere below a program's windows."""
    if node.getRole() == pyatspi.ROLE_DOCUMENT_WEB:
        return node
    for child in node:
        if child is not None and (found := page_of(child)) is not None:
            return found
    return None


def text_of(node):
    try:
        text = node.queryText()
        return text.getText(0, text.characterCount).replace("\ufffc", "").strip()
    except NotImplementedError:
        return ""


def described(node):
    return {
        "role": node.getRoleName(),
        "name": node.name or "",
        "text": text_of(node),
        "parts": [described(child) for child in node if child is not None],
    }


def main(program):
    names = []
    for candidate in pyatspi.Registry.getDesktop(0):
        if candidate is None:
            continue
        try:
            names.append(candidate.name)
            page = page_of(candidate) if program in candidate.name else None
            if page is not None:
                json.dump(described(page), sys.stdout)
                return 0
        except GLib.Error:
            continue  # One that was closed stays on the bus for a while.
    print("No page on the accessibility bus; there are: " + ", ".join(names), file=sys.stderr)
    return 1


sys.exit(main(sys.argv[1]))
