// The API whose requests are measured, in time by tests/bench and in allocations by the tests: generated answers, MOCK,
// HTTP_PROXY to an endpoint that answers 1 KiB at once, bodies of 1 KiB that are validated or go through a template, an
// API key with its usage plan, and the stage cache.
#pragma once

#include "core/format/openapi_read.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/task.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine::test {

inline constexpr const char* measuredDocument = R"yaml(
openapi: 3.0.1
info: {title: bench, version: '1'}
paths:
  /pets/{petId}:
    get:
      responses:
        '200': {description: ok, content: {application/json: {example: {id: 1, name: Rex, kind: dog, text: "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"}}}}
  /proxy/{proxy+}:
    x-amazon-apigateway-any-method:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: ANY
        uri: http://127.0.0.1:9000/{proxy}
        requestParameters: {integration.request.path.proxy: method.request.path.proxy}
  /keyed/{petId}:
    get:
      security: [{api_key: []}]
      responses:
        '200': {description: ok, content: {application/json: {example: {id: 1, name: Rex}}}}
  /cached:
    get:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: http://127.0.0.1:9000/cached, cacheKeyParameters: [method.request.querystring.type]}
  /mock:
    get:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"ok": true}'}}}
  /template:
    post:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates:
          application/json: |-
            #set($root = $input.path('$'))
            {
              "statusCode": 200,
              "owner": "$root.first1 $root.first2",
              "note": "$util.escapeJavaScript($root.text5)",
              "list": [#foreach($entry in $root.entries)"$entry.name"#if($foreach.hasNext),#end#end],
              "whole": $input.json('$.entries'),
              "stage": "$context.stage"
            }
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"ok": true}'}}}
  /validated:
    post:
      x-amazon-apigateway-request-validator: body
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Person'}}}}
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses: {default: {statusCode: '200', responseTemplates: {application/json: '{"ok": true}'}}}
x-amazon-apigateway-request-validators: {body: {validateRequestBody: true}}
components: {schemas: {Person: MODEL}, securitySchemes: {api_key: {type: apiKey, name: x-api-key, in: header}}}
)yaml";

// Twenty fields, five each of two kinds of texts, of integers and of numbers, and a list.
inline std::string measuredModel()
{
    std::string properties;
    std::string required;
    for (int i = 1; i <= 5; ++i) {
        const std::string n = std::to_string(i);
        properties += "first" + n + ": {type: string, minLength: 1, maxLength: 40}, text" + n + ": {type: string}, " +
                      "count" + n + ": {type: integer, minimum: 0, maximum: 1000}, price" + n + ": {type: number}, ";
        required += "first" + n + ", count" + n + ", ";
    }
    return "{type: object, required: [" + required + "entries], properties: {" + properties +
           "entries: {type: array, items: {type: object, required: [name], properties: {name: {type: string}, kind: "
           "{type: string, enum: [dog, cat, bird]}}}}}}";
}

inline std::string personBody(int entries = 12)
{
    std::string text = "{";
    for (int i = 1; i <= 5; ++i) {
        const std::string n = std::to_string(i);
        text += "\"first" + n + "\":\"Name of number " + n + "\",\"text" + n + "\":\"some \\\"text\\\" here\",\"count" +
                n + "\":" + n + "00,\"price" + n + "\":12.5,";
    }
    text += "\"entries\":[";
    for (int i = 0; i < entries; ++i)
        text += std::string(i > 0 ? "," : "") + "{\"name\":\"entry " + std::to_string(i) + "\",\"kind\":\"dog\"}";
    return text + "]}";
}

struct MeasuredCall
{
    const char* name;
    const char* verb;
    const char* target;
    std::string body = {};
    const char* apiKey = nullptr;
};

inline constexpr char measuredKey[] = "bench-key-0123456789";

inline std::vector<MeasuredCall> measuredCalls()
{
    return {{"generated answer", "GET", "/dev/pets/1"},
            {"the same with a key", "GET", "/dev/keyed/1", {}, measuredKey},
            {"MOCK answer", "GET", "/dev/mock"},
            {"from the cache, 1 KiB", "GET", "/dev/cached?type=1"},
            {"HTTP_PROXY, 1 KiB", "GET", "/dev/proxy/a/b"},
            {"template", "POST", "/dev/template", personBody()},
            {"validated", "POST", "/dev/validated", personBody()}};
}

class Endpoint1K final : public UpstreamClient
{
public:
    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest&, UpstreamResponse& answer) override
    {
        answer.reusedConnection = true;
        answer.response.headers.add("Content-Type", "application/json");
        answer.response.headers.add("Content-Length", "1024");
        answer.response.headers.add("Date", "Mon, 01 Jan 2024 00:00:00 GMT");
        answer.response.headers.add("Server", "nginx");
        answer.response.body.assign(1024, 'x');
        co_return std::nullopt;
    }
};

inline Request requestFor(const MeasuredCall& call)
{
    Request request;
    request.method = call.verb;
    request.target = call.target;
    request.body = call.body;
    request.headers.reserve(4);
    request.headers.add("Host", "127.0.0.1:4780");
    request.headers.add("User-Agent", "wrk/4.1");
    request.headers.add("Accept", "*/*");
    if (call.apiKey)
        request.headers.add("x-api-key", call.apiKey);
    request.remoteAddress = "127.0.0.1";
    return request;
}

// The program of the API's one stage, "dev", and what it leans on.
class MeasuredApi
{
public:
    MeasuredApi()
    {
        std::string text = measuredDocument;
        text.replace(text.find("MODEL"), 5, measuredModel());
        const auto reading = readOpenApi(text, "bench.yaml", ApiId{1});
        Api api;
        api.id = ApiId{1};
        api.apiId = apiId;
        api.name = "bench";
        api.definition = RestApi{reading.source->definition};
        gw::Stage stage;
        stage.name = "dev";
        stage.cacheClusterEnabled = true;
        stage.methodSettings = {cached("*/*", false), cached("cached/GET", true)};
        api.stages.push_back(stage);
        limit(api);
        Surroundings surroundings;
        m_access.surround(surroundings);
        m_program = compile(api, stage, {}, surroundings).program;
    }

    static constexpr char apiId[] = "benchbench";
    [[nodiscard]] const std::shared_ptr<const Program>& program() const { return m_program; }

private:
    // A stage with a cache keeps the answers of all its GET methods, unless they are told not to.
    static MethodSettings cached(const std::string& methodPath, bool isCached)
    {
        MethodSettings settings;
        settings.methodPath = methodPath;
        settings.caching.enabled = isCached;
        return settings;
    }

    // The key "bench" in a plan that throttles and counts.
    void limit(const Api& api)
    {
        Project project;
        project.apis.emplace_back(api);
        gw::ApiKey key;
        key.name = "bench";
        key.keyId = "benchkeyid";
        project.apiKeys.emplace_back(key);
        gw::UsagePlan plan;
        plan.name = "bench";
        plan.planId = "planid";
        plan.throttle = {1e8, 1'000'000'000};
        plan.quota = gw::Quota{2'000'000'000, 0, gw::QuotaPeriod::Month};
        plan.apiStages.push_back({api.name, api.stages[0].name, {}});
        plan.keys = {"bench"};
        project.usagePlans.emplace_back(plan);
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, key.keyId, Secret(measuredKey));
        (void)m_access.follow(project, secrets);
    }

    Access m_access{AccessOptions{}};
    std::shared_ptr<const Program> m_program;
};

} // namespace gw::engine::test
