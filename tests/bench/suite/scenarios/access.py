"""An API key of a usage plan with throttle and quota: what it adds to the same answer."""
from .. import designs
from ..load import Request
from ..rounds import Target
from ..run import rounds_scenario
from .answer import RETURN, mock_api, nginx_return

OPEN = "MOCK, open to all"


def keyed_api(bench):
    operation = designs.mock(bench.body("body200")) | {"security": [{"api_key": []}]}
    return designs.with_key(bench.scratch, "keyed", {"/mock": {"get": operation}})


def targets(bench):
    with_key = Request(headers=[f"x-api-key: {designs.KEY}"])
    return [
        nginx_return(bench),
        Target(OPEN, lambda: (bench.serve(mock_api(bench)), "/mock"), against={RETURN: None}),
        Target("MOCK, with a key", lambda: (bench.serve(keyed_api(bench)), "/mock"), with_key, {RETURN: None, OPEN: None}),
    ]


SCENARIO = rounds_scenario("access", "GET with an API key of a usage plan, one core", targets)
