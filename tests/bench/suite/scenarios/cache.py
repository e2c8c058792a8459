"""The endpoint's 1 KiB out of the stage cache."""
from .. import designs
from ..rounds import Target
from ..run import rounds_scenario
from .answer import RETURN, nginx_return
from .proxy import upstream


def cached_api(bench):
    url = f"http://127.0.0.1:{upstream(bench)}/mock"
    stage = {"cacheClusterEnabled": True, "methodSettings": {"*/*": {"cachingEnabled": True}}}
    return designs.project(bench.scratch, "cached", {"/mock": {"get": designs.http_proxy(url)}}, stage)


def targets(bench):
    ours = lambda **options: lambda: (bench.serve(bench.once("api", lambda: cached_api(bench)), **options), "/mock")
    return [
        nginx_return(bench),
        Target("from the cache, 1 KiB", ours(), against={RETURN: None}),
        Target("from the cache, ring", ours(trace="ring"), against={RETURN: None}, writes_behind=True),
    ]


SCENARIO = rounds_scenario("cache", "GET, 1 KiB from the stage cache, one core", targets)
