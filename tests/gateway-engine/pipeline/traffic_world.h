// One API with its plans, throttles, cache and web ACL, whose time the test owns, and requests through its program with
// no socket.
#pragma once

#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/execution_log.h"
#include "tests/gateway-engine/traffic/test_world.h"
#include "tests/support/engine_world.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

namespace gw::engine::test {

inline constexpr char partnerKey[] = "partner-0123456789abcdef";
inline constexpr char otherKey[] = "another-0123456789abcdef";

using HeaderList = std::initializer_list<std::pair<const char*, const char*>>;

struct Answer
{
    Response response;
    std::shared_ptr<Trace> trace;

    [[nodiscard]] int status() const { return response.status; }
    [[nodiscard]] std::string body() const { return response.bodyText(); }
    [[nodiscard]] std::string note(std::string_view stage, std::string_view name) const
    {
        for (const Span& span : trace->spans)
            if (span.stage == stage)
                for (const auto& [known, value] : span.notes)
                    if (known == name)
                        return value;
        return {};
    }
    [[nodiscard]] bool hasSpan(std::string_view stage) const
    {
        for (const Span& span : trace->spans)
            if (span.stage == stage)
                return true;
        return false;
    }
    // Everything a trace holds, for what must not stand there.
    [[nodiscard]] std::string everything() const
    {
        std::string all = trace->path + trace->fault.reason + trace->fault.message + executionLog(*trace);
        for (const TraceMessage& message : trace->messages) {
            all += message.startLine + message.body;
            for (const HeaderField field : message.headers)
                all += std::string(field.name) + std::string(field.value);
        }
        for (const Span& span : trace->spans)
            for (const auto& [name, value] : span.notes)
                all += name + value;
        return all;
    }
};

class TrafficWorld
{
public:
    // The API "pets" on the stage "dev", with what `design` makes of the project.
    explicit TrafficWorld(const std::function<void(Project&)>& design = {})
    {
        Api api;
        api.id = ApiId{1};
        api.apiId = "petsapi123";
        api.name = "pets";
        api.definition = RestApi{};
        gw::Stage stage;
        stage.id = StageId{2};
        api.stages.push_back(stage);
        project.apis.emplace_back(std::move(api));
        upstream.outcome = answerOf(200, "one");
        if (design)
            design(project);
    }

    static UpstreamResponse answerOf(int status, const std::string& body)
    {
        UpstreamResponse answer;
        answer.response.status = status;
        answer.response.headers.add("Content-Type", "text/plain");
        answer.response.body = body;
        return answer;
    }

    static Method& add(Project& project, const std::string& path, HttpVerb verb = HttpVerb::Get)
    {
        OpenApiDefinition& definition = *project.apis.front().edit().openApi();
        Resource* resource = nullptr;
        for (Cow<Resource>& each : definition.resources)
            if (each->path == path)
                resource = &each.edit();
        if (!resource) {
            Resource made;
            made.id = ResourceId{stableHash(path)};
            made.path = path;
            definition.resources.emplace_back(std::move(made));
            resource = &definition.resources.back().edit();
        }
        Method method;
        method.id = MethodId{stableHash(toString(verb), resource->id.value)};
        method.verb = verb;
        method.integration.emplace();
        method.integration->uri = "http://endpoint" + path;
        resource->methods.emplace_back(std::move(method));
        return resource->methods.back().edit();
    }
    static gw::Stage& stage(Project& project) { return project.apis.front().edit().stages.front(); }

    // A key with its value, and a plan of the stage "dev" that holds it.
    void addKey(const char* name, const char* value, bool enabled = true)
    {
        gw::ApiKey key;
        key.id = ApiKeyId{stableHash(name)};
        key.name = name;
        key.keyId = std::string("id-") + name;
        key.enabled = enabled;
        secrets.set(SecretKind::ApiKey, key.keyId, Secret(value));
        project.apiKeys.emplace_back(std::move(key));
    }
    gw::UsagePlan& addPlan(const char* name, std::vector<std::string> keys)
    {
        gw::UsagePlan plan;
        plan.id = UsagePlanId{stableHash(name)};
        plan.name = name;
        plan.planId = std::string("plan-") + name;
        plan.apiStages.push_back({"pets", "dev", {}});
        plan.keys = std::move(keys);
        project.usagePlans.emplace_back(std::move(plan));
        return project.usagePlans.back().edit();
    }

    Diagnostics follow() { return access.follow(project, secrets); }

    std::shared_ptr<const Program> compiled(const std::string& stageName = "dev")
    {
        Surroundings surroundings;
        access.surround(surroundings);
        gw::Stage stage = project.apis.front()->stages.front();
        stage.name = stageName;
        Compilation compilation = compile(*project.apis.front(), stage, {}, surroundings);
        warnings = std::move(compilation.diagnostics);
        return compilation.program;
    }
    // As the project stands now.
    void serve()
    {
        follow();
        program = compiled();
    }

    Answer send(const std::string& target, HeaderList headers = {}, const std::string& method = "GET",
                const std::function<void(Exchange&)>& prepare = {})
    {
        Request request;
        request.method = method;
        request.target = target;
        request.remoteAddress = "127.0.0.1";
        request.headers.add("Host", "localhost:4780");
        for (const auto& [name, value] : headers)
            request.headers.add(name, value);
        Exchange x(std::move(request), program, upstream, world, {});
        if (prepare)
            prepare(x);
        runTask(engine::serve(x));
        Answer answer;
        answer.trace = x.finishTrace();
        answer.response = std::move(x.response);
        return answer;
    }
    [[nodiscard]] std::size_t calls() const { return upstream.sent.size(); }

    TestWorld world;
    Access access{{{}, {}}, world};
    Project project;
    Secrets secrets;
    FakeUpstream upstream;
    std::shared_ptr<const Program> program;
    Diagnostics warnings; // of the last compilation
};

} // namespace gw::engine::test
