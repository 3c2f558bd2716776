"""The servers that are measured: each is a context in which it runs on a free port of loopback."""

import http.client
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

SOURCES = pathlib.Path(__file__).resolve().parent / "peers"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Starts with an empty folder; `again` starts on what was left in it."""

    name = ""
    prefix = ""
    password = ""

    def __init__(self, data):
        self.data = data
        self.port = free_port()
        self.process = None
        self.started_in = 0.0
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)

    def command(self):
        raise NotImplementedError

    @property
    def pid(self):
        return self.process.pid

    def again(self):
        return self

    def __enter__(self):
        start = time.perf_counter()
        self.output = (self.data / "output.txt").open("w+")
        self.process = subprocess.Popen([str(part) for part in self.command()], stdout=self.output, stderr=self.output)
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - start > 120:
                self.stop()
                sys.exit(f"{self.name} did not start:\n{(self.data / 'output.txt').read_text()[-2000:]}")
            time.sleep(0.002)
        self.started_in = time.perf_counter() - start
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", f"{self.prefix}/health")
            connection.getresponse().read()
            return True
        except OSError:
            return False
        finally:
            connection.close()

    def resident_mb(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1000


class Castellan(Server):
    name = "castellan"
    prefix = "/api/v1"

    def __init__(self, binary, data, document, www=None, more=()):
        super().__init__(data)
        self.binary = binary
        self.document = document
        self.more = [*(["--www", www] if www else []), *more]

    def command(self):
        return [self.binary, "serve", "--data", self.data / "store", "--port", self.port, "--demo", self.document, *self.more]

    def __enter__(self):
        super().__enter__()
        self.password = self.said_password() or self.password
        return self

    def said_password(self):
        found = re.search(r"with the password ([\w-]+)", (self.data / "output.txt").read_text())
        return found.group(1) if found else None


class Fleet:
    """`castellan simulate` beside a server: a context in which all its safes are paired."""

    def __init__(self, server, codes, safes):
        self.server = server
        self.codes = codes
        self.safes = safes

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        self.output = (self.server.data / "fleet.txt").open("w+")
        command = [self.server.binary, "simulate", "--server", f"http://localhost:{self.server.port}", "--codes", self.codes,
                   "--safes", self.safes, "--seed", 1]
        self.process = subprocess.Popen([str(part) for part in command], stdout=self.output, stderr=self.output)
        start = time.perf_counter()
        while "are paired" not in self.said():
            if self.process.poll() is not None or time.perf_counter() - start > 120:
                self.stop()
                sys.exit(f"The fleet did not start:\n{self.said()[-2000:]}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.stop()

    def said(self):
        return (self.server.data / "fleet.txt").read_text()

    def cpu_seconds(self):
        return cpu_seconds_of(self.pid)

    stop = Server.stop


def cpu_seconds_of(pid):
    """User and system time of all threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Peer(Server):
    password = "the peer's password"

    def __init__(self, folder, data, document, commit, sign_in):
        super().__init__(data)
        self.folder = folder
        self.document = document
        self.commit = commit
        self.sign_in = sign_in
        self.name = f"peer-{commit}"

    def command(self):
        return ["node", self.folder / "server.js", "--document", self.document, "--data", self.data,
                "--port", self.port, "--commit", self.commit,
                "--sign-in", ",".join(self.sign_in), "--password", self.password]


class Pages(Server):
    """The peers of the console: react-admin and AG Grid, built, with the people that they show."""

    name = "pages"

    def __init__(self, folder, data, document):
        super().__init__(data)
        self.folder = folder
        self.document = document

    def command(self):
        return ["node", self.folder / "server.js", "--document", self.document, "--built", self.folder / "built",
                "--port", self.port]


def pages_folder(root, say):
    """The pages with their packages, built in the ignored folder; None where that fails."""
    folder = root / ".deps" / "bench-pages"
    folder.mkdir(parents=True, exist_ok=True)
    for source in (SOURCES / "pages").iterdir():
        shutil.copy(source, folder)
    stamp = (SOURCES / "pages" / "package-lock.json").read_text()
    commands = [["node", "build.js"]]
    if not (folder / ".stamp").exists() or (folder / ".stamp").read_text() != stamp:
        say("Fetching the packages of react-admin and AG Grid, once")
        commands.insert(0, ["npm", "ci", "--no-audit", "--no-fund"])
    for command in commands:
        finished = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
        if finished.returncode != 0:
            say(f"{' '.join(command)} failed:\n{finished.stdout[-1500:]}")
            return None
    (folder / ".stamp").write_text(stamp)
    return folder


def peer_folder(root, say):
    """The peer with its packages, in the ignored folder; None where it can't be built."""
    folder = root / ".deps" / "bench-peer"
    folder.mkdir(parents=True, exist_ok=True)
    for source in SOURCES.iterdir():
        if source.is_file():
            shutil.copy(source, folder)
    node = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True).stdout.strip().lstrip("v")
    if int(node.split(".")[0]) < 20 or not shutil.which("make"):
        return None
    stamp = f"{node} {(SOURCES / 'package-lock.json').read_text()}"
    if (folder / ".stamp").exists() and (folder / ".stamp").read_text() == stamp:
        return folder
    say("Fetching and compiling the peer's packages, about two minutes, once")
    environment = os.environ | {"npm_config_build_from_source": "true", "JOBS": str(os.cpu_count())}
    headers = pathlib.Path(shutil.which("node")).resolve().parents[1]
    if (headers / "include" / "node" / "node.h").exists():
        environment["npm_config_nodedir"] = str(headers)
    if not shutil.which("g++"):
        environment |= {"CC": "clang-19", "CXX": "clang++-19"}
    # Scripts are run for the one package that must be compiled, and for no other.
    for command in (["npm", "ci", "--ignore-scripts"], ["npm", "rebuild", "better-sqlite3"]):
        finished = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if finished.returncode != 0:
            say(f"{' '.join(command)} failed:\n{finished.stdout[-1500:]}")
            return None
    (folder / ".stamp").write_text(stamp)
    return folder
