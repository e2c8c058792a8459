"""An edit of an API of 5,000 routes is saved while requests come in at a constant rate: how long until the new answer, and
does every request get one. `serve --watch` waits 50 ms for the editor to be done before it looks; that is part of the time."""
import json, os, time

from .. import accounting, designs
from ..figures import Goal, Row
from ..load import faults
from ..run import Scenario
from ..yaml_text import as_yaml

COLUMNS = ("deploy_ms", "asked_rate", "p50_us", "p99_us", "max_us", "failed", "memory_mib")
ROUTES = 5_000
SETTLE_MS, MOST_MS = 50, 30
JSON, YAML, SMALL = "5,000 routes, JSON", "5,000 routes, YAML", "10 routes, JSON"
NAMES = (JSON, YAML, SMALL)
RATE = 4_000  # requests a second: far below what the server can do, so that waiting shows


def text_of(bench, name, edition):
    """Route 0 answers with its edition."""
    answer = lambda n: designs.mock(json.dumps({"edition": edition}) if n == 0 else bench.body("body200"))
    routes = 10 if name == SMALL else ROUTES
    document = designs.document("deploy", designs.many_paths(routes, answer))
    return as_yaml(document) if name == YAML else json.dumps(document)


def save(path, text):
    """As editors do: whole, then put in place. Gives when."""
    draft = path.with_suffix(".draft")
    draft.write_text(text)
    at = time.time_ns()
    os.replace(draft, path)
    return at


def one_round(bench, name, n, served, path, row):
    seconds = max(3, bench.arguments.duration)
    text = text_of(bench, name, f"after-{n}")
    load = bench.load.begin(served.url("/group0/things0"), seconds=seconds, rate=RATE, connections=bench.arguments.connections,
                            more=("--watch-for", f"after-{n}"))
    load.go()
    time.sleep(seconds / 4)
    saved = save(path, text)
    told = load.result()
    figures = {f"{key}_us": told["latency_us"][key] for key in ("p50", "p99", "max")}
    row.add({"deploy_ms": (told["seen_at_ns"] - saved) / 1e6 if told["seen_at_ns"] else None, "asked_rate": RATE, **figures,
             "failed": told["failed"] + told["not_2xx"], "memory_mib": accounting.resident_bytes(served.pid) / 1024 / 1024})
    if not told["seen_at_ns"]:
        row.notes.append(f"edit {n}: the new answer did not come within {seconds * 3 / 4:.1f} s")
    if faults(told):
        row.notes.append(f"edit {n}: {faults(told)}")


def run(bench):
    running = []
    for name in (name for name in NAMES if bench.wants(f"deploy/{name}")):
        folder = bench.scratch / name.replace(" ", "-").replace(",", "")
        folder.mkdir()
        path = folder / ("api.openapi.yaml" if name == YAML else "api.openapi.json")
        path.write_text(text_of(bench, name, "before"))
        running.append((name, bench.serve(path, watch=True, log=open(folder / "log", "w")), path, Row(name)))
    for n in range(bench.arguments.rounds):
        for name, served, path, row in running:
            bench.progress(f"deploy, round {n + 1} of {bench.arguments.rounds}: {name}")
            one_round(bench, name, n, served, path, row)
    for _, _, _, row in running:
        row.goals.append(Goal("failed requests:", 0, row.total("failed"), at_least=False))
        if row.median("deploy_ms") is not None:
            row.goals.append(Goal(f"ms from save to answer, {SETTLE_MS} of them waiting:", SETTLE_MS + MOST_MS, row.median("deploy_ms"), at_least=False))
    return [row for _, _, _, row in running]


SCENARIO = Scenario("deploy", "an edit is saved under load: saved to answered, and requests that failed", COLUMNS, run, lambda bench: NAMES)
