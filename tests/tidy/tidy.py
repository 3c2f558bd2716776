#!/usr/bin/env python3
"""House rules that a program can check. Each check is a test of its own in ctest; its messages say what to do instead.

    tests/tidy/tidy.py               all checks
    tests/tidy/tidy.py 'no orphan'   those whose name contains this
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = {".cpp", ".hpp", ".c", ".h"}

# What a room may include, from the bottom of the house up (docs/ARCHITECTURE.md). Each may include itself.
ROOMS = {
    "src/model": [],
    "src/rules": ["model"],
    "src/wire": ["model", "rules"],
    "src/service": ["model", "rules", "wire"],
    "src/simulate": ["model", "rules", "wire", "service"],
    "src/demonstration": ["model", "rules", "wire", "service", "simulate"],
    "src/client": ["model", "rules", "wire"],
    "src/ui/kit": ["model", "rules", "wire"],
    "src/ui/screens": ["model", "rules", "wire", "client", "ui/kit"],
    "src/ui/terminal": ["model", "rules", "wire", "client", "ui/kit", "ui/screens"],
    "src/app": ["model", "rules", "wire", "client", "ui/kit", "ui/screens", "ui/terminal"],
    "server-stub": ["model", "rules", "wire", "service", "simulate"],
}

CHECKS = []


def check(name):
    def register(function):
        CHECKS.append((name, function))
        return function

    return register


def project_files():
    """Every file that is or would be committed, relative to the root."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        ignored = {".git", ".deps", "build", "var", "node_modules"}
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not ignored & set(path.relative_to(ROOT).parts)]
    return sorted(pathlib.Path(name) for name in set(names) if (ROOT / name).is_file())


FILES = project_files()


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def code_in(*folders):
    for path in FILES:
        if path.suffix in CODE and any(str(path).startswith(folder + "/") for folder in folders):
            yield path


def without_comments(text):
    """The text with comments and string literals blanked; line numbers stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def lines_matching(path, pattern, text=None):
    for number, line in enumerate((text if text is not None else text_of(path)).split("\n"), 1):
        found = re.search(pattern, line)
        if found:
            yield f"{path}:{number}", found


def folder_of_include(include):
    """ "ui/kit/button.hpp" is of "ui/kit", "server-stub/http/head.hpp" of "server-stub". """
    parts = include.split("/")
    return "/".join(parts[:2]) if parts[0] == "ui" else parts[0]


@check("includes go down only")
def includes_go_down():
    for room, below in ROOMS.items():
        own = room.removeprefix("src/")
        for path in code_in(room):
            for place, found in lines_matching(path, r'^\s*#\s*include\s+"([^"]+)"'):
                include = found.group(1)
                folder = folder_of_include(include)
                if "/" not in include:
                    if (ROOT / path).parent.joinpath(include).exists():
                        yield f'{place}: write #include "{own}/{include}": includes are written from src, so that their room is seen.'
                elif folder in {known.removeprefix("src/") for known in ROOMS} and folder not in below and folder != own:
                    yield (f"{place}: {own} may not include {folder}/: arrows go down only. Move what is needed to a room "
                           f"below both ({', '.join(below) or 'model has none'}), or pass it in as a value.")


@check("only the kit and the app call ImGui")
def imgui_only_in_kit():
    for path in code_in("src", "server-stub"):
        if str(path).startswith(("src/ui/kit/", "src/app/")):
            continue
        for place, _ in lines_matching(path, r"\bImGui::|#\s*include\s+[<\"]imgui", without_comments(text_of(path))):
            yield f"{place}: screens speak of headings, offers, tables and fields: use castellan::ui (src/ui/kit), or extend it."


# Files outside the wire that may read JSON, with the reason.
JSON_TOO = {
    "server-stub/demonstration.cpp": "assets/personas.json is about the demonstration, and on no route",
}


@check("only the wire knows JSON's library")
def json_only_in_wire():
    for path in code_in("src", "server-stub"):
        if str(path).startswith("src/wire/") or str(path) in JSON_TOO:
            continue
        for place, _ in lines_matching(path, r"nlohmann"):
            yield f"{place}: reading and writing JSON is src/wire's: describe the struct there, and use its functions."


@check("model and rules know neither clock nor chance")
def pure_rooms():
    impure = (r"\b(system_clock|steady_clock|high_resolution_clock|random_device|mt19937|default_random_engine|"
              r"gettimeofday|clock_gettime|localtime|gmtime|getenv|std::time|std::rand|rand|srand|time)\s*(::|\(|\{|\b_)|"
              r"#\s*include\s+<(random|fstream|iostream|thread|filesystem|ctime)>")
    for path in code_in("src/model", "src/rules"):
        for place, found in lines_matching(path, impure, without_comments(text_of(path))):
            yield (f"{place}: '{found.group().strip()}' makes the result depend on more than its arguments. Pass the time, the id "
                   "or the text in (Context, Change); src/service fills them in.")


@check("the page does without the costly parts of the standard library")
def small_page():
    costly = r"\bstd::(v?format(_to\w*)?|print(ln)?)\b|#\s*include\s+<(format|print|iostream|sstream|iomanip|locale|regex)>"
    for path in code_in("src/rules", "src/wire", "src/client", "src/ui", "src/app"):
        for place, found in lines_matching(path, costly, without_comments(text_of(path))):
            yield (f"{place}: {found.group().strip()} brings locales and the tables of floating-point text, 70 kB of the page. "
                   "Join strings with + and std::to_string.")


@check("screens know no roles and apply nothing")
def screens_offer():
    for path in code_in("src/ui/screens"):
        for place, _ in lines_matching(path, r"\bapply\s*\(", without_comments(text_of(path))):
            yield f"{place}: a screen hands out changes and applies none: use ui.offer(...), the client applies what was accepted."


@check("no orphan source file")
def no_orphans():
    listed = set()
    for path in FILES:
        if path.name == "CMakeLists.txt":
            for token in re.findall(r"[\w./-]+\.(?:cpp|c|js|css|html|svg)\b", text_of(path)):
                listed.add((path.parent / token).as_posix())
    for path in FILES:
        if path.suffix in {".cpp", ".c"} and path.parts[0] in {"src", "server-stub", "tests", "cmake"}:
            if path.as_posix() not in listed and path.parts[0] != "cmake":
                yield f"{path}: no CMakeLists.txt lists it, so it is not built. List it in the one of its room, or delete it."
        if path.parts[0] in {"shell", "demonstration"} and path.suffix in {".js", ".css", ".html", ".svg"} and path.as_posix() not in listed:
            yield f"{path}: {path.parts[0]}/CMakeLists.txt doesn't list it, so it is not served. List it there, or delete it."


RULE = r"\b([A-Z]-\d+)\b"

# The rulebook's rules, book by book, …
RULES = {f"{book}-{number}"
         for book, most in {"X": 13, "S": 16, "T": 6, "D": 8, "P": 7, "M": 8}.items()
         for number in range(1, most + 1)}


def rules_named_by_tests():
    """Rule numbers in the names of tests: TEST_CASE("S-8: …") and test("S-8: …")."""
    named = {}
    for path in FILES:
        if path.parts[0] == "tests" and path.suffix in {".cpp", ".mjs", ".js", ".py"}:
            for place, found in lines_matching(path, r"(?:TEST_CASE|SCENARIO|test|it|describe)\s*\(\s*[\"'`](.*)"):
                for rule in re.findall(RULE, found.group(1)):
                    named.setdefault(rule, place)
    return named


@check("every rule is named by a test")
def rules_are_tested():
    named = rules_named_by_tests()
    deciding = {}
    for path in code_in("src/rules"):
        for place, found in lines_matching(path, r'"([XSTDPM]-\d+)"'):
            deciding.setdefault(found.group(1), place)
    for rule in sorted(RULES - deciding.keys()):
        deciding[rule] = "the rulebook"
    for rule in sorted(deciding.keys() - named.keys()):
        yield (f'{deciding[rule]}: no test names {rule}. Write TEST_CASE("{rule}: …") for the side that it allows and for the '
               "nearest neighbour that it refuses.")


@check("every rule that a test names is in the code")
def tests_name_known_rules():
    known = set()
    for path in code_in("src", "server-stub"):
        known |= set(re.findall(RULE, text_of(path)))
    for rule, place in sorted(rules_named_by_tests().items()):
        if rule not in known:
            yield f"{place}: {rule} is nowhere in src or server-stub. Cite it where it is carried out, or correct the number."


@check("every icon of the list is used")
def icons_are_used():
    names = [line.strip() for line in text_of("assets/icons.txt").splitlines()]
    listed = {name.replace("-", "_") for name in names if name and not name.startswith("#")}
    used = set()
    for path in code_in("src"):
        used |= set(re.findall(r"\bicon::(\w+)", text_of(path)))
    for name in sorted(listed - used):
        yield f"assets/icons.txt: {name.replace('_', '-')} is on no screen. Take it off the list: each costs 180 bytes of the page."


@check("nothing of a machine or a mirror in the repository")
def no_machine_paths():
    machine = r"(?<![\w.$}/])/(work|root|home|Users)/\w+|[A-Z]:\\\\?Users"
    hosts = r"\b(deb\.debian\.org|snapshot\.debian\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|archive\.ubuntu\.com)\b"
    for path in FILES:
        if path.name == "tidy.py" or path.suffix in {".png", ".jpg", ".ico", ".woff2"}:
            continue
        for place, found in lines_matching(path, machine):
            yield f"{place}: {found.group()} is only on one machine. Work it out from the checkout, or ask for it as an option."
        for place, found in lines_matching(path, hosts):
            yield (f"{place}: {found.group()} is named. Packages come from wherever the machine gets them: pin them in "
                   "tools/dependencies.lock or a package-lock.json made with omit-lockfile-registry-resolved.")


@check("nothing third-party in the repository")
def nothing_copied():
    for path in FILES:
        if "node_modules" in path.parts or path.parts[0] in {".deps", "build", "third_party", "vendor"}:
            yield f"{path}: fetch it by tools/dependencies.lock or npm, and keep it out of git (.gitignore)."


@check("global flags stay out of CMake")
def cmake_targets():
    forbidden = r"\b(CMAKE_CXX_FLAGS|CMAKE_C_FLAGS)\b|^\s*(add_definitions|include_directories|link_libraries|link_directories)\s*\(|file\s*\(\s*GLOB"
    for path in FILES:
        if path.name == "CMakeLists.txt" or path.suffix == ".cmake":
            for place, found in lines_matching(path, forbidden, re.sub(r"#[^\n]*", "", text_of(path))):
                yield f"{place}: {found.group().strip()} reaches every target, and files by pattern hide what is built. Name it on the target."


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted == "--list":
        print("\n".join(name for name, _ in CHECKS))
        return 0
    found = 0
    for name, function in CHECKS:
        if wanted in name:
            problems = list(function())
            print(f"{'ok' if not problems else 'FAILED'}: {name}")
            for problem in problems:
                print(f"    {problem}")
            found += len(problems)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
