"""The APIs that are served: OpenAPI documents with the integrations of Amazon API Gateway, and projects around them."""
import json

KEY = "bench-0123456789-0123456789"
OK = {"responses": {"200": {"description": "ok"}}}


def example(body):
    """An operation without an integration: answered from its example."""
    return {"responses": {"200": {"description": "ok", "content": {"application/json": {"example": body}}}}}


def from_schema(schema):
    """The same without an example: the answer is made of the schema."""
    return {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}}


def mock(answer, request_template='{"statusCode": 200}'):
    """A MOCK integration: `answer` is the response template."""
    return OK | {"x-amazon-apigateway-integration": {
        "type": "mock", "passthroughBehavior": "when_no_match", "requestTemplates": {"application/json": request_template},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": answer}}}}}


def http_proxy(url):
    return OK | {"x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET", "uri": url}}


def function(name):
    place = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    return OK | {"x-amazon-apigateway-integration": {
        "type": "aws_proxy", "httpMethod": "POST",
        "uri": f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{place}/invocations"}}


def document(name, paths, **more):
    """`paths`: {"/mock": {"get": operation}}."""
    return {"openapi": "3.0.3", "info": {"title": name, "version": "1"}, "paths": paths} | more


def lone_file(folder, name, paths, **more):
    path = folder / f"{name}.openapi.json"
    path.write_text(json.dumps(document(name, paths, **more)))
    return path


def project(folder, name, paths, stage=None, **more):
    """A project of one API, so that what gatewright.yaml says of keys, plans and stages counts."""
    place = folder / name
    (place / ".gatewright").mkdir(parents=True)
    schemes = {"securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}}
    (place / "api.json").write_text(json.dumps(document(name, paths, components=schemes)))
    api = {"name": name, "kind": "rest", "file": "api.json", "stages": [{"name": "dev", "autoDeploy": True} | (stage or {})]}
    (place / "gatewright.yaml").write_text(json.dumps({"name": name, "apis": [api]} | more))
    return place


def with_key(folder, name, paths):
    """A project whose API asks for KEY, of a plan with throttle and quota."""
    plan = {"name": "wide", "throttle": {"rateLimit": 1_000_000, "burstLimit": 1_000_000},
            "quota": {"limit": 1_000_000_000, "period": "MONTH"}, "apiStages": [{"api": name, "stage": "dev"}], "keys": ["bench"]}
    place = project(folder, name, paths, apiKeys=[{"name": "bench", "id": "bench"}], usagePlans=[plan])
    secrets = place / ".gatewright" / "secrets.yaml"
    secrets.write_text(json.dumps({"apiKeys": {"bench": KEY}}))
    secrets.chmod(0o600)
    return place


def person_schema():
    """Twenty fields, five each of two kinds of text, of integers and of numbers, and a list."""
    properties, required = {}, ["entries"]
    for n in range(1, 6):
        properties |= {f"first{n}": {"type": "string", "minLength": 1, "maxLength": 40}, f"text{n}": {"type": "string"},
                       f"count{n}": {"type": "integer", "minimum": 0, "maximum": 1000}, f"price{n}": {"type": "number"}}
        required += [f"first{n}", f"count{n}"]
    entry = {"type": "object", "required": ["name"],
             "properties": {"name": {"type": "string"}, "kind": {"type": "string", "enum": ["dog", "cat", "bird"]}}}
    return {"type": "object", "required": required, "properties": properties | {"entries": {"type": "array", "items": entry}}}


def person():
    """A body of about 1 KiB that the schema takes."""
    body = {}
    for n in range(1, 6):
        body |= {f"first{n}": f"Name of number {n}", f"text{n}": 'some "text" here', f"count{n}": n * 100, f"price{n}": 12.5}
    return body | {"entries": [{"name": f"entry {i}", "kind": "dog"} for i in range(18)]}


def validated(schema_place="#/components/schemas/Person"):
    return mock('{"ok": true}') | {"x-amazon-apigateway-request-validator": "body",
                                   "requestBody": {"content": {"application/json": {"schema": {"$ref": schema_place}}}}}


VALIDATORS = {"x-amazon-apigateway-request-validators": {"body": {"validateRequestBody": True}}}

# What a template over that body does in practice: fields, a loop, an escaped text, a part as it is.
TEMPLATE = """#set($root = $input.path('$'))
{
  "statusCode": 200,
  "owner": "$root.first1 $root.first2",
  "note": "$util.escapeJavaScript($root.text5)",
  "list": [#foreach($entry in $root.entries)"$entry.name"#if($foreach.hasNext),#end#end],
  "whole": $input.json('$.entries'),
  "stage": "$context.stage"
}"""
# The same in Mockoon's words.
MOCKOON_TEMPLATE = """{
  "owner": "{{body 'first1'}} {{body 'first2'}}",
  "note": {{{stringify (body 'text5')}}},
  "list": [{{#each (bodyRaw 'entries')}}"{{this.name}}"{{#unless @last}},{{/unless}}{{/each}}],
  "whole": {{{stringify (bodyRaw 'entries')}}},
  "stage": "dev"
}"""


def many_paths(count, operation):
    """`count` routes of the shape of a real API: a collection and a resource with a parameter for each two."""
    paths = {}
    for n in range((count + 1) // 2):
        paths[f"/group{n % 100}/things{n}"] = {"get": operation(2 * n)}
        if 2 * n + 1 < count:
            paths[f"/group{n % 100}/things{n}/{{id}}"] = {"get": operation(2 * n + 1)}
    return paths


def asked_path(template):
    return template.replace("{id}", "a-17")
