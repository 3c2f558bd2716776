#!/usr/bin/env python3
"""The texts of the interface and their translations.

    tools/languages.py --out FOLDER   makes what the pages fetch: languages.js, words-TAG.json, entry-TAG.json, terminal-TAG.json;
                                      and demonstration-TAG.json for the frame of the demonstration
    tools/languages.py --check        holds assets/languages against the sources: what is missing, unused, or differs in
                                      its placeholders
    tools/languages.py --list         prints every text that is looked up

A text is looked up where the sources say so:
  - C++: tr("…"), tr_n("one", "many"), and the texts between the comments `words:` and `words end` (those with a capital
    or a space; all of them after `all words:`);
  - the rules, the client, and some of the service: every sentence, since a person may be told it;
  - the page: the texts of its HTML, words("…") and say(element, "…").
"""

import argparse
import html.parser
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
LANGUAGES = ROOT / "assets" / "languages"

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SENTENCE = re.compile(r"^[A-Z“].*\s.*\.$", re.DOTALL)
# The categories that CLDR has for a language; every plural needs these.
CATEGORIES = {"es": {"one", "many", "other"}}
# Files of the interface whose texts are no words of it: samples, names of roles and colours, English itself.
NO_TEXTS = {"gallery", "gallery_charts", "theme", "headless", "hooks", "semantics", "language"}
SAYS_NOTHING = {"Castellan"}
FOLDERS_OF_TEXTS = ("src/ui", "src/app")
FOLDERS_OF_SENTENCES = ("src/rules", "src/client")
# Of the service, what it says to people at the console: not to those who write programs, run it, or get its mails.
SENTENCES_OF_SERVICE = ("access_requests", "answer", "changes", "confirmation", "import_requests", "invitation_requests", "past_access",
                        "second_factor_requests", "second_person_requests", "sign_in", "terminal_change_requests", "terminal_limits", "terminal_requests",
                        "terminal_session_requests", "webhook_fields", "webhook_requests", "webhooks")
# What is a kiosk terminal's alone, and what of the console's it shows as well.
OF_TERMINAL = re.compile(r"^src/(ui/terminal/|ui/kit/kiosk\.|client/terminal_|app/terminal_)")
IN_TERMINAL = re.compile(r"^src/(ui/kit/|ui/screens/(words|form_fields)\.|rules/|service/)")
IN_MAILS = re.compile(r"sign-in to Castellan|recovery code was used|wrong PINs were tried|given a badge to sign in by|badge by which you signed in")


def unescaped(literal):
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), literal)


def without_comments(text):
    """Comments give way to spaces, but for those that mark texts."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.DOTALL)
    return pattern.sub(lambda found: found[0] if found[0][0] in "\"'" or "words" in found[0] else " ", text)


def arguments_at(text, start):
    """The texts of each argument of a call whose parenthesis opens at `start`; adjacent literals are one."""
    arguments, depth, at, joined = [[]], 0, start, False
    while at < len(text):
        c = text[at]
        if c == '"':
            found = LITERAL.match(text, at)
            if depth == 1:
                if joined and arguments[-1]:
                    arguments[-1][-1] += unescaped(found[1])
                else:
                    arguments[-1].append(unescaped(found[1]))
                joined = True
            at = found.end()
            continue
        if c == "'":
            at = text.index("'", at + (2 if text[at + 1] == "\\" else 1) + 1) + 1
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return arguments
        elif c == "," and depth == 1:
            arguments.append([])
        if not c.isspace():
            joined = False
        at += 1
    return arguments


def literals(text):
    """All literals; adjacent ones are one."""
    found, last = [], None
    for match in LITERAL.finditer(text):
        if last is not None and not text[last:match.start()].strip():
            found[-1] += unescaped(match[1])
        else:
            found.append(unescaped(match[1]))
        last = match.end()
    return found


def texts_of_cpp(text):
    """What is looked up; plurals as a pair."""
    text = without_comments(text)
    for call in re.finditer(r"(?<![\w:])tr(_n)?(\()", text):
        arguments = arguments_at(text, call.start(2))
        if not call[1]:
            yield from arguments[0]
        elif len(arguments) > 1 and arguments[0] and arguments[1]:
            yield (arguments[0][0], arguments[1][0])
    for block in re.finditer(r"// (all )?words:[^\n]*\n(.*?)// words end", text, re.DOTALL):
        for literal in literals(re.sub(r"//[^\n]*", " ", block[2])):
            if literal and (block[1] or re.search(r"[A-Z\s]", literal)):
                yield literal


class PageTexts(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.silent = [], 0

    def handle_starttag(self, tag, attributes):
        if self.silent or tag in ("script", "style") or dict(attributes).get("translate") == "no":
            if tag not in ("meta", "link", "input", "br"):
                self.silent += 1

    def handle_endtag(self, tag):
        self.silent = max(0, self.silent - 1)

    def handle_data(self, data):
        text = re.sub(r"\s+", " ", data).strip()
        if text and not self.silent:
            self.texts.append(text)


def texts_of_page(pages, modules):
    page = PageTexts()
    for path in pages:
        page.feed(path.read_text(encoding="utf-8"))
    yield from page.texts
    for path in modules:
        text = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        for call in re.finditer(r"(?<![\w.])(words|say|toast|ProgramError)(\()", text):
            arguments = arguments_at(text, call.start(2))
            yield from (arguments[1] if call[1] == "say" and len(arguments) > 1 else arguments[0])
        for block in re.finditer(r"// words:[^\n]*\n(.*?)// words end", path.read_text(encoding="utf-8"), re.DOTALL):
            yield from literals(block[1])


def sources(folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            if path.name not in ("gallery.cpp", "language.hpp", "matrix.cpp"):
                yield path


def sentences(path):
    return [text for text in literals(without_comments(path.read_text(encoding="utf-8"))) if SENTENCE.match(text)]


def texts():
    """Of the page, the console and the terminal: sets of keys, and the singulars of plurals by their key."""
    shell = ROOT / "shell"
    entry = [path for path in sorted(shell.glob("*.html")) if path.stem != "terminal"]
    page = {text for text in texts_of_page(entry, sorted(shell.glob("*.js"))) if text}
    terminal = {text for text in texts_of_page(shell.glob("terminal.html"), sorted((shell / "terminal").glob("*.js"))) if text}
    console, plurals = set(), {}

    def add(path, found):
        name = str(path.relative_to(ROOT))
        if not OF_TERMINAL.match(name):
            console.update(found)
        if OF_TERMINAL.match(name) or IN_TERMINAL.match(name):
            terminal.update(found)

    for path in sources(FOLDERS_OF_TEXTS):
        for text in texts_of_cpp(path.read_text(encoding="utf-8")):
            if isinstance(text, tuple):
                plurals[text[1]] = text[0]
            add(path, [text[1] if isinstance(text, tuple) else text])
    for path in sources(FOLDERS_OF_SENTENCES):
        add(path, sentences(path))
    for path in sources(["src/service"]):
        if path.stem in SENTENCES_OF_SERVICE:
            add(path, [text for text in sentences(path) if not IN_MAILS.search(text)])
    return page, console, terminal, plurals


def texts_of_demonstration():
    folder = ROOT / "demonstration"
    return {text for text in texts_of_page(sorted(folder.glob("*.html")), sorted(folder.glob("*.js"))) if text}


def overlooked():
    """Texts in the interface that nobody looks up."""
    page, console, terminal, plurals = texts()
    known = page | console | terminal | set(plurals.values())
    for path in sources(["src/ui"]):
        if path.stem in NO_TEXTS:
            continue
        text = re.sub(r"#include[^\n]*|static_assert\([^\n]*|IM_ASSERT\([^\n]*", "", without_comments(path.read_text(encoding="utf-8")))
        for literal in literals(text):
            if literal not in known | SAYS_NOTHING and re.search(r"^[A-Z].*[a-z]|[a-z] [a-z]", literal):
                yield f"{path.relative_to(ROOT)}: {literal!r} is looked up nowhere; write tr(\"…\")"


def catalogues():
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(LANGUAGES.glob("*.json"))}


def placeholders(text):
    """Which fillings a text uses; unnumbered ones count from the first."""
    found, next_one = [], 0
    for name in re.findall(r"\{(\w*)\}", text):
        if not name:
            name, next_one = str(next_one), next_one + 1
        found.append(name)
    return sorted(found)


def check():
    page, console, terminal, plurals = texts()
    known = page | console | terminal | texts_of_demonstration()
    problems = list(overlooked())
    for tag, catalogue in catalogues().items():
        name = f"assets/languages/{tag}.json"
        if not catalogue.get(""):
            problems.append(f"{name}: under \"\" stands what the language is called in itself")
        entries = {key: value for key, value in catalogue.items() if key}
        problems += [f"{name}: lacks {json.dumps(key, ensure_ascii=False)}" for key in sorted(known - entries.keys())]
        problems += [f"{name}: nobody asks for {json.dumps(key, ensure_ascii=False)}" for key in sorted(entries.keys() - known)]
        for key, value in entries.items():
            if key in plurals and not isinstance(value, dict):
                problems.append(f"{name}: {key!r} goes with a number, and needs a text for each of {sorted(CATEGORIES[tag])}")
                continue
            if isinstance(value, dict) and key not in plurals:
                problems.append(f"{name}: {key!r} goes with no number")
                continue
            if isinstance(value, dict) and value.keys() != CATEGORIES[tag]:
                problems.append(f"{name}: {key!r} needs a text for each of {sorted(CATEGORIES[tag])}")
            for text in value.values() if isinstance(value, dict) else [value]:
                if not text.strip():
                    problems.append(f"{name}: {key!r} is empty")
                elif placeholders(text) != placeholders(key):
                    problems.append(f"{name}: {text!r} is filled otherwise than {key!r}")
    return problems


def build(out):
    out.mkdir(parents=True, exist_ok=True)
    page, console, terminal, _ = texts()
    offered = [{"tag": "en", "name": "English"}]
    for tag, catalogue in catalogues().items():
        offered.append({"tag": tag, "name": catalogue[""]})
        for name, wanted in ((f"words-{tag}.json", console), (f"entry-{tag}.json", page), (f"terminal-{tag}.json", terminal),
                             (f"demonstration-{tag}.json", texts_of_demonstration())):
            chosen = {key: catalogue[key] for key in sorted(wanted) if key in catalogue}
            (out / name).write_text(json.dumps(chosen, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (out / "languages.js").write_text(
        f"export const languages = {json.dumps(offered, ensure_ascii=False)};\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=pathlib.Path)
    what.add_argument("--check", action="store_true")
    what.add_argument("--tags", action="store_true", help="print which languages there are")
    what.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    if arguments.out:
        build(arguments.out)
    elif arguments.tags:
        print("\n".join(catalogues()))
    elif arguments.list:
        page, console, terminal, plurals = texts()
        for key in sorted(page | console | terminal | texts_of_demonstration()):
            print(json.dumps([plurals[key], key] if key in plurals else key, ensure_ascii=False))
    else:
        problems = check()
        print("\n".join(problems) or "Every text stands in every language.")
        sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
