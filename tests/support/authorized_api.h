// A REST or HTTP API with authorization, compiled against a project of a test's own and served without sockets:
// functions and endpoints answer as told, clocks stand still unless moved.
#pragma once

#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/stage_logging.h"
#include "tests/support/engine_world.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine::test {

// Lambda's Invoke API: `answer` gives what a function returns for an event; what was sent is kept.
class ScriptedFunctions final : public AwsServices
{
public:
    using Outcome = tl::expected<Response, UpstreamFailure>;
    Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient&, UpstreamResponse& answer) override
    {
        targets.push_back(request.http.target);
        events.push_back(request.http.body);
        Outcome outcome = script(json::readJson(request.http.body).value_or(json::Value()));
        if (!outcome)
            co_return outcome.error();
        answer.response = *std::move(outcome);
        co_return std::nullopt;
    }

    // Always the same payload, as the function returned it or failed with it.
    void returns(std::string payload, int status = 200, bool isError = false)
    {
        script = [=](const json::Value&) {
            Response response;
            response.status = status;
            response.body = payload;
            if (isError)
                response.headers.add("X-Amz-Function-Error", "Unhandled");
            return response;
        };
    }

    std::function<Outcome(const json::Value& event)> script = [](const json::Value&) { return Response{}; };
    std::vector<std::string> targets;
    std::vector<std::string> events;
};

// "{principalId, policyDocument: one statement}" as functions return it.
inline std::string authorizerAnswer(const std::string& effect, const std::string& resource,
                                    const std::string& more = {})
{
    return R"({"principalId":"u1","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke",)"
           R"("Effect":")" +
           effect + R"(","Resource":")" + resource + R"("}]})" + more + "}";
}

class AuthorizedApi
{
public:
    explicit AuthorizedApi(const std::string& openApi, Project project = {}, const Secrets& secrets = {},
                           const std::string& folder = {}, const std::string& stageName = "dev",
                           ApiKind kind = ApiKind::Rest)
        : m_project(std::move(project)), m_kind(kind), access(AccessOptions{folder, {}}, services)
    {
        told = access.follow(m_project, secrets);
        deploy(openApi, stageName);
    }

    void deploy(const std::string& openApi, const std::string& stageName = "dev")
    {
        Api api;
        api.id = ApiId{7};
        api.apiId = "abcdefghij";
        api.name = "pets";
        const OpenApiDefinition definition = readOpenApi(openApi, "api.yaml", api.id).source->definition;
        if (m_kind == ApiKind::Http)
            api.definition = HttpApi{definition};
        else
            api.definition = RestApi{definition};
        gw::Stage stage;
        stage.name = stageName;
        m_prefix = stageName == "$default" ? std::string() : "/dev";
        stage.variables = {{"tenant", "acme"}};
        stage.accessLog.destination = "access.log";
        stage.accessLog.format = "$context.requestId";
        Surroundings surroundings;
        surroundings.aws = m_project.aws;
        surroundings.services = functions;
        access.surround(surroundings);
        Compilation compilation = compile(api, stage, {}, surroundings);
        program = compilation.program;
        diagnostics = compilation.diagnostics;
    }

    // `request.target` with the stage.
    Response send(Request request)
    {
        if (request.remoteAddress.empty())
            request.remoteAddress = "203.0.113.9";
        if (request.headers.get("Host").empty())
            request.headers.add("Host", "abcdefghij.execute-api.localhost");
        Exchange x(std::move(request), program, upstream, services, {});
        x.path = std::string_view(x.request.target).substr(m_prefix.size());
        x.path = x.path.substr(0, x.path.find('?'));
        runTask(serve(x));
        trace = x.finishTrace();
        return std::move(x.response);
    }
    Response send(const std::string& method, const std::string& path,
                  const std::vector<std::pair<std::string, std::string>>& headers = {})
    {
        Request request;
        request.method = method;
        request.target = m_prefix + path;
        for (const auto& [name, value] : headers)
            request.headers.add(name, value);
        return send(std::move(request));
    }

    // Everything the trace holds, as one text.
    [[nodiscard]] std::string traceText() const
    {
        std::string text = trace->path + "\n" + trace->fault.reason + "\n" + trace->fault.message;
        for (const TraceMessage& message : trace->messages) {
            text += "\n" + message.startLine + "\n";
            for (const HeaderField field : message.headers)
                text.append(field.name).append(": ").append(field.value).append("\n");
            text += message.body;
        }
        for (const Span& span : trace->spans)
            for (const auto& [name, value] : span.notes)
                text += "\n" + name + ": " + value;
        return text;
    }
    [[nodiscard]] std::string note(std::string_view stage, std::string_view name) const
    {
        for (const Span& span : trace->spans)
            if (stage == span.stage)
                for (const auto& [key, value] : span.notes)
                    if (key == name)
                        return value;
        return {};
    }

    FakeServices services;
    std::shared_ptr<ScriptedFunctions> functions = std::make_shared<ScriptedFunctions>();
    FakeUpstream upstream;

private:
    Project m_project;
    ApiKind m_kind;
    std::string m_prefix;

public:
    Access access;
    Diagnostics told;
    Diagnostics diagnostics;
    std::shared_ptr<const Program> program;
    std::shared_ptr<Trace> trace;
};

} // namespace gw::engine::test
