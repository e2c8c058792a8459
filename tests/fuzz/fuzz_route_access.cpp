// What HTTP APIs read of mappings and of their authorizers (reference 2.5 to 2.7): no text crashes it, a mapping key
// that is taken is written the one way it can be and changes no reserved header, and nobody is let in by an answer that
// does not say so with a boolean. The input is a mapping key, an origin, and a function's answer.
#include "core/api/mapping_key.h"
#include "core/edit/cors_rules.h"
#include "core/json/text.h"
#include "gateway-engine/auth/authorizer_result.h"
#include "gateway-engine/auth/condition_keys.h"
#include "gateway-engine/pipeline/cors.h"
#include "tests/fuzz/check.h"

using namespace gw;
using namespace gw::engine;

namespace {

std::string written(const MappingKey& key)
{
    constexpr const char* actions[] = {"append:", "overwrite:", "remove:"};
    constexpr const char* places[] = {"header.", "querystring.", "path", "statuscode"};
    return std::string(actions[static_cast<int>(key.action)]) + places[static_cast<int>(key.place)] + key.name;
}

void checkKey(const Result<MappingKey>& key, std::string_view text)
{
    if (!key) {
        fuzz::demand(!key.error().message.empty() && !key.error().hint.empty(), "a refusal has a reason and a hint");
        return;
    }
    fuzz::demand(written(*key) == text, "a key is written one way");
    fuzz::demand(key->place != MappingPlace::Header || !isReservedHeader(key->name), "reserved headers are refused");
}

void checkOrigin(const std::string& text)
{
    CorsDesign design;
    design.allowOrigins = {text};
    const Cors cors(design);
    if (isAllowedOrigin(text) && text.find('*') == std::string::npos)
        fuzz::demand(cors.allowedOrigin(text).has_value(), "an exact origin is allowed");
    fuzz::demand(text == "*" || text.starts_with("http") || !cors.allowedOrigin("https://other.example"),
                 "no other origin is allowed");
}

void checkAnswer(std::string_view text)
{
    const auto result = auth::readAuthorizerResult(text, {true, true});
    if (!result) {
        fuzz::demand(!result.error().empty(), "a refusal has a reason");
        return;
    }
    const auto document = json::readJson(text);
    fuzz::demand(document && (*document)["isAuthorized"].isBool(), "only a boolean is an answer");
    const auth::ConditionKeys keys;
    const auth::Decision decision = result->policy.evaluate({"execute-api:Invoke", "arn", nullptr, &keys});
    fuzz::demand((decision == auth::Decision::Allow) == (*document)["isAuthorized"].toBool(),
                 "the policy says what the answer says");
    fuzz::demand(result->context.isObject(), "a context is an object");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkKey(requestMappingKeyFrom(text), text);
    checkKey(responseMappingKeyFrom(text), text);
    checkOrigin(std::string(text));
    checkAnswer(text);
    return 0;
}
