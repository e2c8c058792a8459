"""gw_bench_load: what it is told, and what it tells."""
import json, subprocess

from . import places
from .processes import pinned


class Request:
    """What is asked for. `body` names a file; `paths` a file of paths to ask for in turn."""

    def __init__(self, method="GET", headers=(), body=None, paths=None):
        self.method, self.headers, self.body, self.paths = method, tuple(headers), body, paths

    def arguments(self):
        given = ["--method", self.method]
        for header in self.headers:
            given += ["--header", header]
        if self.body:
            given += ["--body", str(self.body)]
        if self.paths:
            given += ["--paths", str(self.paths)]
        return given


class Load:
    def __init__(self, build, on, threads=1):
        self.program, self.on, self.threads = places.program(build, "gw_bench_load"), on, threads

    def command(self, url, request, seconds, connections, rate=0, idle=0, timeout=10, more=()):
        return [str(self.program), url, "--duration", f"{seconds:g}", "--connections", str(connections), "--rate", f"{rate:.1f}",
                "--idle", str(idle), "--threads", str(min(self.threads, connections)), "--timeout", f"{timeout:g}",
                *request.arguments(), *more]

    def run(self, url, request=Request(), *, seconds, connections=64, rate=0, timeout=10):
        """With a rate: that many requests a second, their times counted from when they were due. Without: all the server can."""
        with pinned(self.on):
            told = subprocess.run(self.command(url, request, seconds, connections, rate, 0, timeout), capture_output=True, text=True)
        return self.read(told.stdout, told.stderr, url)

    def begin(self, url, request=Request(), *, seconds, connections=64, rate=0, idle=0, more=()):
        """A load whose connections are open, and which begins when go() is called."""
        with pinned(self.on):
            return WaitingLoad(self.command(url, request, seconds, connections, rate, idle, more=("--wait", *more)), url)

    @staticmethod
    def read(output, errors, url):
        lines = output.splitlines()
        if not lines or '"requests"' not in lines[-1]:
            raise LoadFailed(f"{url}: {errors.strip() or 'the load client ended without a word'}")
        return json.loads(lines[-1])


class LoadFailed(Exception):
    pass


class WaitingLoad:
    def __init__(self, command, url):
        self.url = url
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if '"open"' not in self.process.stdout.readline():
            raise LoadFailed(f"{url}: {self.process.communicate()[1].strip()}")

    def go(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def result(self):
        output, errors = self.process.communicate()
        return Load.read(output, errors, self.url)


def faults(figures):
    """Of one load, in words; empty when every request was answered with 2xx."""
    named = {"not_2xx": "not 2xx", "connect_failed": "refused connections", "closed": "ended without an answer",
             "timed_out": "never answered", "malformed": "no HTTP", "unsent": "never sent (no connection was free)"}
    return ", ".join(f"{figures[key]} {words}" for key, words in named.items() if figures[key])
