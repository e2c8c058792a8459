#!/usr/bin/env python3
"""Side-by-side measurement: Gatewright and nginx in one run, in interleaved rounds. See README.md beside it."""
import argparse, contextlib, json, os, pathlib, platform, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
SERVER_CORE, CLIENT_CORE = "0", "1"


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--duration", type=int, default=5, help="seconds a target is loaded in each round")
    p.add_argument("--connections", type=int, default=64)
    p.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "bench", help="build folder of the preset 'bench'")
    p.add_argument("--no-build", action="store_true", help="measure what is built already")
    p.add_argument("--binary", type=pathlib.Path, help="the gatewright to measure (default: of the build folder)")
    p.add_argument("--conf", type=pathlib.Path, help="folder of the nginx configurations (default: ../shared/bench/conf)")
    p.add_argument("--only", help="regular expression: targets to run (nginx is always run)")
    p.add_argument("--json", type=pathlib.Path, default=pathlib.Path("bench.json"), help="where the figures are written")
    return p.parse_args()


def find_conf(given):
    candidates = [given, os.environ.get("GATEWRIGHT_BENCH"), ROOT / "../shared/bench/conf", ROOT / "../../shared/bench/conf"]
    for c in candidates:
        if c and (pathlib.Path(c) / "nginx-static.conf").is_file():
            return pathlib.Path(c)
    sys.exit("bench: no nginx configurations found; name their folder with --conf")


def build(folder):
    subprocess.run(["cmake", "--preset", "bench", "-B", folder], cwd=ROOT, check=True, stdout=sys.stderr)
    subprocess.run(["cmake", "--build", folder, "-j2", "--target", "gatewright", "gw_bench_transport"], cwd=ROOT, check=True,
                   stdout=sys.stderr)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until_listening(port, process, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            sys.exit(f"bench: {process.args} ended with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    sys.exit(f"bench: {process.args} does not listen on {port}")


def tree(pid):
    pids = [pid]
    for p in pids:
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{p}/task"):
                pids += map(int, pathlib.Path(f"/proc/{p}/task/{task}/children").read_text().split())
    return pids


def cpu_seconds(pid):
    """User and system seconds of a process and its children, living and dead."""
    user = system = 0
    for p in tree(pid):
        with contextlib.suppress(OSError):
            fields = pathlib.Path(f"/proc/{p}/stat").read_text().rsplit(")", 1)[1].split()
            user += int(fields[11]) + int(fields[13])
            system += int(fields[12]) + int(fields[14])
    return user / TICKS, system / TICKS


def resident_kib(pid):
    total = 0
    for p in tree(pid):
        with contextlib.suppress(OSError):
            total += int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{p}/status").read_text())[1])
    return total


class Servers:
    """Everything started for the measurement; all of it ends with it."""

    def __init__(self, conf, scratch):
        self.conf, self.scratch, self.running = conf, scratch, []

    def start(self, arguments, port, core):
        process = subprocess.Popen(["taskset", "-c", core, *map(str, arguments)], stdout=subprocess.DEVNULL)
        self.running.append(process)
        wait_until_listening(port, process)
        return process

    def nginx(self, name, ports, core):
        text = (self.conf / name).read_text()
        for old, new in ports.items():
            text = text.replace(f":{old}", f":{new}")
        if not pathlib.Path("/usr/lib/nginx/modules/ngx_http_lua_module.so").exists():
            text = re.sub(r"load_module[^;]*;|location = /lua\s*\{.*\} \}", "", text)
        for body in ("body200", "body1k"):
            text = text.replace("@" + body.upper() + "@", (self.conf / f"{body}.json").read_text().strip())
        text = text.replace("@RUN@", str(self.scratch)).replace("@CONF@", str(self.scratch))
        (self.scratch / name).write_text(text)
        extra = [] if "worker_processes" in text.replace("# ", "\n#").split("daemon off;")[1] else ["-g", "worker_processes 1;"]
        return self.start(["nginx", "-p", self.scratch, "-c", self.scratch / name, *extra], next(iter(ports.values())), core)

    def stop(self):
        for p in reversed(self.running):
            p.send_signal(signal.SIGTERM)
        for p in self.running:
            try:
                p.wait(10)
            except subprocess.TimeoutExpired:
                p.kill()


def load(url, headers, arguments):
    fields = [argument for header in headers for argument in ("-H", header)]
    wrk = subprocess.run(["taskset", "-c", CLIENT_CORE, "wrk", "-t1", f"-c{arguments.connections}", f"-d{arguments.duration}s", "--latency",
                          *fields, url], capture_output=True, text=True, check=True).stdout
    if re.search(r"Non-2xx|Socket errors", wrk):
        sys.exit(f"bench: {url} answered wrongly:\n{wrk}")
    percentile = lambda n: to_us(re.search(rf"\s{n}%\s+(\S+)", wrk)[1])
    return int(re.search(r"(\d+) requests in", wrk)[1]), percentile(50), percentile(99)


def to_us(text):
    number, unit = re.match(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 1, "ms": 1_000, "s": 1_000_000}[unit]


def measure(target, arguments):
    user0, system0 = cpu_seconds(target["pid"])
    requests, p50, p99 = load(target["url"], target.get("headers", ()), arguments)
    user1, system1 = cpu_seconds(target["pid"])
    return {"requests": requests, "user_us": (user1 - user0) * 1e6 / requests, "cpu_us": (user1 - user0 + system1 - system0) * 1e6 / requests,
            "p50_us": p50, "p99_us": p99, "resident_kib": resident_kib(target["pid"])}


def api_file(scratch, name, operation):
    path = scratch / f"{name}.openapi.json"
    path.write_text(json.dumps({"openapi": "3.0.3", "info": {"title": name, "version": "1"}, "paths": {"/mock": {"get": operation}}}))
    return path


KEY = "bench-0123456789-0123456789"


def project(scratch, name, operation, stage, more=""):
    """A project of one API, so that what gatewright.yaml says of keys, plans and stages counts."""
    folder = scratch / name
    (folder / ".gatewright").mkdir(parents=True)
    (folder / "api.yaml").write_text(json.dumps({
        "openapi": "3.0.3", "info": {"title": name, "version": "1"}, "paths": {"/mock": {"get": operation}},
        "components": {"securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}}}))
    (folder / "gatewright.yaml").write_text(f"name: {name}\napis:\n  - name: {name}\n    kind: rest\n    file: api.yaml\n    stages:\n"
                                            f"      - {{ name: dev, autoDeploy: true{stage} }}\n{more}")
    secrets = folder / ".gatewright" / "secrets.yaml"
    secrets.write_text(f"apiKeys: {{ bench: {KEY} }}\n")
    secrets.chmod(0o600)
    return folder


def plan_of(name):
    return (f"apiKeys: [ {{ name: bench, id: bench }} ]\nusagePlans:\n  - name: wide\n    throttle: {{ rateLimit: 1000000, burstLimit: 1000000 }}\n"
            f"    quota: {{ limit: 1000000000, period: MONTH }}\n    apiStages: [ {{ api: {name}, stage: dev }} ]\n    keys: [ bench ]\n")


def gatewright(servers, binary, api, trace, headers=()):
    port = free_port()
    ready = servers.scratch / f"{api.stem}-{trace}.ready"
    process = servers.start([binary, "serve", api, "--port", port, "--threads", 1, "--trace", trace, "--ready-file", ready], port, SERVER_CORE)
    end = time.monotonic() + 10
    while not ready.exists():
        if time.monotonic() > end:
            sys.exit("bench: gatewright serve did not write its ready file")
        time.sleep(0.02)
    url = json.loads(ready.read_text())["apis"][0]["url"]
    return {"pid": process.pid, "url": url.rstrip("/") + "/mock", "headers": headers}


def start_targets(servers, arguments):
    conf, build_folder = servers.conf, arguments.build
    static, proxy, upstream = free_port(), free_port(), free_port()
    servers.nginx("nginx-upstream.conf", {"9100": upstream}, CLIENT_CORE)
    nginx_static = servers.nginx("nginx-static.conf", {"9001": static}, SERVER_CORE)
    nginx_proxy = servers.nginx("nginx-proxy.conf", {"9002": proxy, "9100": upstream}, SERVER_CORE)
    targets = {
        "nginx return": {"pid": nginx_static.pid, "url": f"http://127.0.0.1:{static}/mock"},
        "nginx return + access log": {"pid": nginx_static.pid, "url": f"http://127.0.0.1:{static}/log"},
        "nginx proxy_pass": {"pid": nginx_proxy.pid, "url": f"http://127.0.0.1:{proxy}/mock"},
    }
    wanted = lambda name: re.search(arguments.only or "", name)
    bare = build_folder / "tests" / "bench" / "gw_bench_transport"
    for name, extra in (("transport alone, answer", []), ("transport alone, proxy", [upstream])):
        if wanted(name):
            port = free_port()
            targets[name] = {"pid": servers.start([bare, port, *extra], port, SERVER_CORE).pid, "url": f"http://127.0.0.1:{port}/mock"}
    binary = arguments.binary or build_folder / "app" / "gatewright"
    body = json.loads((conf / "body200.json").read_text())
    example = api_file(servers.scratch, "answer", {"responses": {"200": {"description": "ok", "content": {"application/json": {"example": body}}}}})
    passing = api_file(servers.scratch, "proxy", {
        "responses": {"200": {"description": "ok"}},
        "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET", "uri": f"http://127.0.0.1:{upstream}/mock"}})
    for name, api, trace in (("answer, traces off", example, "off"), ("answer, traces on", example, "ring"),
                             ("HTTP_PROXY, traces off", passing, "off"), ("HTTP_PROXY, traces on", passing, "ring")):
        if wanted(name):
            targets[name] = gatewright(servers, binary, api, trace)
    answering, proxying = (json.loads(file.read_text())["paths"]["/mock"]["get"] for file in (example, passing))
    if wanted("answer, with a key"):
        keyed = project(servers.scratch, "keyed", answering | {"security": [{"api_key": []}]}, "", plan_of("keyed"))
        targets["answer, with a key"] = gatewright(servers, binary, keyed, "off", [f"x-api-key: {KEY}"])
    if wanted("answer, from the cache"):
        cached = project(servers.scratch, "cached", proxying, ", cacheClusterEnabled: true, methodSettings: { '*/*': { cachingEnabled: true } }")
        targets["answer, from the cache"] = gatewright(servers, binary, cached, "off")
    return targets


PEER = {"transport alone, answer": "nginx return", "answer, traces off": "nginx return", "answer, with a key": "nginx return",
        "answer, from the cache": "nginx return", "answer, traces on": "nginx return + access log",
        "transport alone, proxy": "nginx proxy_pass", "HTTP_PROXY, traces off": "nginx proxy_pass", "HTTP_PROXY, traces on": "nginx proxy_pass"}


def summarise(rounds, targets):
    median = lambda name, key: statistics.median(r[name][key] for r in rounds)
    rows = []
    for name in targets:
        row = {"target": name} | {key: median(name, key) for key in ("cpu_us", "user_us", "p50_us", "p99_us", "resident_kib")}
        if name in PEER:
            row |= {"peer": PEER[name], "ratio": statistics.median(r[name]["cpu_us"] / r[PEER[name]]["cpu_us"] for r in rounds)}
        rows.append(row)
    return rows


def show(rows):
    print(f"{'target':28} {'CPU µs/request':>14} {'of which user':>13} {'p50 µs':>8} {'p99 µs':>8} {'MiB':>6}  CPU against nginx")
    for r in rows:
        against = f"{r['ratio']:.2f} of {r['peer']}" if "ratio" in r else ""
        print(f"{r['target']:28} {r['cpu_us']:14.2f} {r['user_us']:13.2f} {r['p50_us']:8.0f} {r['p99_us']:8.0f} {r['resident_kib'] / 1024:6.1f}  {against}")


def main():
    arguments = parse_arguments()
    missing = [tool for tool in ("nginx", "wrk", "taskset") if not shutil.which(tool)]
    if missing:
        sys.exit(f"bench: {', '.join(missing)} not found; install the packages nginx, wrk and util-linux")
    conf = find_conf(arguments.conf)
    if not arguments.no_build:
        build(arguments.build)
    with tempfile.TemporaryDirectory(prefix="gatewright-bench-") as scratch:
        servers = Servers(conf, pathlib.Path(scratch))
        try:
            targets = start_targets(servers, arguments)
            rounds = []
            for n in range(arguments.rounds):
                print(f"round {n + 1} of {arguments.rounds}", file=sys.stderr)
                rounds.append({name: measure(target, arguments) for name, target in targets.items()})
        finally:
            servers.stop()
    rows = summarise(rounds, targets)
    show(rows)
    machine = {"kernel": platform.release(), "cores": os.cpu_count(), "load": os.getloadavg()}
    arguments.json.write_text(json.dumps({"machine": machine, "settings": {"connections": arguments.connections, "duration": arguments.duration},
                                          "medians": rows, "rounds": rounds}, indent=1))


if __name__ == "__main__":
    main()
