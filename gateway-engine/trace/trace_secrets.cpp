#include "gateway-engine/trace/trace_secrets.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

void replaceAll(std::string& text, const std::string& secret)
{
    std::size_t at = text.find(secret);
    if (at == std::string::npos)
        return;
    const std::string masked = maskSecret(secret);
    for (; at != std::string::npos; at = text.find(secret, at + masked.size()))
        text.replace(at, secret.size(), masked);
}

// As it stands in a JSON text; the same where nothing has to be escaped.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result;
}

} // namespace

void TraceSecrets::addText(std::string_view text)
{
    if (text.size() < shortest)
        return;
    m_texts.emplace_back(text);
    if (std::string inJson = escaped(text); inJson != text)
        m_texts.push_back(std::move(inJson));
}

bool TraceSecrets::isHeader(std::string_view name) const
{
    return std::any_of(m_headers.begin(), m_headers.end(),
                       [name](const std::string& secret) { return equalsIgnoreCase(secret, name); });
}

void TraceSecrets::mask(std::string& text) const
{
    for (const std::string& secret : m_texts)
        replaceAll(text, secret);
}

void TraceSecrets::maskTarget(std::string& target) const
{
    for (const std::string& name : m_parameters)
        for (const char before : {'?', '&', ';'}) {
            const std::string mark = before + name + "=";
            for (auto at = target.find(mark); at != std::string::npos; at = target.find(mark, at + mark.size())) {
                const auto begin = at + mark.size();
                const auto end = std::min(target.find_first_of("&; ", begin), target.size());
                if (target.compare(begin, 4, "****") != 0) // masked already
                    target.replace(begin, end - begin, maskSecret(target.substr(begin, end - begin)));
            }
        }
    mask(target);
}

void TraceSecrets::mask(TraceMessage& message) const
{
    maskTarget(message.startLine);
    mask(message.body);
    Headers masked;
    masked.reserve(message.headers.size(), message.headers.bytes());
    for (const HeaderField field : message.headers) {
        std::string value(field.value);
        if (isHeader(field.name) && !isSecretHeader(field.name)) // those are masked at capture
            value = maskSecret(value);
        mask(value);
        masked.add(field.name, value);
    }
    message.headers = std::move(masked);
}

void TraceSecrets::maskIn(Trace& trace) const
{
    maskTarget(trace.path);
    mask(trace.fault.reason);
    mask(trace.fault.message);
    mask(trace.fault.validationErrorString);
    for (TraceMessage& message : trace.messages)
        mask(message);
    for (Span& span : trace.spans)
        for (auto& [name, value] : span.notes)
            maskTarget(value); // some are URLs
}

} // namespace gw::engine
