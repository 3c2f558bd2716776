#!/usr/bin/env python3
"""Measures what docs/BENCHMARKS.md reports: rules, service, devices, start, size and pages, beside peers.

    ./dev bench [--json FILE] [--page docs/BENCHMARKS.md] [--seconds N] [--rounds N] [--only rules,load,devices,start,size,pages,trail,town]

Everything runs on this machine, on loopback; leave the machine alone meanwhile. It takes about four minutes at the
default of 4 seconds a measurement, and the pages five more for each round.
"""

import argparse
import datetime
import http.client
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time

import figures
import servers

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "tests" / "bench"
BUILD = pathlib.Path(os.environ.get("CASTELLAN_BUILD", ROOT / "build" / "native"))
WWW = pathlib.Path(os.environ.get("CASTELLAN_WWW", ROOT / "build" / "web" / "www"))
BINARY = pathlib.Path(os.environ.get("CASTELLAN_BINARY", BUILD / "server-stub" / "castellan"))
WORK = BUILD / "bench"  # data of the run, on the disk that is measured

READER = "u1"      # account_admin
CUT_READER = "u7"  # group_admin of two stations
CONNECTIONS = (1, 64, 512)
ADMINS = 50
SAFES = 2_000
# What the sign-in form needs to be there and to work; all else comes meanwhile.
FORM = {"index.html", "entry.css", "icon.svg", "theme.js", "language.js", "languages.js", "boot.js", "program.js", "session.js",
        "forms.js"}


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, **options)


def output_of(*command):
    return run(*command, check=True).stdout


def build(folder, *targets):
    say(f"Building {', '.join(targets)} in {folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder}")
    finished = run("ninja", "-C", folder, *targets, stderr=subprocess.STDOUT)
    if finished.returncode != 0:
        sys.exit(finished.stdout[-4000:])


def dataset(users):
    """An organisation document with this many people, made once."""
    file = WORK / f"organization-{users}.json"
    if not file.exists():
        partial = file.with_suffix(".new")
        with partial.open("w") as out:
            make = [ROOT / "tools/make_demo.py", "--users", str(users), "--safes", "2000"]
            subprocess.run(make, check=True, stdout=out)
        partial.rename(file)
    return file


def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    commit = run("git", "-C", ROOT, "rev-parse", "--short", "HEAD").stdout.strip()
    release = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release") if "=" in line)
    return {"date": datetime.date.today().isoformat(), "cpu": cpu, "cores": os.cpu_count(),
            "memory_gb": round(memory / 2**20), "system": release.get("PRETTY_NAME", platform.system()).strip('"'),
            "node": output_of("node", "--version").strip(), "commit": commit or "?",
            "load": round(os.getloadavg()[0], 1)}


def measure_disk(result):
    """What durability costs here at all: without this figure changes per second say little."""
    file = WORK / "fsync"
    handle = os.open(file, os.O_CREAT | os.O_WRONLY, 0o600)
    taken = []
    for _ in range(300):
        os.lseek(handle, 0, os.SEEK_SET)
        start = time.perf_counter()
        os.write(handle, b"x" * 4096)
        os.fdatasync(handle)
        taken.append(time.perf_counter() - start)
    os.close(handle)
    file.unlink()
    result.add("disk.fsync_us", sorted(taken)[len(taken) // 2] * 1e6, "us")


def measure_rules(result):
    build(BUILD, "rules_bench")
    say("Decisions, natively")
    result.add_lines("native", output_of(BUILD / "tests/bench/rules_bench"))
    web = WWW.parent
    if (web / "build.ninja").exists():
        build(web, "rules_bench")
        say("Decisions, in WebAssembly")
        result.add_lines("wasm", output_of("node", web / "tests/bench/rules_bench.js"))
    else:
        result.note("there is no web build here, so that nothing was measured in WebAssembly.")
    peer = servers.peer_folder(ROOT, say)
    if peer:
        say("Decisions, in CASL")
        result.add_lines("casl", output_of("node", peer / "decide.js", dataset(10_000)))


def measure_load(result, seconds):
    build(BUILD, "castellan_load")
    document = dataset(10_000)
    people = json.loads(document.read_text())["users"]
    email = {user["id"]: user["email"] for user in people}
    everybody = WORK / "everybody.txt"
    everybody.write_text("".join(f"{user['id']}\n" for user in people if "a1" in user["accounts"]))
    users = WORK / "users.txt"  # those whom READER may rename
    renamed = [user["id"] for user in people if user["accounts"].get("a1", {}).get("safes") == "user"]
    users.write_text("".join(f"{user}\n" for user in renamed))

    def load(server, name, actor, keys, *request):
        for connections in CONNECTIONS:
            say(f"{figures.SERVERS[server.name]}: {name}, {connections} connections")
            command = [BUILD / "tests/bench/castellan_load", "--port", server.port, "--pid", server.pid, "--name", name,
                       "--sign-in", f"{server.prefix}/session", "--email", email[actor], "--password", server.password,
                       "--keys", keys, "--connections", connections, "--seconds", seconds, "--warm-up", 1,
                       "--seed", connections, *(part.replace("{run}", str(connections)) for part in request)]
            what = f"{server.name}, {name}, {connections} connections"
            finished = run(*command)
            if not finished.stdout:
                result.note(f"{what}: no result.")
                continue
            row = json.loads(finished.stdout)
            result.add_load(f"{server.name}.{name}.{connections}", row)
            if row["errors"]:
                result.note(f"{what}: {row['errors']} of {row['requests']} failed.")

    def measure(server, reads):
        with server:
            page = ("--path", server.prefix + "/users?limit=50&after={key}")
            if reads:
                load(server, "read", READER, everybody, *page)
                load(server, "read_cut", CUT_READER, everybody, *page)
            load(server, "write", READER, users, "--method", "PATCH", "--path", server.prefix + "/users/{key}",
                 "--body", '{"name":"Renamed Person {run}-{n}"}')

    measure(servers.Castellan(BINARY, WORK / "castellan", document), reads=True)
    peer = servers.peer_folder(ROOT, say)
    if not peer:
        result.note("the peer needs Node.js 20 with its headers, make and a C++ compiler; it was left out.")
        return
    for commit in ("each", "group"):
        server = servers.Peer(peer, WORK / f"peer-{commit}", document, commit, [READER, CUT_READER])
        measure(server, reads=commit == "each")


def measure_devices(result, seconds):
    """Fifty people at work beside two thousand safes that say that they are there each ten seconds."""
    build(BUILD, "castellan_load", "castellan")
    document = dataset(10_000)
    people = json.loads(document.read_text())["users"]
    email = next(user["email"] for user in people if user["id"] == READER)
    users = WORK / "users-devices.txt"
    renamed = [user["id"] for user in people if user["accounts"].get("a1", {}).get("safes") == "user"]
    users.write_text("".join(f"{user}\n" for user in renamed))
    codes = WORK / "pairing-codes.txt"
    server = servers.Castellan(BINARY, WORK / "castellan-devices", document, more=["--pair-to", codes])

    def admins(name, *request):
        command = [BUILD / "tests/bench/castellan_load", "--port", server.port, "--pid", server.pid, "--name", name,
                   "--sign-in", f"{server.prefix}/session", "--email", email, "--password", server.password, "--keys", users,
                   "--connections", ADMINS, "--pause", 0.5, "--seconds", seconds, "--warm-up", 1, *request]
        finished = run(*command)
        if not finished.stdout:
            result.note(f"{name}: no result.")
            return
        row = json.loads(finished.stdout)
        result.add_load(f"devices.{name}", row)
        if row["errors"]:
            result.note(f"{name}: {row['errors']} of {row['requests']} failed.")

    def both(which):
        admins(f"read.{which}", "--path", f"{server.prefix}/safes?limit=50")
        admins(f"write.{which}", "--method", "PATCH", "--path", f"{server.prefix}/users/{{key}}",
               "--body", '{"name":"Renamed Person %s-{n}"}' % which)

    with server:
        say(f"{ADMINS} people without safes, {seconds:g} seconds twice")
        both("alone")
        say(f"Pairing {SAFES} safes")
        with servers.Fleet(server, codes, SAFES) as fleet:
            time.sleep(15)  # each has been heard, and every flip is told
            say(f"{SAFES} safes by themselves, {seconds:g} seconds")
            before = servers.cpu_seconds_of(server.pid), fleet.cpu_seconds(), time.perf_counter()
            time.sleep(max(seconds, 20))
            passed = time.perf_counter() - before[2]
            result.add("devices.server_cpu_percent", 100 * (servers.cpu_seconds_of(server.pid) - before[0]) / passed, "%")
            result.add("devices.fleet_cpu_percent", 100 * (fleet.cpu_seconds() - before[1]) / passed, "%")
            result.add("devices.rss_mb", server.resident_mb(), "MB")
            say(f"{ADMINS} people beside {SAFES} safes, {seconds:g} seconds twice")
            both("beside")


def measure_start(result):
    say("Starting with 100,000 people")
    server = servers.Castellan(BINARY, WORK / "castellan-100k", dataset(100_000))
    with server:
        result.add("start.document_ms.100k", server.started_in * 1000, "ms")
    again = []
    for _ in range(5):
        with server.again():
            again.append(server.started_in * 1000)
            result.add("start.rss_mb.100k", server.resident_mb(), "MB")
    result.add("start.again_ms.100k", sorted(again)[len(again) // 2], "ms")


def measure_size(result):
    """What a first visit loads: everything in the site but what was compressed ahead of time and maps."""
    if not WWW.is_dir():
        result.note("there is no site, so that its size was not measured.")
        return
    say("Compressing the site")
    total = wasm = form = 0
    for file in sorted(WWW.rglob("*")):
        if not file.is_file() or file.suffix in {".br", ".gz", ".map"}:
            continue
        compress = ["brotli", "-q", "11", "-w", "24", "-c", file]
        size = len(subprocess.run(compress, check=True, stdout=subprocess.PIPE).stdout)
        result.add(f"client.brotli_bytes.{file.relative_to(WWW)}", size, "B")
        total += size
        form += size if file.name in FORM else 0
        wasm += size if file.suffix == ".wasm" else 0
    result.add("client.brotli_kb", total / 1000, "kB")
    result.add("client.form_brotli_kb", form / 1000, "kB")
    result.add("client.wasm_brotli_kb", wasm / 1000, "kB")


def one_account(users):
    """The same organisation with all its people in account a1, so that one administrator lists all of them."""
    file = WORK / f"organization-{users}-in-one-account.json"
    if not file.exists():
        document = json.loads(dataset(users).read_text())
        elsewhere = set()
        for user in document["users"][len(json.loads((ROOT / "assets/demo.json").read_text())["users"]):]:
            if "a2" in user["accounts"]:
                user["accounts"] = {"a1": user["accounts"]["a2"]}
                elsewhere.add(user["id"])
        for group in document["groups"]:
            if group["account"] == "a2":
                group["members"] = [member for member in group["members"] if member not in elsewhere]
        file.write_text(json.dumps(document))
    return file


def measure_pages(result, rounds):
    peers = servers.pages_folder(ROOT, say)
    if not peers:
        result.note("react-admin and AG Grid could not be built; the pages were left out.")
        return
    document = one_account(100_000)
    ours = servers.Castellan(BINARY, WORK / "castellan-pages", document, WWW)
    with ours, servers.Pages(peers, WORK / "peer-pages", document) as theirs:
        say(f"The list of people in browsers, {rounds} rounds")
        email = next(user["email"] for user in json.loads(document.read_text())["users"] if user["id"] == READER)
        command = ["node", BENCH / "pages/measure.mjs", "--castellan", f"http://localhost:{ours.port}", "--peers",
                   f"http://localhost:{theirs.port}", "--email", email, "--password", ours.password, "--rounds", rounds]
        finished = run(*command)
        if finished.returncode != 0:
            result.note("the pages could not be measured.")
        result.add_lines("page", finished.stdout)


def fill_trail(server, email, document, entries):
    """Renames groups of account a1 until the log has so many entries."""
    groups = [group["id"] for group in json.loads(document.read_text())["groups"] if group["account"] == "a1"]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    headers = {"Castellan-Request": "1", "Content-Type": "application/json"}

    def post(path, body):
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        if answer.status not in (200, 201):
            sys.exit(f"{path} was answered {answer.status}: {answer.read()[:300]}")
        answer.read()
        return answer

    cookie = post("/api/v1/session", {"email": email, "password": server.password}).getheader("Set-Cookie").split(";")[0]
    headers["Cookie"] = cookie
    at_once = 500
    for first in range(0, entries, at_once):
        post("/api/v1/changes", {"changes": [
            {"kind": "group.edit", "group": groups[number % len(groups)], "fields": {"description": f"Shelf {'qzvjx'[number % 5]}, {number}"}}
            for number in range(first, first + at_once)]})
    connection.close()


def measure_trail(result, rounds):
    """Screens of a console with 100,000 people and a million entries in the trail."""
    document = one_account(100_000)
    ours = servers.Castellan(BINARY, WORK / "castellan-trail", document, WWW)
    with ours:
        email = next(user["email"] for user in json.loads(document.read_text())["users"] if user["id"] == READER)
        say("A million entries")
        start = time.perf_counter()
        fill_trail(ours, email, document, 1_000_000)
        result.add("trail.fill_s", time.perf_counter() - start, "s")
        say(f"People and audit trail in browsers, {rounds} rounds")
        finished = run("node", BENCH / "pages/screens.mjs", "--castellan", f"http://localhost:{ours.port}", "--email", email,
                       "--password", ours.password, "--rounds", rounds)
        if finished.returncode != 0:
            result.note("the screens could not be measured.")
        result.add_lines("screen", finished.stdout)


def town():
    """The demonstration with 500 doors in 50 groups, all of them u16's, and 200 profiles of 60 permissions."""
    document = json.loads((ROOT / "assets/demo.json").read_text())
    matrix = (ROOT / "docs/PERMISSIONS.md").read_text()
    carried = list(dict.fromkeys(re.findall(r"^\| `([a-z_.]+)` \|.*if in a profile", matrix, re.MULTILINE)))
    lists = [name for name in carried if name.endswith(".list")]
    chosen = (lists + [name for name in carried if name not in lists])[:60]
    partial = [user["id"] for user in document["users"] if user["accounts"].get("a1", {}).get("profiles") == "partial_admin"]
    document["doors"] += [{"id": f"td{at}", "account": "a1", "name": f"Door {at}", "controller": True, "online": True} for at in range(500)]
    document["groups"] += [{"id": f"tg{at}", "account": "a1", "name": f"Block {at}", "doors": [f"td{door}" for door in range(at * 10, at * 10 + 10)],
                            "key_roles": {"u16": "owner"}} for at in range(50)]
    document["profiles"] += [{"id": f"tf{at}", "account": "a1", "name": f"Profile {at}", "permissions": chosen,
                              "members": [{"user": user} for user in partial]} for at in range(200)]
    file = WORK / "organization-town.json"
    file.write_text(json.dumps(document))
    return file


def measure_town(result, rounds):
    """Screens of doors and profiles with many of each."""
    ours = servers.Castellan(BINARY, WORK / "castellan-town", town(), WWW)
    with ours:
        say(f"Doors and profiles in browsers, {rounds} rounds")
        finished = run("node", BENCH / "pages/screens.mjs", "--of", "town", "--castellan", f"http://localhost:{ours.port}",
                       "--email", "jonathan.pembroke@riverside.example", "--password", ours.password, "--rounds", rounds)
        if finished.returncode != 0:
            result.note("doors and profiles could not be measured.")
        result.add_lines("town", finished.stdout)


def write_into(page, text):
    """Puts the tables between the two marks of docs/BENCHMARKS.md."""
    begin, end = "<!-- results: ./dev bench --page writes what follows -->", "<!-- end of results -->"
    former = page.read_text()
    before, _, rest = former.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"{page} has no place for results: it needs the lines {begin} and {end}")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="keep all figures")
    parser.add_argument("--page", type=pathlib.Path, metavar="FILE", help="put the tables into this page")
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement under load")
    parser.add_argument("--rounds", type=int, default=3, help="of visits to each page; the middle ones are shown")
    parser.add_argument("--only", default="rules,load,devices,start,size,pages,trail,town", help="parts, with commas between")
    arguments = parser.parse_args()

    WORK.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "assets/personas.json", WORK)  # who can sign in; read from beside the document
    this = machine()
    result = figures.Figures()
    measure_disk(result)
    parts = {"rules": measure_rules, "load": lambda into: measure_load(into, arguments.seconds),
             "devices": lambda into: measure_devices(into, max(arguments.seconds, 20)), "start": measure_start,
             "size": measure_size, "pages": lambda into: measure_pages(into, arguments.rounds),
             "trail": lambda into: measure_trail(into, arguments.rounds),
             "town": lambda into: measure_town(into, arguments.rounds)}
    chosen = arguments.only.split(",")
    if unknown := set(chosen) - set(parts):
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(parts)}")
    for part in chosen:
        parts[part](result)

    text = figures.page(result, this, chosen)
    print(text)
    if arguments.json:
        arguments.json.write_text(result.as_json(this))
    if arguments.page:
        write_into(arguments.page, text)
    for data in WORK.glob("*-*"):  # stores of this run; the documents stay
        if data.is_dir():
            shutil.rmtree(data)


if __name__ == "__main__":
    main()
