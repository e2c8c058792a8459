"""A VTL template over a JSON body of 1 KiB: fields, a loop, an escaped text (designs.TEMPLATE), beside Mockoon's."""
import json

from .. import designs
from ..load import Request
from ..rounds import Target
from ..run import rounds_scenario

RETURN, MOCKOON = "nginx return", "Mockoon, templated"


class Person(Request):
    """POST of the 1 KiB body; it is written when it is first needed."""

    def __init__(self, bench):
        super().__init__("POST", ["Content-Type: application/json"])
        self.bench = bench

    def arguments(self):
        self.body = self.bench.once("person", lambda: self.bench.write_body("person.json", json.dumps(designs.person(), separators=(",", ":"))))
        return super().arguments()


def template_api(bench):
    """The template is the request's; what it makes decides the status, and the answer is short."""
    return designs.lone_file(bench.scratch, "template", {"/tpl": {"post": designs.mock('{"ok": true}', designs.TEMPLATE)}})


def answered_api(bench):
    """What the template makes of the body is the answer: the request's template hands the body on, the answer's renders it."""
    hand_on = "#set($context.requestOverride.path.body = $input.body){\"statusCode\": 200}"
    render = designs.TEMPLATE.replace("$input.path('$')", "$util.parseJson($context.requestOverride.path.body)").replace(
        "$input.json('$.entries')", "$root.entries.size()")
    return designs.lone_file(bench.scratch, "answered", {"/tpl": {"post": designs.mock(render, hand_on)}})


def targets(bench):
    ours = lambda api, **options: lambda: (bench.serve(api(bench), **options), "/tpl")
    person = Person(bench)
    return [
        Target(RETURN, lambda: (bench.once("nginx", bench.peers.nginx_static), "/mock"), person),
        Target(MOCKOON, lambda: (bench.peers.mockoon_template(), "/tpl"), person),
        Target("MOCK, template", ours(template_api), person, {RETURN: 0.6, MOCKOON: 10}),
        Target("MOCK, the body in the answer", ours(answered_api), person, {RETURN: None, MOCKOON: None}),
        Target("MOCK, template, ring", ours(template_api, trace="ring"), person, {RETURN: None}, writes_behind=True),
    ]


SCENARIO = rounds_scenario("template", "POST of 1 KiB of JSON through a template, one core", targets)
