"""The same 200 bytes from everybody: the whole pipeline of a MOCK integration beside servers that do little else."""
import contextlib, json, sqlite3

from .. import designs
from ..rounds import Target
from ..run import rounds_scenario

RETURN, LOG = "nginx return", "nginx return + access log"


def nginx_return(bench):
    return Target(RETURN, lambda: (bench.once("nginx", bench.peers.nginx_static), "/mock"))


def nginx_log(bench):
    def empty():
        if bench.peers.access_log().exists():
            bench.peers.access_log().write_bytes(b"")

    return Target(LOG, lambda: (bench.once("nginx", bench.peers.nginx_static), "/log"), between=empty)


def mock_api(bench):
    body = bench.body("body200")
    return designs.lone_file(bench.scratch, "mock", {"/mock": {"get": designs.mock(body)}})


def example_api(bench):
    body = json.loads(bench.body("body200"))
    return designs.lone_file(bench.scratch, "example", {"/mock": {"get": designs.example(body)}})


def schema_api(bench):
    schema = {"type": "object", "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "price": {"type": "number"}, "inStock": {"type": "boolean"},
        "tags": {"type": "array", "items": {"type": "string"}}, "updated": {"type": "string", "format": "date-time"}}}
    return designs.lone_file(bench.scratch, "schema", {"/mock": {"get": designs.from_schema(schema)}})


def transport(bench):
    port = bench.free_port()
    return bench.servers.start([bench.program("gw_bench_transport"), port], port, bench.server_cores), "/mock"


def sqlite_target(bench, name, api, against):
    """Its writer works on after the last answer, and drops what comes too fast: how much is said."""
    file = lambda: bench.scratch / f"{name.split(',')[0]}.sqlite"
    return Target(name, lambda: (bench.serve(api(bench), trace=file()), "/mock"), against=against, writes_behind=True,
                  remark=lambda requests: kept(file(), requests))


def kept(file, requests):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as traces:
        written = traces.execute("SELECT count(*) FROM trace").fetchone()[0]
    return f"{written:,} traces in the file, of {requests:,} requests ({written / max(1, requests):.0%})"


def targets(bench):
    ours = lambda api, **options: lambda: (bench.serve(api(bench), **options), "/mock")
    return [
        nginx_return(bench), nginx_log(bench),
        Target("HAProxy return", lambda: (bench.peers.haproxy("9003"), "/mock"), against={RETURN: None}),
        Target("Caddy respond", lambda: (bench.peers.caddy("9005"), "/mock"), against={RETURN: None}),
        Target("Node http", lambda: (bench.peers.node_http(), "/mock"), against={RETURN: None}),
        Target("Mockoon", lambda: (bench.peers.mockoon_static(), "/mock"), against={RETURN: None}),
        Target("Prism", lambda: (bench.peers.prism_static(), "/mock"), against={RETURN: None}),
        Target("transport alone", lambda: transport(bench), against={RETURN: None}),
        Target("MOCK, traces off", ours(mock_api), against={RETURN: 1.05}),
        Target("MOCK, traces in the ring", ours(mock_api, trace="ring"), against={RETURN: 0.85}, writes_behind=True),
        sqlite_target(bench, "MOCK, traces in SQLite", mock_api, {RETURN: 0.6}),
        Target("example, traces off", ours(example_api), against={RETURN: 1.05}),
        Target("example, traces in the ring", ours(example_api, trace="ring"), against={RETURN: 0.85}, writes_behind=True),
        Target("made of the schema", ours(schema_api), against={RETURN: None}),
    ]


SCENARIO = rounds_scenario("answer", "GET, 200 bytes of JSON, one core", targets)
