"""The figures of one run: collected by name, printed as tables that a person can read, kept as JSON."""

import json


class Figures:
    """Values by name, in the order in which they were measured."""

    def __init__(self):
        self.values = {}
        self.units = {}
        self.notes = []

    def add(self, name, value, unit):
        self.values[name] = value
        self.units[name] = unit

    def add_lines(self, prefix, lines):
        """JSON objects {"name", "value", "unit"}, one a line."""
        for line in lines.splitlines():
            row = json.loads(line)
            self.add(f"{prefix}.{row['name']}", row["value"], row["unit"])

    def add_load(self, prefix, result):
        """One result of castellan_load."""
        for member, unit in (("per_second", "/s"), ("cpu_us", "us"), ("p50_us", "us"), ("p99_us", "us"), ("bytes", "B"),
                             ("errors", "")):
            self.add(f"{prefix}.{member}", result[member], unit)

    def get(self, name):
        return self.values.get(name)

    def note(self, text):
        self.notes.append(text)

    def as_json(self, machine):
        rows = [{"name": name, "value": value, "unit": self.units[name]} for name, value in self.values.items()]
        everything = {"machine": machine, "results": rows, "notes": self.notes}
        return json.dumps(everything, indent=1, ensure_ascii=False) + "\n"


def shown(value, unit=""):
    """A figure with three digits that matter, and thousands apart."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    if abs(value) >= 100:
        text = f"{value:,.0f}"
    elif abs(value) >= 10:
        text = f"{value:.1f}"
    else:
        text = f"{value:.3g}"
    return f"{text} {unit}".strip().replace("us", "µs")


def ratio(ours, theirs):
    if not ours or not theirs:
        return "–"
    return f"{theirs / ours:.1f} ×"


def table(head, rows):
    """Markdown, its columns aligned."""
    widths = [max(len(str(row[column])) for row in [head, *rows]) for column in range(len(head))]

    def line(cells):
        first, *rest = (str(cell) for cell in cells)
        aligned = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:]))]
        return "| " + " | ".join(aligned) + " |"

    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([line(head), rule, *(line(row) for row in rows)])


def decisions(get, values):
    targets = ("native", "wasm")
    rows = []
    for size in ("1k", "10k", "100k"):
        casl = [shown(get(f"casl.decision.{figure}")) for figure in ("p50", "mean")] if size == "10k" else ["", ""]
        names = [f"{which}.decision.{figure}" for which in targets for figure in ("p50", "mean")]
        rows.append([f"{size} people", *(shown(get(f"{name}.{size}")) for name in names), *casl,
                     *(shown(get(f"{which}.decision.per_second.{size}")) for which in targets)])
    kinds = [name.split("10k.", 1)[1] for name in values if name.startswith("native.decision.mean.10k.")]
    by_kind = [[f"`{kind}`", *(shown(get(f"{which}.decision.mean.10k.{kind}")) for which in targets)] for kind in kinds]
    return [
        "### One decision, in nanoseconds",
        "A mix of eight kinds of change, asked by administrators of both kinds and a few users; of 100, "
        f"{shown(get('native.decision.allowed.10k'))} are allowed (CASL: {shown(get('casl.decision.allowed'))}). 2,000 safes. "
        f"Aim: at most 50 ns natively and 100 ns in WebAssembly, no allocation (counted: {shown(get('native.decision.allocations.10k'))}).",
        table(["", "native p50", "mean", "WASM p50", "mean", "CASL p50", "mean", "native /s", "WASM /s"], rows),
        "By kind of change, mean at 10k people:",
        table(["", "native", "WASM"], by_kind)]


def screens(get, _):
    lines = (("masks, account_admin", "masks", "account_admin", "0.05 and 0.25"),
             ("masks, group_admin", "masks", "group_admin", "0.05 and 0.25"),
             ("10,000 decisions, account_admin", "offers", "account_admin", "under CASL"),
             ("10,000 decisions, group_admin", "offers", "group_admin", "under CASL"))
    rows = [[what, *(shown(get(f"{which}.screen.{name}.{role}")) for which in ("native", "wasm", "casl")), aim]
            for what, name, role, aim in lines]
    return ["### A screen of 1,000 rows with 10 actions each, in milliseconds",
            table(["", "native", "WASM", "CASL", "aim"], rows)]


LOADED = ("per_second", "cpu_us", "p50_us", "p99_us", "bytes")


def loads(get, _):
    parts = []
    for title, name, peers in (
            ("A page of 50 people, read by an account_admin", "read", ["peer-each"]),
            ("The same, read by a group_admin, from whom most particulars are cut", "read_cut", ["peer-each"]),
            ("A durable change: a person renamed", "write", ["peer-each", "peer-group"])):
        rows = []
        for connections in (1, 64, 512):
            ours = f"castellan.{name}.{connections}"
            for server in ("castellan", *peers):
                at = f"{server}.{name}.{connections}"
                compared = ["", ""]
                if server != "castellan":
                    compared = [ratio(get(f"{ours}.cpu_us"), get(f"{at}.cpu_us")),
                                ratio(get(f"{at}.per_second"), get(f"{ours}.per_second"))]
                measured = [shown(get(f"{at}.{figure}")) for figure in LOADED]
                rows.append([f"{connections}, {SERVERS[server]}", *measured, *compared])
        parts += [f"### {title}", table(["connections", "requests /s", "CPU µs each", "p50 µs", "p99 µs", "bytes",
                                         "its CPU ÷ ours", "our /s ÷ its"], rows)]
    return parts


def devices(get, _):
    rows = []
    for what, name in (("a page of 50 safes", "read"), ("a person renamed, durably", "write")):
        for which, label in (("alone", "without safes"), ("beside", "beside 2,000 safes")):
            at = f"devices.{name}.{which}"
            rows.append([f"{what}, {label}", *(shown(get(f"{at}.{figure}")) for figure in ("per_second", "p50_us", "p99_us")),
                         "under 20,000" if which == "beside" else "–"])
    return ["### 50 people at work beside 2,000 safes with a heartbeat each 10 seconds",
            table(["", "requests /s", "p50 µs", "p99 µs", "aim of p99"], rows),
            f"By themselves the safes cost the server {shown(get('devices.server_cpu_percent'))} % of a core (its memory: "
            f"{shown(get('devices.rss_mb'))} MB), and `castellan simulate`, which plays them, {shown(get('devices.fleet_cpu_percent'))} %."]


def start(get, _):
    return ["### Start with 100,000 people", table(["", "value", "aim"], [
        ["first start, from the document, ms", shown(get("start.document_ms.100k")), "–"],
        ["every further start, ms", shown(get("start.again_ms.100k")), "at most 300"],
        ["memory after it (RSS), MB", shown(get("start.rss_mb.100k")), "at most 64"]])]


def size(get, _):
    return ["### What a first visit loads, brotli", table(["", "kB", "aim"], [
        ["the whole site", shown(get("client.brotli_kb")), "at most 500"],
        ["until the sign-in form is shown", shown(get("client.form_brotli_kb")), "at most 30"],
        ["of it WebAssembly", shown(get("client.wasm_brotli_kb")), "–"]])]


def above(get, site, rate, what):
    """Above an empty page, which costs as much whatever is on it."""
    value, nothing = get(f"page.{site}.{rate}.{what}"), get(f"page.empty.{rate}.{what}")
    return None if value is None or nothing is None else max(0, value - nothing)


def pages(get, _):
    def share(ours, theirs):
        return "–" if ours is None or not theirs else f"{ours / theirs:.2f}"

    def row(rate, label, what, peer, aim, site="castellan", base=False):
        values = {name: get(f"page.{name}.{rate}.{what}") for name in ("empty", "react_admin", "ag_grid", site)}
        of = (lambda name: above(get, name, rate, what)) if base else values.get
        return [f"{label}, {rate}", shown(values["empty"]) if base else "", shown(values["react_admin"]), shown(values["ag_grid"]),
                shown(values[site]), share(of(site), of(peer)) if peer else "", aim]

    rows = []
    for rate in ("1x", "4x"):
        at_4x = "at most 0.33 of react-admin" if rate == "4x" else "–"
        rows += [row(rate, "first paint (ours: the sign-in form), ms", "painted_ms", "react_admin", "at most 0.1 of react-admin",
                     site="castellan_form", base=True),
                 row(rate, "usable cold, ms", "usable_cold_ms", "react_admin", at_4x, base=True),
                 row(rate, "usable warm, ms", "usable_warm_ms", "react_admin", at_4x, base=True),
                 row(rate, "all people there, cold, ms", "complete_cold_ms", "ag_grid", "–", base=True),
                 row(rate, "search key to list, ms", "search_ms", "react_admin", "at most 0.08 of react-admin"),
                 row(rate, "the same", "search_ms", "ag_grid", "at most 0.4 of AG Grid"),
                 row(rate, "sort, ms", "sort_ms", "ag_grid", "at most 0.25 of AG Grid"),
                 row(rate, "turning the wheel, 95 of 100 frames within, ms", "scroll_p95_ms", "ag_grid", "at most 0.4 of AG Grid"),
                 row(rate, "the same, frames /s", "scroll_frames_s", None, "–"),
                 row(rate, "from the first to the last row, 95 of 100 frames within, ms", "flight_p95_ms", "ag_grid", "at most 0.4 of AG Grid"),
                 row(rate, "the same, frames /s", "flight_frames_s", None, "–")]
    rows += [row("1x", "memory of the renderer (PSS), MB", "memory_mb", "ag_grid", "at most 0.6 of AG Grid", base=True),
             row("1x", "the same after searching, sorting, scrolling, MB", "memory_used_mb", None, "–"),
             row("1x", "memory of the graphics process, MB", "memory_graphics_mb", None, "–"),
             row("1x", "idle: CPU of both, %", "idle_cpu_percent", None, "at most 0.1"),
             row("1x", "idle: frames in 10 s", "idle_frames", None, "0")]
    return ["### The list of 100,000 people in a browser", table(
        ["", "empty page", "react-admin", "AG Grid", "Castellan", "share", "aim"], rows)]


def trail(get, _):
    rows = []
    for rate in ("1x", "4x"):
        for label, what, aim in (("going there to first rows, ms", "open_ms", "at most 500"),
                                 ("search key to list, ms", "search_ms", "at most 100"),
                                 ("scrolling, 95 of 100 frames within, ms", "scroll_p95_ms", "17"),
                                 ("the same, frames /s", "scroll_frames_s", "60")):
            rows.append([f"{label}, {rate}", shown(get(f"screen.people.{rate}.{what}")), shown(get(f"screen.audit.{rate}.{what}")),
                         aim if rate == "1x" else "–"])
    return ["### Screens with 100,000 people and a million entries in the trail", table(["", "people", "audit trail", "aim"], rows)]


def town(get, _):
    rows = []
    for name, label in (("doors", "500 doors"), ("door_groups", "50 groups with doors"), ("person_in_50_groups", "a person in 50 groups"),
                        ("profiles", "200 profiles"), ("profile", "a profile of 60 permissions")):
        rows.append([label, *(shown(get(f"town.{name}.{rate}.{what}")) for rate in ("1x", "4x") for what in ("open_ms", "search_ms")), "at most 100"])
    return ["### Screens of 500 doors and 200 profiles, in a browser", table(
        ["", "going there, ms", "search key, ms", "going there, 4x", "search key, 4x", "aim at 1x"], rows)]


# The parts of a run and what the page says of each.
PARTS = {"rules": (decisions, screens), "load": (loads,), "devices": (devices,), "start": (start,), "size": (size,),
         "pages": (pages,), "trail": (trail,), "town": (town,)}


def page(figures, machine, parts):
    """The tables of docs/BENCHMARKS.md."""
    texts = [f"Taken {machine['date']} on {machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
             f"{machine['system']}, Node.js {machine['node']}, commit {machine['commit']}. Load average before: "
             f"{machine['load']}. One write and fdatasync of 4 KiB took {shown(figures.get('disk.fsync_us'))} µs."]
    for part in parts:
        for section in PARTS[part]:
            texts += section(figures.get, figures.values)
    texts += [f"Note: {note}" for note in figures.notes]
    return "\n\n".join(texts) + "\n"


SERVERS = {"castellan": "Castellan", "peer-each": "peer, a commit each", "peer-group": "peer, group commit"}
