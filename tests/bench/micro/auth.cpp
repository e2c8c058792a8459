// What authorization costs a request: evaluating a policy of ten statements, verifying a signature and tokens.
#include "core/json/text.h"
#include "gateway-engine/auth/policy.h"
#include "gateway-engine/auth/sigv4_verify.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/crypto/jose_key.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <functional>
#include <string>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine;
using namespace gw::engine::auth;

namespace {

const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'619'072)};
constexpr std::string_view resource = "arn:aws:execute-api:eu-west-1:111122223333:abc123defg/prod/GET/orders/7";

using Check = std::function<bool()>; // whether it went well

Policy policyOf(int statements, const std::string& last)
{
    std::string text = R"({"Version": "2012-10-17", "Statement": [)";
    for (int i = 0; i < statements; ++i)
        text +=
            R"({"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:*:*:abc123defg/prod/POST/orders/)" +
            std::to_string(i) + "*\"},";
    PolicyOptions options;
    options.kind = PolicyKind::Identity;
    options.maxChars = 1 << 20;
    return Policy::read(text + last + "]}", options).value();
}

Check policy()
{
    auto last =
        R"({"Effect": "Allow", "Action": "execute-api:*", "Resource": "arn:aws:execute-api:*:*:abc123defg/prod/*/orders/*",
                    "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24", "203.0.113.0/24"]}}})";
    return [policy = policyOf(9, last)] {
        ConditionKeys keys;
        keys.reserve(2);
        keys.add("aws:SecureTransport", "true");
        keys.add("aws:SourceIp", "203.0.113.9");
        return policy.evaluate({"execute-api:Invoke", resource, nullptr, &keys}) == Decision::Allow;
    };
}

Check signature()
{
    const AwsCredentials credentials{"AKIDEXAMPLE", "secret", ""};
    Headers headers;
    headers.add("Host", "abc123defg.execute-api.eu-west-1.amazonaws.com");
    headers.add("Content-Type", "application/json");
    const std::string body(1'024, 'x');
    const std::string target = "/prod/orders?x=1&y=2";
    signHeaders({"POST", target, body}, headers, credentials, SigningScope::of("execute-api", "eu-west-1", now));
    return [=, keys = AccessKeys({{credentials.accessKeyId, credentials.secretAccessKey, {}, {}, {}, {}}})] {
        return verifySignature({"POST", target, body}, headers, keys, {"eu-west-1"}, now).has_value();
    };
}

Check token(JoseAlgorithm algorithm)
{
    const JoseKey pair = JoseKey::create(algorithm).value();
    json::Value jwk = json::readJson(pair.publicJwk()).value();
    jwk.set("kid", "k");
    json::Value document = json::Value::object();
    document.set("keys", json::Array{std::move(jwk)});
    TokenRules rules;
    rules.issuer = "https://issuer.example";
    rules.audiences = {"app"};
    const std::string compact =
        pair.sign(
                R"({"iss": "https://issuer.example", "aud": "app", "exp": 1772619372, "sub": "u1", "scope": "read write"})",
                algorithm, "k", "JWT")
            .value();
    return
        [=, keys = JwkSet::fromJson(document).value()] { return verifyToken(compact, keys, rules, now).has_value(); };
}

void addCheck(const std::string& name, const std::function<Check()>& make)
{
    add("auth/" + name, [name, make] {
        return [name, check = make()] {
            if (!check())
                giveUp("auth/" + name + " does not go well");
            return true;
        };
    });
}

} // namespace

namespace gw::bench {

void registerAuth()
{
    addCheck("policy", policy);
    addCheck("signature", signature);
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::PS256, JoseAlgorithm::ES256})
        addCheck("token " + std::string(joseName(algorithm)), [algorithm] { return token(algorithm); });
}

} // namespace gw::bench
