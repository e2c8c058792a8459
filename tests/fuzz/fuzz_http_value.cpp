// Sources of values of HTTP APIs, and what functions answer: no text crashes them, errors have words. The input is a
// source, a line break and the body it is tried on.
#include "gateway-engine/compile/program.h"
#include "gateway-engine/integrations/route_answer.h"
#include "gateway-engine/pipeline/http_value_source.h"
#include "tests/fuzz/check.h"
#include "tests/support/engine_world.h"

using namespace gw;
using namespace gw::engine;

namespace {

std::shared_ptr<const Program> httpProgram()
{
    auto made = std::make_shared<Program>();
    made->isHttpApi = true;
    made->stageName = "prod";
    return made;
}

void evaluate(std::string_view text, HttpValueSource::Side side, std::string_view body)
{
    static const auto program = httpProgram();
    const auto source = HttpValueSource::parse(text, side);
    if (!source) {
        fuzz::demand(!source.error().message.empty() && !source.error().hint.empty(), "an error says what and how");
        return;
    }
    engine::test::FakeServices services;
    engine::test::FakeUpstream upstream;
    Request request;
    request.method = "POST";
    request.target = std::string("/a?").append(body.substr(0, 200));
    request.body = body;
    Exchange x(std::move(request), program, upstream, services, {});
    x.response.body = body;
    HttpValues values(x);
    const auto value = source->value(values);
    fuzz::demand(!source->isLiteral() || value.has_value(), "a literal is always there");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), size);
    const std::string_view body = end < size ? text.substr(end + 1) : std::string_view("{\"a\":[1]}");
    evaluate(text.substr(0, end), HttpValueSource::Side::Request, body);
    evaluate(text.substr(0, end), HttpValueSource::Side::Response, body);
    for (const PayloadFormat format : {PayloadFormat::V1, PayloadFormat::V2}) {
        const auto answer = readRouteAnswer(body, format);
        fuzz::demand(answer || !answer.error().empty(), "a malformed answer is told");
        fuzz::demand(!answer || (answer->status >= 100 && answer->status <= 599), "a status is one");
    }
    return 0;
}
