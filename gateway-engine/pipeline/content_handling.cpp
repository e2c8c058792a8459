#include "gateway-engine/pipeline/content_handling.h"

#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/utf8.h"

#include <algorithm>

namespace gw::engine {

namespace {

PayloadForm toText(std::string& body)
{
    if (isUtf8Text(body))
        return PayloadForm::Text;
    body = utf8Repaired(body);
    return PayloadForm::Repaired;
}

PayloadForm toBase64(std::string& body)
{
    body = base64Encoded(body);
    return PayloadForm::Text;
}

PayloadForm fromBase64(std::string& body)
{
    auto bytes = base64Decoded(body);
    if (!bytes)
        return PayloadForm::Broken;
    body = *std::move(bytes);
    return PayloadForm::Bytes;
}

} // namespace

bool BinaryMediaTypes::matches(std::string_view mediaType) const
{
    return std::any_of(m_patterns.begin(), m_patterns.end(),
                       [&](const std::string& pattern) { return mediaRangeMatches(pattern, mediaType); });
}

std::string repairNote(std::string_view mediaType)
{
    const std::string_view bare = bareMediaType(mediaType);
    return "Bytes that are no UTF-8 were replaced. To pass them unharmed, add " +
           (bare.empty() ? std::string("*/*") : std::string(bare)) + " to the API's binary media types.";
}

PayloadForm convertRequestPayload(std::string& body, bool isBinary, ContentHandling handling)
{
    switch (handling) {
    case ContentHandling::ConvertToBinary:
        return isBinary ? PayloadForm::Bytes : fromBase64(body);
    case ContentHandling::ConvertToText:
        return isBinary ? toBase64(body) : toText(body);
    case ContentHandling::Unset:
        break;
    }
    return isBinary ? PayloadForm::Bytes : toText(body);
}

PayloadForm convertResponsePayload(std::string& body, bool isBinary, bool acceptsBinary, ContentHandling handling)
{
    if (body.empty()) // nothing to convert, whatever it is called
        return PayloadForm::Text;
    switch (handling) {
    case ContentHandling::ConvertToBinary:
        return isBinary ? PayloadForm::Bytes : fromBase64(body);
    case ContentHandling::ConvertToText:
        return isBinary ? toBase64(body) : toText(body);
    case ContentHandling::Unset:
        break;
    }
    if (isBinary)
        return acceptsBinary ? PayloadForm::Bytes : toBase64(body);
    return acceptsBinary ? fromBase64(body) : toText(body);
}

} // namespace gw::engine
