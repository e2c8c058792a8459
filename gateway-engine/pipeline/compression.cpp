#include "gateway-engine/pipeline/compression.h"

#include "gateway-engine/auth/sigv4_parts.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/content_coding.h"
#include "gateway-engine/http/limits.h"

namespace gw::engine {

namespace {

std::optional<Fault> undecodable(std::string reason)
{
    Fault fault{GatewayResponseType::UnsupportedMediaType};
    fault.reason = std::move(reason);
    return fault;
}

void noteSizes(Exchange& x, const char* what, ContentCoding coding, std::size_t before, std::size_t after)
{
    if (x.trace.isOn())
        x.trace.note(what, std::string(toString(coding)) + ": " + std::to_string(before) + " → " +
                               std::to_string(after) + " bytes");
}

} // namespace

std::optional<Fault> decompressRequest(Exchange& x)
{
    const auto name = x.request.body.empty() ? std::nullopt : x.request.headers.find("Content-Encoding");
    if (!name)
        return std::nullopt;
    const auto coding = contentCodingFrom(*name);
    if (!coding)
        return undecodable("The request body is encoded as \"" + std::string(name->substr(0, 100)) +
                           "\"; gzip, deflate and identity can be read.");
    if (*coding == ContentCoding::Identity)
        return std::nullopt;
    Decompressed plain = decompressed(x.request.body, *coding, HttpLimits{}.maxBodyBytes);
    switch (plain.outcome) {
    case Decompressed::Outcome::Broken:
        return undecodable("The request body says it is " + std::string(toString(*coding)) +
                           ", but cannot be decompressed.");
    case Decompressed::Outcome::TooLarge: {
        Fault fault{GatewayResponseType::RequestTooLarge};
        fault.reason = "The request body is more than 10485760 bytes once it is decompressed.";
        return fault;
    }
    case Decompressed::Outcome::Good:
        break;
    }
    noteSizes(x, "decompressed", *coding, x.request.body.size(), plain.payload.size());
    if (auth::isSigned(x.request.target, x.request.headers)) // what was signed is what was sent
        x.encodedBody = std::make_unique<std::string>(std::move(x.request.body));
    x.request.body = std::move(plain.payload);
    return std::nullopt;
}

void compressResponse(Exchange& x)
{
    const auto& smallest = x.program->minimumCompressionSize;
    if (!smallest)
        return;
    const std::string& body = x.response.bodyText();
    if (body.empty() || body.size() < *smallest || x.response.headers.has("Content-Encoding"))
        return;
    const ContentCoding coding = preferredCoding(x.request.headers.get("Accept-Encoding"));
    if (coding == ContentCoding::Identity)
        return;
    std::string shorter = compressed(body, coding);
    noteSizes(x, "compressed", coding, body.size(), shorter.size());
    x.response.body = std::move(shorter);
    x.response.sharedBody.reset();
    x.response.headers.add("Content-Encoding", toString(coding));
}

} // namespace gw::engine
