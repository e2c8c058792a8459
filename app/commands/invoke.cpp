// gatewright invoke: one request through the undeployed design without a socket, as the service's Test tab does
// (reference 1.35).
#include "gateway-engine/invoke.h"

#include "app/commands/command.h"
#include "app/commands/stage_target.h"
#include "core/format/atomic_file.h"
#include "core/json/text.h"
#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/trace/trace_text.h"

#include <algorithm>
#include <iostream>
#include <iterator>

namespace gw::cli {

namespace {

struct InvokeOptions
{
    std::string project;
    std::string api;
    std::string method = "GET";
    std::string path;
    std::string resource;
    std::vector<std::string> headers;
    std::string data;
    std::vector<std::string> stageVariables;
};

// The first stage's variables, as overridden on the command line.
Result<Stage> testStage(const Api& api, const std::vector<std::string>& overrides)
{
    Stage stage = api.stages.empty() ? Stage{} : api.stages.front();
    stage.name = engine::testStageName;
    for (const std::string& text : overrides) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos)
            return fail("\"" + text + "\" is not a stage variable.", "Write it as --stage-variable name=value.");
        setIn(stage.variables, text.substr(0, equals), text.substr(equals + 1));
    }
    return stage;
}

Result<std::string> readBody(const std::string& data)
{
    if (data == "-")
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    if (data.starts_with('@'))
        return readFile(data.substr(1));
    return data;
}

Result<engine::Request> requestFrom(const InvokeOptions& options)
{
    engine::Request request;
    request.method = options.method;
    std::transform(request.method.begin(), request.method.end(), request.method.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (!options.path.empty() && !options.path.starts_with('/'))
        return fail("\"" + options.path + "\" is not a path.", "A path begins with a slash: --path '/pets/1?x=y'.");
    request.target = options.path.empty() && options.resource.empty() ? "/" : options.path;
    for (const std::string& text : options.headers) {
        const auto colon = text.find(':');
        if (colon == 0 || colon == std::string::npos)
            return fail("\"" + text + "\" is not a header.", "Write it as -H 'Name: value'.");
        const auto value = text.find_first_not_of(" \t", colon + 1);
        request.headers.add(text.substr(0, colon), value == std::string::npos ? "" : text.substr(value));
    }
    Result<std::string> body = readBody(options.data);
    if (!body)
        return fail(std::move(body.error()));
    request.body = std::move(*body);
    request.remoteAddress = engine::testSourceIp;
    return request;
}

json::Value asJson(const engine::InvokeResult& result)
{
    json::Value single = json::Value::object();
    json::Value multi = json::Value::object();
    for (const engine::HeaderField field : result.response.headers) {
        const std::string name = engine::validUtf8(field.name);
        single.set(name, engine::validUtf8(field.value));
        if (!multi.find(name))
            multi.set(name, json::Value::array());
        multi.find(name)->asArray().push_back(engine::validUtf8(field.value));
    }
    const auto latency = result.trace ? result.trace->duration : std::chrono::nanoseconds{0};
    json::Value value = json::Value::object();
    value.set("status", result.response.status);
    value.set("headers", std::move(single));
    value.set("multiValueHeaders", std::move(multi));
    value.set("body", engine::validUtf8(result.response.bodyText()));
    value.set("log", engine::validUtf8(result.log));
    value.set("latency", std::chrono::duration_cast<std::chrono::milliseconds>(latency).count());
    return value;
}

int failWith(const Diagnostic& diagnostic, const Terminal& terminal, int code)
{
    print(std::cerr, diagnostic, terminal.colorErrors);
    return code;
}

int runInvoke(const InvokeOptions& options, const Terminal& terminal)
{
    Result<engine::Request> request = requestFrom(options);
    if (!request)
        return failWith(request.error(), terminal, ExitUsage);
    const Result<OpenedProject> opened = openProjectForCommand(options.project);
    if (!opened)
        return failWith(opened.error(), terminal, ExitInvalid);
    print(std::cerr, opened->diagnostics, terminal.colorErrors);
    const Result<const Api*> api = chooseApi(opened->project, options.api);
    if (!api)
        return failWith(api.error(), terminal, opened->project.apis.empty() ? ExitInvalid : ExitUsage);
    const Result<Stage> stage = testStage(**api, options.stageVariables);
    if (!stage)
        return failWith(stage.error(), terminal, ExitUsage);

    engine::Backends backends({opened->files.root, {}});
    print(std::cerr, backends.follow(opened->project), terminal.colorErrors);
    engine::Compilation compilation = engine::compile(**api, *stage, {}, backends.surroundings());
    nameFiles(compilation.diagnostics, opened->files.root);
    if (!compilation.program) {
        print(std::cerr, compilation.diagnostics, terminal.colorErrors);
        return ExitInvalid;
    }
    if (options.resource.empty()) {
        std::cout << json::writeJson(asJson(engine::invoke(compilation.program, std::move(*request)))) << '\n';
        return ExitGood;
    }
    const auto result = engine::invokeMethod(compilation.program, options.resource, std::move(*request));
    if (!result)
        return failWith(result.error(), terminal, ExitUsage);
    std::cout << json::writeJson(asJson(*result)) << '\n';
    return ExitGood;
}

} // namespace

void addInvoke(CommandLine& line)
{
    auto options = std::make_shared<InvokeOptions>();
    CLI::App* command = line.app.add_subcommand("invoke", "Run one request through the design, without a socket");
    command->add_option("PROJECT", options->project, "Project folder, gatewright.yaml or OpenAPI file")->required();
    command->add_option("--api", options->api, "The API (needed when the project has several)");
    command->add_option("--method", options->method, "Verb of the request")->capture_default_str();
    command->add_option("--path", options->path, "Path and query, without the stage (/ unless given)");
    command->add_option("--resource", options->resource,
                        "The resource as designed, /pets/{petId}: its method runs whatever the path");
    command->add_option("-H,--header", options->headers, "'Name: value' (repeatable)")->allow_extra_args(false);
    command->add_option("-d,--data", options->data, "Body: TEXT, @FILE, or - for stdin");
    command->add_option("--stage-variable", options->stageVariables, "name=value (repeatable)")
        ->allow_extra_args(false);
    command->footer("Example:\n  gatewright invoke petstore --api pets --method GET --path '/pets/1?full=true'");
    command->callback(
        [options, &line] { line.run = [options](const Terminal& terminal) { return runInvoke(*options, terminal); }; });
}

} // namespace gw::cli
