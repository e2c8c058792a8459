#!/usr/bin/env python3
"""Functions behind a REST API, served by `gatewright serve` and called over keep-alive connections. See README.md beside it.

  functions.py cpu    the engine's own CPU per warm invocation, beside the same API's MOCK and generated answers
  functions.py hold   64 callers on a function of 8 workers: requests, errors, latency and memory
"""
import argparse, json, pathlib, statistics, sys, tempfile

from suite import accounting, designs
from suite.gatewright import serve
from suite.load import Load
from suite.places import BUILD
from suite.processes import Servers, cores

HANDLERS = {
    "nodejs": ("nodejs20.x", "index.handler", "index.mjs",
               "export const handler = async (event) => ({ statusCode: 200, headers: { 'Content-Type': 'application/json' },"
               " body: JSON.stringify({ path: event.path, at: event.requestContext.requestId }) });\n"),
    "python": ("python3.11", "app.handler", "app.py",
               "import json\ndef handler(event, context):\n    return {'statusCode': 200, 'headers': {'Content-Type': 'application/json'},"
               " 'body': json.dumps({'path': event['path'], 'at': event['requestContext']['requestId']})}\n"),
}


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=("cpu", "hold"))
    p.add_argument("--build", type=pathlib.Path, default=BUILD, help="build folder of the preset 'bench'")
    p.add_argument("--rounds", type=int, default=5, help="of cpu")
    p.add_argument("--duration", type=int, help="seconds: 5 a target and round of cpu, 60 of hold")
    p.add_argument("--callers", type=int, help="connections: 1 of cpu, 64 of hold")
    p.add_argument("--workers", type=int, default=8, help="reservedConcurrentExecutions")
    p.add_argument("--runtime", choices=HANDLERS, default="nodejs", help="of hold")
    p.add_argument("--queue-timeout", type=int, default=20, help="seconds a call beyond the workers waits; 0: it is throttled, as the service does it")
    p.add_argument("--trace", choices=("off", "ring", "sqlite"), default="off")
    p.add_argument("--json", type=pathlib.Path, help="where the figures are written")
    arguments = p.parse_args()
    arguments.duration = arguments.duration or (5 if arguments.what == "cpu" else 60)
    arguments.callers = arguments.callers or (1 if arguments.what == "cpu" else 64)
    return arguments


def api():
    mock = designs.mock('{"path": "$context.path", "at": "$context.requestId"}')
    example = designs.example({"path": "/example", "at": "x" * 36})
    paths = {f"/{name}": {"get": designs.function(name)} for name in HANDLERS}
    return designs.document("functions", paths | {"/mock": {"get": mock}, "/example": {"get": example}})


def write_project(folder, arguments):
    functions = []
    for name, (runtime, handler, file, source) in HANDLERS.items():
        place = folder / "functions" / name
        place.mkdir(parents=True)
        (place / file).write_text(source)
        functions.append({"name": name, "runtime": runtime, "handler": handler, "timeout": 30,
                          "reservedConcurrentExecutions": arguments.workers, "queueTimeout": arguments.queue_timeout})
    (folder / "api.openapi.json").write_text(json.dumps(api()))
    stages = [{"name": "dev", "autoDeploy": True}]
    (folder / "gatewright.yaml").write_text(json.dumps(
        {"name": "bench", "apis": [{"name": "functions", "kind": "rest", "file": "api.openapi.json", "stages": stages}], "functions": functions}))


class Asked:
    """Loads one path after another of what is served; all cores, since functions need them as well."""

    def __init__(self, served, arguments):
        self.served, self.load = served, Load(arguments.build, cores({0, 1}))

    def ask(self, name, callers, seconds):
        told = self.load.run(self.served.url(f"/{name}"), seconds=seconds, connections=callers, timeout=30)
        times = {f"{key}_ms": told["latency_us"][key] / 1e3 for key in ("p50", "p75", "p90", "p99", "max")}
        return {"requests": told["requests"], "errors": told["not_2xx"] + told["failed"]} | times

    def own_cpu(self):
        return accounting.own_cpu_seconds(self.served.pid)

    def own_memory_kib(self):
        return accounting.own_resident_bytes(self.served.pid) / 1024


def cpu(asked, arguments):
    targets = ("example", "mock", *HANDLERS)
    for target in targets:  # workers start, runtimes compile what is hot
        asked.ask(target, arguments.callers, 2)
    rounds = []
    for n in range(arguments.rounds):
        print(f"round {n + 1} of {arguments.rounds}", file=sys.stderr)
        measured = {}
        for target in targets:
            before = asked.own_cpu()
            figures = asked.ask(target, arguments.callers, arguments.duration)
            measured[target] = figures | {"engine_cpu_us": (asked.own_cpu() - before) * 1e6 / figures["requests"]}
        rounds.append(measured)
    print(f"{arguments.callers} callers, traces {arguments.trace}; the engine's own CPU, medians of {arguments.rounds} rounds")
    print(f"{'target':12} {'CPU µs/request':>14} {'requests/s':>11} {'p50 ms':>8} {'p99 ms':>8} {'errors':>7}")
    for target in targets:
        median = lambda key: statistics.median(r[target][key] for r in rounds)
        print(f"{target:12} {median('engine_cpu_us'):14.1f} {median('requests') / arguments.duration:11.0f} {median('p50_ms'):8.2f}"
              f" {median('p99_ms'):8.2f} {sum(r[target]['errors'] for r in rounds):7}")
    return rounds


def hold(asked, arguments):
    warm = asked.ask(arguments.runtime, arguments.callers, 3)
    before = asked.own_memory_kib()
    figures = asked.ask(arguments.runtime, arguments.callers, arguments.duration)
    after = asked.own_memory_kib()
    print(f"{arguments.runtime}, {arguments.callers} callers on {arguments.workers} workers for {arguments.duration} s, "
          f"queueTimeout {arguments.queue_timeout} s, traces {arguments.trace}")
    print(f"requests {figures['requests']} ({figures['requests'] / arguments.duration:.0f}/s), errors {figures['errors']}; while warming up "
          f"{warm['requests']}, {warm['errors']}")
    print("latency " + ", ".join(f"{key[:-3]} {figures[key]:.2f} ms" for key in ("p50_ms", "p75_ms", "p90_ms", "p99_ms", "max_ms")))
    print(f"engine memory {before / 1024:.1f} MiB before, {after / 1024:.1f} MiB after")
    return figures | {"before_kib": before, "after_kib": after}


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="gatewright-bench-") as scratch, Servers() as servers:
        folder = pathlib.Path(scratch)
        write_project(folder, arguments)
        served = serve(servers, arguments.build / "app" / "gatewright", folder, folder, cores({0, 1}), arguments.trace,
                       log=open(folder / "serve.log", "w"))
        figures = (cpu if arguments.what == "cpu" else hold)(Asked(served, arguments), arguments)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
