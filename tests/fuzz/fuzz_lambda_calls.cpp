// Requests of the Invoke API and the Runtime API: never crash; what is taken for a function's name is one, and what
// goes to a function is JSON. The first line is a request target, the rest a body and, again, a client context.
#include "core/json/check_json.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/lambda/invoke_api.h"
#include "gateway-engine/lambda/runtime_api.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

using namespace gw;
using namespace gw::engine;

namespace {

void demandCall(std::string_view target, std::string_view body)
{
    Request request;
    request.method = "POST";
    request.target = target;
    request.body = body;
    request.headers.add("X-Amz-Client-Context", base64Encoded(body));
    LambdaCall call = lambdaCallOf(request);
    if (call.kind == LambdaCall::Kind::Invoke && !call.function.empty())
        fuzz::demand(isFunctionName(call.function), "a function's name is one");
    if (const auto refused = refuseInvocation(request, call)) {
        fuzz::demand(refused->status == 400 || refused->status == 413, "a refusal says why");
        return;
    }
    fuzz::demand(json::readJson(request.body, {64u << 20, 500, 4'000'000}).has_value(),
                 "what goes to a function is JSON");
    fuzz::demand(call.clientContext.find_first_of("\r\n") == std::string::npos, "a client context is one line");
}

void demandRuntimeCall(std::string_view path)
{
    for (const char* method : {"GET", "POST"}) {
        const RuntimeCall call = runtimeCallOf(method, path);
        fuzz::demand(call.requestId.empty() || path.find(call.requestId) != std::string_view::npos,
                     "a request id stands in the path");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view target = text.substr(0, end);
    const std::string_view body = text.substr(std::min(end + 1, text.size()));
    demandCall(target, body);
    demandCall("/2015-03-31/functions/" + std::string(target) + "/invocations", body);
    demandRuntimeCall(target);
    demandRuntimeCall("/2018-06-01/runtime/" + std::string(target));
    const bool isJson = json::readJson(body, {64u << 20, 200, 1u << 30}).has_value();
    if (!body.starts_with("\xEF\xBB\xBF") && isJson != json::checkJson(body).has_value())
        fuzz::demand(false, "reading and checking agree");
    return 0;
}
