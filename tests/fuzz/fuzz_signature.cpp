// Signed requests: no request crashes the verifier, refusals have texts; nothing but what was signed is accepted, and
// what our own signer makes of any request is. The input is "METHOD TARGET", lines of headers, an empty line, a body.
#include "gateway-engine/auth/sigv4_verify.h"
#include "gateway-engine/http/uri.h"
#include "tests/fuzz/check.h"

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;

namespace {

const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'619'072)};

struct Input
{
    std::string method;
    std::string target;
    Headers headers;
    std::string body;
};

std::string_view takeLine(std::string_view& text)
{
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

bool isToken(std::string_view name) // what a parser lets through as a field's name
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

Input inputOf(std::string_view text)
{
    Input input;
    const std::string_view line = takeLine(text);
    const auto blank = std::min(line.find(' '), line.size());
    input.method = line.substr(0, blank);
    input.target = line.substr(std::min(blank + 1, line.size()));
    while (!text.empty()) {
        const std::string_view field = takeLine(text);
        const auto colon = field.find(':');
        if (colon == std::string_view::npos)
            break;
        if (isToken(field.substr(0, colon)))
            input.headers.add(field.substr(0, colon), field.substr(colon + 1));
    }
    input.body = text;
    return input;
}

tl::expected<VerifiedSignature, SignatureFailure> verified(const Input& input, const AccessKeys& keys)
{
    auto verdict = verifySignature({input.method, input.target, input.body}, input.headers, keys, {"eu-west-1"}, now);
    fuzz::demand(verdict || !verdict.error().message.empty(), "a refusal has a text");
    fuzz::demand(verdict || verdict.error().message.find("a secret key") == std::string::npos, "no secret is told");
    return verdict;
}

bool hasSignatureInQuery(const std::string& target)
{
    return percentDecoded(target).find("X-Amz-") != std::string::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input = inputOf({reinterpret_cast<const char*>(data), size});
    const AwsCredentials credentials{"AKIDEXAMPLE", "a secret key", "token"};
    const AccessKeys keys(
        {{credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken, {}, {}, {}}});
    fuzz::demand(!verified(input, keys), "nobody else can sign");
    if (!input.headers.has("Host"))
        input.headers.add("Host", "localhost");
    const SigningScope scope = SigningScope::of("execute-api", "eu-west-1", now);
    Input inHeaders = input;
    signHeaders({input.method, input.target, input.body}, inHeaders.headers, credentials, scope);
    fuzz::demand(verified(inHeaders, keys).has_value(), "what is signed in headers is verified");
    if (hasSignatureInQuery(input.target))
        return 0;
    input.headers.remove("Authorization");
    input.target = signedTarget({input.method, input.target, input.body}, input.headers, credentials, scope,
                                std::chrono::seconds(60));
    fuzz::demand(verified(input, keys).has_value(), "what is signed in the query is verified");
    return 0;
}
