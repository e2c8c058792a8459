"""From the start of the program to its first 200, for an API of 100 routes; the CPU until then is what does not depend on
what else the machine does."""
import http.client, time

from .. import accounting, designs
from ..figures import Goal, Row
from ..processes import Missing, free_port
from ..run import Scenario
from ..yaml_text import as_yaml

COLUMNS = ("start_ms", "start_cpu_ms", "memory_mib")
ROUTES, MOST_MS = 100, 30
OURS = f"gatewright serve, {ROUTES} routes"
NGINX, NODE, MOCKOON, PRISM = "nginx", "Node http", "Mockoon", "Prism"
NAMES = (OURS, OURS + ", YAML", NGINX, NODE, MOCKOON, PRISM)


def api(bench, name):
    operation = lambda n: designs.mock(bench.body("body200"))
    path = designs.lone_file(bench.scratch, "start", designs.many_paths(ROUTES, operation))
    if not name.endswith("YAML"):
        return path
    return bench.write_body("start.openapi.yaml", as_yaml(designs.document("start", designs.many_paths(ROUTES, operation))))


def answers(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def until_answered(bench, spawn, port, path):
    """Seconds; looks as often as it can, on the clients' core."""
    begin = time.perf_counter()
    process = spawn()
    while not answers(port, path):
        if process.poll() is not None or time.perf_counter() - begin > 60:
            raise SystemExit(f"bench: {' '.join(map(str, process.args))} did not answer")
    took = time.perf_counter() - begin
    return {"start_ms": took * 1e3, "start_cpu_ms": accounting.cpu_milliseconds_so_far(process.pid),
            "memory_mib": accounting.resident_bytes(process.pid) / 1024 / 1024}


def ours(bench, name):
    file = api(bench, name)
    port = free_port()
    command = [bench.binary, "serve", file, "--port", port]
    return lambda: until_answered(bench, lambda: bench.servers.spawn(command, bench.server_cores), port, "/dev/group0/things0")


class Recorder:
    """Stands in for Servers: takes down what would be started, and starts it for the clock."""

    def __init__(self, servers):
        self.servers = servers

    def start(self, arguments, port, on, environment=None, log=None):
        self.port = port
        self.spawn = lambda: self.servers.spawn(arguments, on, environment, **({"log": log} if log else {}))


def peer(bench, begin, path="/mock"):
    recorder = Recorder(bench.servers)
    bench.peers.servers = recorder
    begin(bench.peers)
    return lambda: until_answered(bench, recorder.spawn, recorder.port, path)


def measured(bench, name):
    starts = {NGINX: lambda peers: peers.nginx_static(), NODE: lambda peers: peers.node_http(),
              MOCKOON: lambda peers: peers.mockoon_static(), PRISM: lambda peers: peers.prism_static()}
    with bench.fresh():
        return (peer(bench, starts[name]) if name in starts else ours(bench, name))()


def run(bench):
    rows = {}
    names = [name for name in NAMES if bench.wants(f"start/{name}")]
    for n in range(bench.arguments.starts):
        for name in names:
            if n >= bench.arguments.rounds and name in (MOCKOON, PRISM):
                continue  # take seconds
            bench.progress(f"start, {n + 1} of {bench.arguments.starts}: {name}")
            try:
                rows.setdefault(name, Row(name)).add(measured(bench, name))
            except Missing as missing:
                bench.leave_out(name, missing)
                names.remove(name)
                rows.pop(name)
                break
    if OURS in rows:
        rows[OURS].goals.append(Goal("ms to the first answer:", MOST_MS, rows[OURS].median("start_ms"), at_least=False))
    return list(rows.values())


SCENARIO = Scenario("start", "start to first answer", COLUMNS, run, lambda bench: NAMES)
