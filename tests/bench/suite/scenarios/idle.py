"""Keep-alive connections that do nothing: the memory of each, and what they add to the cost of 64 that are busy. A server of
its own for every round, so that memory it has kept from before does not hide any."""
from .. import accounting
from ..figures import Goal, Row
from ..rounds import Target, started, wanted
from ..run import Scenario
from . import answer

COLUMNS = ("bytes_per_connection", "busy_cpu_us", "many_cpu_us", "many_ratio", "memory_mib")
MOST_BYTES, MOST_GROWTH = 2_560, 1.1


def count(bench):
    return 500 if bench.arguments.quick else bench.arguments.idle


def targets(bench):
    return [
        answer.nginx_return(bench),
        Target("HAProxy return", lambda: (bench.peers.haproxy("9003"), "/mock")),
        Target("Node http", lambda: (bench.peers.node_http(), "/mock")),
        Target("transport alone", lambda: answer.transport(bench)),
        Target("MOCK, traces off", lambda: (bench.serve(answer.mock_api(bench)), "/mock")),
    ]


def cpu_per_request(bench, server, load):
    """Of a load whose connections are open already."""
    before = sum(accounting.cpu_seconds(server.pid))
    load.go()
    told = load.result()
    return (sum(accounting.cpu_seconds(server.pid)) - before) * 1e6 / max(1, told["requests"]), told


def begin(bench, url, request, idle):
    return bench.load.begin(url, request, seconds=bench.arguments.duration, connections=bench.arguments.connections, idle=idle)


def busy_alone(bench, target, server, url):
    accounting.settled(lambda: accounting.cpu_seconds(server.pid))  # connections of before are closed
    return cpu_per_request(bench, server, begin(bench, url, target.request, 0))[0]


def one_round(bench, target, server, url, row):
    """Without idle connections, with them, and without once more: what else the machine does changes meanwhile."""
    bench.load.run(url, target.request, seconds=0.5, connections=bench.arguments.connections)  # warm
    first = busy_alone(bench, target, server, url)
    before = accounting.settled_memory(server.pid)
    load = begin(bench, url, target.request, count(bench))
    after = accounting.settled_memory(server.pid)
    many, told = cpu_per_request(bench, server, load)
    busy = (first + busy_alone(bench, target, server, url)) / 2
    row.add({"bytes_per_connection": (after - before) / (count(bench) + bench.arguments.connections), "busy_cpu_us": busy,
             "many_cpu_us": many, "many_ratio": many / busy, "memory_mib": after / 1024 / 1024})
    if told["idle_lost"] or told["failed"] or told["not_2xx"]:
        row.notes.append(f"{told['idle_lost']} idle connections ended, {told['failed']} requests failed, {told['not_2xx']} not 2xx")


def run(bench):
    rows = {}
    for n in range(bench.arguments.rounds):
        for name in [target.name for target in wanted(bench, "idle", targets(bench))]:
            with bench.fresh():
                only = [target for target in targets(bench) if target.name == name]
                for target, server, url, row in started(bench, only):
                    bench.progress(f"idle, round {n + 1} of {bench.arguments.rounds}: {name}")
                    one_round(bench, target, server, url, rows.setdefault(name, row))
    row = rows.get("MOCK, traces off")
    if row:
        row.goals += [Goal("bytes an idle connection:", MOST_BYTES, row.median("bytes_per_connection"), at_least=False),
                      Goal("CPU a request with the idle ones open, in times of without:", MOST_GROWTH, row.median("many_ratio"), at_least=False)]
    return list(rows.values())


SCENARIO = Scenario("idle", "idle keep-alive connections, one core", COLUMNS, run, lambda bench: [t.name for t in targets(bench)])
