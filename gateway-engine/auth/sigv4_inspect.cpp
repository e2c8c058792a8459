#include "gateway-engine/auth/sigv4_inspect.h"

#include "gateway-engine/auth/sigv4_checks.h"
#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/sigv4_canonical.h"

#include <optional>
#include <utility>

namespace gw::engine::auth {

namespace {

VerificationStep stepOf(std::string name, const std::optional<SignatureFailure>& failure, std::string passed)
{
    if (failure)
        return {std::move(name), StepOutcome::Failed, failure->message};
    return {std::move(name), StepOutcome::Passed, std::move(passed)};
}

std::string formWords(const SignatureParts& parts)
{
    std::string names;
    for (const std::string& name : parts.signedHeaders)
        names += (names.empty() ? "" : ", ") + name;
    return std::string("Signed in the ") + (parts.isPresigned ? "query" : "headers") + ". The signature is of " +
           names + ", the method, the path, the query and the body.";
}

VerificationStep compared(const SignatureReport& report)
{
    if (report.calculated.empty())
        return {"Signature", StepOutcome::NotReached, "There is no secret access key to calculate it with."};
    if (equalInConstantTime(report.given, report.calculated))
        return {"Signature", StepOutcome::Passed, "It is the one calculated from the string to sign."};
    return {"Signature", StepOutcome::Failed,
            "It is not the one calculated. Either something of the request was changed after it was signed, or it was "
            "signed with another secret access key: compare the canonical request with the signer's."};
}

} // namespace

SignatureReport inspectSignature(const SignedParts& request, const Headers& headers, const AccessKeys& keys,
                                 const SignatureRules& rules, std::chrono::system_clock::time_point now)
{
    SignatureReport report;
    const auto parts = readSignatureParts(request.target, headers);
    if (!parts) {
        report.steps = {{"Form", StepOutcome::Failed, parts.error().message}};
        for (const char* name : {"Scope", "Time", "Access key", "Signature"})
            report.steps.push_back({name, StepOutcome::NotReached, {}});
        return report;
    }
    const AccessKey* key = keys.find(parts->accessKeyId);
    SignedTexts texts = signedTexts(request, headers, *parts, rules);
    report.accessKeyId = parts->accessKeyId;
    report.given = parts->signature;
    if (key)
        report.calculated = signatureOf(texts, *parts, *key);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
    report.steps = {
        stepOf("Form", std::nullopt, formWords(*parts)),
        stepOf("Scope", checkScope(*parts, rules), parts->date + "/" + parts->region + "/" + parts->service),
        stepOf("Time", checkTime(*parts, rules, seconds),
               "Signed at " + parts->stamp + "; it is " + sigv4::timestamp(now) + " here."),
        stepOf("Access key", checkKey(*parts, key, now),
               parts->accessKeyId + (key ? " of " + key->principal.arn : std::string())),
        compared(report)};
    report.canonicalRequest = std::move(texts.canonicalRequest);
    report.stringToSign = std::move(texts.stringToSign);
    report.isValid = true;
    for (const VerificationStep& step : report.steps)
        report.isValid = report.isValid && step.outcome == StepOutcome::Passed;
    return report;
}

} // namespace gw::engine::auth
