#!/usr/bin/env python3
"""Functions behind a REST API, served by `gatewright serve` and called over keep-alive connections. See README.md beside it.

  functions.py cpu    the engine's own CPU per warm invocation, beside the same API's MOCK and generated answers
  functions.py hold   64 callers on a function of 8 workers: requests, errors, latency and memory
"""
import argparse, json, pathlib, re, statistics, subprocess, sys, tempfile, time

import bench

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
    p.add_argument("--build", type=pathlib.Path, default=bench.ROOT / "build" / "bench", help="build folder of the preset 'bench'")
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
    answers = {"responses": {"200": {"description": "ok"}}}
    function = lambda name: answers | {"x-amazon-apigateway-integration": {
        "type": "aws_proxy", "httpMethod": "POST",
        "uri": f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:{name}/invocations"}}
    mock = answers | {"x-amazon-apigateway-integration": {
        "type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": '{"path": "$context.path", "at": "$context.requestId"}'}}}}}
    example = {"responses": {"200": {"description": "ok", "content": {"application/json": {"example": {"path": "/example", "at": "x" * 36}}}}}}
    paths = {f"/{name}": {"get": function(name)} for name in HANDLERS}
    return {"openapi": "3.0.1", "info": {"title": "functions", "version": "1"},
            "paths": paths | {"/mock": {"get": mock}, "/example": {"get": example}}}


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


def serve(folder, arguments):
    ready = folder / "ready"
    log = open(folder / "serve.log", "w")
    process = subprocess.Popen([arguments.build / "app" / "gatewright", "serve", folder, "--port", str(bench.free_port()), "--threads", "1",
                                "--trace", arguments.trace, "--ready-file", ready], stdout=log, stderr=log)
    end = time.monotonic() + 20
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > end:
            sys.exit("functions: gatewright serve did not come up:\n" + (folder / "serve.log").read_text())
        time.sleep(0.02)
    return process, json.loads(ready.read_text())["apis"][0]["url"].rstrip("/")


def own_cpu(pid):
    """User and system seconds of this process alone: its children's stand in other fields."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / bench.TICKS


def own_memory_kib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def load(url, callers, seconds):
    wrk = subprocess.run(["wrk", "-t1", f"-c{callers}", f"-d{seconds}s", "--timeout", "30s", "--latency", url],
                         capture_output=True, text=True, check=True).stdout
    number = lambda pattern: sum(int(n) for n in re.findall(pattern, wrk))
    errors = number(r"Non-2xx or 3xx responses: (\d+)")
    for line in re.findall(r"Socket errors: (.*)", wrk):
        errors += sum(int(n) for n in re.findall(r"\d+", line))
    times = {f"p{n}_ms": bench.to_us(re.search(rf"\s{n}%\s+(\S+)", wrk)[1]) / 1e3 for n in (50, 75, 90, 99)}
    times["max_ms"] = bench.to_us(re.search(r"Latency\s+\S+\s+\S+\s+(\S+)", wrk)[1]) / 1e3
    return {"requests": int(re.search(r"(\d+) requests in", wrk)[1]), "errors": errors} | times


def cpu(url, pid, arguments):
    targets = ("example", "mock", *HANDLERS)
    for target in targets:  # workers start, runtimes compile what is hot
        load(f"{url}/{target}", arguments.callers, 2)
    rounds = []
    for n in range(arguments.rounds):
        print(f"round {n + 1} of {arguments.rounds}", file=sys.stderr)
        measured = {}
        for target in targets:
            before = own_cpu(pid)
            figures = load(f"{url}/{target}", arguments.callers, arguments.duration)
            measured[target] = figures | {"engine_cpu_us": (own_cpu(pid) - before) * 1e6 / figures["requests"]}
        rounds.append(measured)
    print(f"{arguments.callers} callers, traces {arguments.trace}; the engine's own CPU, medians of {arguments.rounds} rounds")
    print(f"{'target':12} {'CPU µs/request':>14} {'requests/s':>11} {'p50 ms':>8} {'p99 ms':>8} {'errors':>7}")
    for target in targets:
        median = lambda key: statistics.median(r[target][key] for r in rounds)
        print(f"{target:12} {median('engine_cpu_us'):14.1f} {median('requests') / arguments.duration:11.0f} {median('p50_ms'):8.2f}"
              f" {median('p99_ms'):8.2f} {sum(r[target]['errors'] for r in rounds):7}")
    return rounds


def hold(url, pid, arguments):
    target = f"{url}/{arguments.runtime}"
    warm = load(target, arguments.callers, 3)
    before = own_memory_kib(pid)
    figures = load(target, arguments.callers, arguments.duration)
    after = own_memory_kib(pid)
    print(f"{arguments.runtime}, {arguments.callers} callers on {arguments.workers} workers for {arguments.duration} s, "
          f"queueTimeout {arguments.queue_timeout} s, traces {arguments.trace}")
    print(f"requests {figures['requests']} ({figures['requests'] / arguments.duration:.0f}/s), errors {figures['errors']}; while warming up "
          f"{warm['requests']}, {warm['errors']}")
    print("latency " + ", ".join(f"{key[:-3]} {figures[key]:.2f} ms" for key in ("p50_ms", "p75_ms", "p90_ms", "p99_ms", "max_ms")))
    print(f"engine memory {before / 1024:.1f} MiB before, {after / 1024:.1f} MiB after")
    return figures | {"before_kib": before, "after_kib": after}


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="gatewright-bench-") as scratch:
        folder = pathlib.Path(scratch)
        write_project(folder, arguments)
        process, url = serve(folder, arguments)
        try:
            figures = (cpu if arguments.what == "cpu" else hold)(url, process.pid, arguments)
        finally:
            process.terminate()
            process.wait(20)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
