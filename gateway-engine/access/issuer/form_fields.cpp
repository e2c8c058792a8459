#include "gateway-engine/access/issuer/form_fields.h"

#include "core/in_quotes.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/http/utf8.h"

namespace gw::engine {

Result<FormFields> FormFields::parse(std::string_view text)
{
    if (text.size() > mostBytes)
        return fail("The parameters are longer than " + std::to_string(mostBytes) + " bytes.");
    FormFields form;
    std::string problem;
    forEachQueryPair(text, [&](std::string_view rawName, std::string_view rawValue) {
        std::string name = queryDecoded(rawName);
        std::string value = queryDecoded(rawValue);
        if (!isUtf8Text(name) || !isUtf8Text(value) || name.find('\0') != std::string::npos ||
            value.find('\0') != std::string::npos)
            problem = "A parameter is no text.";
        else if (form.m_fields.size() == mostFields)
            problem = "There are more than " + std::to_string(mostFields) + " parameters.";
        else if (!form.m_fields.emplace(name, std::move(value)).second)
            problem = "The parameter " + inQuotes(name) + " is there twice.";
        return !problem.empty();
    });
    if (!problem.empty())
        return fail(std::move(problem));
    return form;
}

const std::string& FormFields::get(std::string_view name) const
{
    static const std::string none;
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? none : found->second;
}

std::string formEncoded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                             c == '.' || c == '_' || c == '~';
        if (isPlain)
            result += c;
        else
            result += percentEncodedByte(static_cast<unsigned char>(c));
    }
    return result;
}

std::string withParameters(std::string uri, const std::map<std::string, std::string>& parameters)
{
    char before = uri.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : parameters) {
        uri += before;
        uri += formEncoded(name) + "=" + formEncoded(value);
        before = '&';
    }
    return uri;
}

} // namespace gw::engine
