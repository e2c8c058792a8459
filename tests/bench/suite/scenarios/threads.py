"""Two threads beside one. With four cores and more, server and clients have two each, and the goal is judged; with fewer all
share all: what one thread leaves idle, clients use, so that nginx's own factor on the same machine has to be looked at as well."""
from ..figures import Goal
from ..load import Load
from ..processes import ALL_CORES, cores
from ..rounds import COLUMNS, Target, measure
from ..run import Scenario
from .answer import mock_api

NGINX, OURS = "nginx return, {}", "MOCK, {}"
ONE, TWO = "1 thread", "2 threads"
WANTED = 1.8


def has_room():
    return len(ALL_CORES) >= 4


def targets(bench):
    servers, clients = places()
    nginx = lambda workers: lambda: (bench.peers.nginx_static(workers, servers), "/mock")
    ours = lambda threads: lambda: (bench.serve(bench.once("api", lambda: mock_api(bench)), threads=threads, on=servers), "/mock")
    return [Target(NGINX.format(ONE), nginx(1)), Target(NGINX.format(TWO), nginx(2), against={NGINX.format(ONE): None}),
            Target(OURS.format(ONE), ours(1)), Target(OURS.format(TWO), ours(2), against={OURS.format(ONE): None})]


def places():
    return (cores({0, 1}), cores({2, 3})) if has_room() else (cores({0, 1}), cores({0, 1}))


def run(bench):
    one_client = bench.load
    bench.load = Load(bench.arguments.build, places()[1], threads=2)
    try:
        rows = measure(bench, "threads", targets(bench))
    finally:
        bench.load = one_client
    for row in rows:
        for peer in row.ratios:
            judge(row, row.ratio(peer, "rate"))
    return rows


def judge(row, factor):
    if not has_room():
        row.notes.append(f"{factor:.2f} times the requests of one; server and clients share the cores, so this says little beside what "
                         f"nginx gains here")
    elif row.target == OURS.format(TWO):
        row.goals.append(Goal("times the requests of one thread:", WANTED, factor))


SCENARIO = Scenario("threads", "two threads beside one, 200 bytes", COLUMNS, run,
                    lambda bench: [target.name for target in targets(bench)])
