"""A body of 1 KiB that is validated against a model of twenty fields (designs.person_schema), beside Prism's validation."""
import json

from .. import designs
from ..rounds import Target
from ..run import rounds_scenario
from .template import RETURN, Person

PRISM = "Prism, validated"


def api(bench):
    return designs.lone_file(bench.scratch, "validated", {"/person": {"post": designs.validated()}},
                             components={"schemas": {"Person": designs.person_schema()}}, **designs.VALIDATORS)


def prism_document(bench):
    operation = designs.example({"ok": True}) | {
        "requestBody": {"required": True, "content": {"application/json": {"schema": designs.person_schema()}}}}
    return designs.lone_file(bench.scratch, "prism", {"/person": {"post": operation}})


def targets(bench):
    person = Person(bench)
    return [
        Target(RETURN, lambda: (bench.once("nginx", bench.peers.nginx_static), "/mock"), person),
        Target(PRISM, lambda: (bench.peers.prism(prism_document(bench)), "/person"), person, {RETURN: None}),
        Target("validated, traces off", lambda: (bench.serve(api(bench)), "/person"), person, {RETURN: 0.6}),
        Target("validated, ring", lambda: (bench.serve(api(bench), trace="ring"), "/person"), person, {RETURN: None}, writes_behind=True),
    ]


SCENARIO = rounds_scenario("validated", "POST of 1 KiB of JSON, validated by a model, one core", targets)
