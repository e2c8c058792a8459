"""One run of scenarios: what they share, and what it gives."""
import json, pathlib, re, shutil, sys, tempfile
from dataclasses import dataclass
from typing import Callable

from . import machine, places, rounds
from .gatewright import serve
from .load import Load
from .peers import Peers
from .processes import Servers, cores, free_port
from .table import remarks, scenario_table


@dataclass
class Scenario:
    """`run(bench)` gives rows; `columns` are the figures its table shows, in order; `names(bench)` what it measures."""
    name: str
    title: str
    columns: tuple
    run: Callable
    names: Callable


def rounds_scenario(name, title, targets, columns=rounds.COLUMNS):
    """One whose targets are measured in turn. `targets(bench)` starts nothing: only each target's `start` does."""
    return Scenario(name, title, columns, lambda bench: rounds.measure(bench, name, targets(bench)),
                    lambda bench: [target.name for target in targets(bench)])


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.shared = places.shared_bench(arguments.conf)
        self.tools = places.bench_tools(arguments.tools)
        self.server_cores, self.client_cores = cores({0}), cores({1})
        self.load = Load(arguments.build, self.client_cores)
        self.binary = arguments.binary or arguments.build / "app" / "gatewright"
        self.left_out = {}
        self.servers = self.peers = self.scratch = None  # of the scope: see fresh()
        self.started = {}

    def wants(self, name):
        return re.search(self.arguments.only or "", name) is not None

    def leave_out(self, target, why):
        self.left_out[target] = str(why)
        self.progress(f"left out: {target}: {why}")

    @staticmethod
    def progress(text):
        print(text, file=sys.stderr, flush=True)

    def program(self, name):
        return places.program(self.arguments.build, name)

    def body(self, name):
        """The bodies of 200 bytes and 1 KiB that every server answers with."""
        given = self.shared / "conf" / f"{name}.json" if self.shared else None
        return given.read_text().strip() if given else json.dumps({"text": "x" * {"body200": 187, "body1k": 1011}[name]})

    def serve(self, project, **options):
        return serve(self.servers, self.binary, project, self.scratch, options.pop("on", self.server_cores), **options)

    def once(self, name, start):
        """What several targets of a scope share: started by the first."""
        if name not in self.started:
            self.started[name] = start()
        return self.started[name]

    @staticmethod
    def free_port():
        return free_port()

    def write_body(self, name, text):
        path = self.scratch / name
        path.write_text(text)
        return path

    def fresh(self):
        """A scope of servers that end with it: `with bench.fresh():`."""
        return Scope(self)


class Scope:
    def __init__(self, bench):
        self.bench = bench

    def __enter__(self):
        bench = self.bench
        self.before = (bench.servers, bench.peers, bench.scratch, bench.started)
        bench.started = {}
        bench.scratch = pathlib.Path(tempfile.mkdtemp(prefix="gatewright-bench-"))
        bench.servers = Servers()
        bench.peers = Peers(bench.servers, bench.shared, bench.tools, bench.scratch, bench.server_cores, bench.client_cores)
        return bench

    def __exit__(self, *_):
        self.bench.servers.stop()
        shutil.rmtree(self.bench.scratch, ignore_errors=True)
        self.bench.servers, self.bench.peers, self.bench.scratch, self.bench.started = self.before


def chosen(bench, scenarios):
    return [s for s in scenarios if any(bench.wants(f"{s.name}/{name}") for name in s.names(bench))]


def run_scenarios(bench, scenarios):
    """Prints each table when it is there; gives what goes into the JSON."""
    results = {}
    for scenario in chosen(bench, scenarios):
        with bench.fresh():
            rows = scenario.run(bench)
        if not rows:
            continue
        print(f"\n{scenario.name}: {scenario.title}")
        print(scenario_table(rows, scenario.columns))
        for line in remarks(rows):
            print(line)
        sys.stdout.flush()
        results[scenario.name] = {"title": scenario.title, "rows": [row.as_json() for row in rows]}
    return results


def run_as_json(bench, results):
    settings = {key: getattr(bench.arguments, key) for key in ("rounds", "duration", "connections", "quick")}
    return {"format": 2, "machine": machine.described(), "revision": machine.revision(), "settings": settings,
            "left_out": bench.left_out, "scenarios": results}
