"""1 KiB from an endpoint behind each: HTTP_PROXY beside reverse proxies. The endpoint is nginx, on the clients' core."""
from .. import designs
from ..rounds import Target
from ..run import rounds_scenario
from .answer import sqlite_target

PASS = "nginx proxy_pass"


def upstream(bench):
    return bench.once("upstream", bench.peers.nginx_upstream).port


def nginx_pass(bench):
    return Target(PASS, lambda: (bench.peers.nginx_proxy(upstream(bench)), "/mock"))


def proxy_api(bench):
    url = f"http://127.0.0.1:{upstream(bench)}/mock"
    return designs.lone_file(bench.scratch, "proxy", {"/mock": {"get": designs.http_proxy(url)}})


def transport(bench):
    port = bench.free_port()
    return bench.servers.start([bench.program("gw_bench_transport"), port, upstream(bench)], port, bench.server_cores), "/mock"


def targets(bench):
    ours = lambda **options: lambda: (bench.serve(proxy_api(bench), **options), "/mock")
    return [
        nginx_pass(bench),
        Target("HAProxy", lambda: (bench.peers.haproxy("9004", upstream(bench)), "/mock"), against={PASS: None}),
        Target("Caddy reverse_proxy", lambda: (bench.peers.caddy("9006", upstream(bench)), "/mock"), against={PASS: None}),
        Target("Mockoon proxy", lambda: (bench.peers.mockoon_proxy(upstream(bench)), "/mock"), against={PASS: None}),
        Target("transport alone, proxy", lambda: transport(bench), against={PASS: None}),
        Target("HTTP_PROXY, traces off", ours(), against={PASS: 1.15}),
        Target("HTTP_PROXY, traces in the ring", ours(trace="ring"), against={PASS: 1.0}, writes_behind=True),
        sqlite_target(bench, "HTTP_PROXY, traces in SQLite", proxy_api, {PASS: None}),
    ]


SCENARIO = rounds_scenario("proxy", "GET, 1 KiB from an endpoint, one core", targets)
