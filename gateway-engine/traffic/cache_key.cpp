#include "gateway-engine/traffic/cache_key.h"

#include "core/letter_case.h"
#include "gateway-engine/trace/trace.h"

#include <charconv>

namespace gw::engine {

namespace {

constexpr std::size_t longestShown = 80; // bytes of a value

// The next part and what is behind it; texts are made by CacheKey.
std::string_view takePart(std::string_view& text)
{
    std::size_t size = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), size).ptr;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    const std::string_view part = text.substr(0, size);
    text.remove_prefix(part.size());
    return part;
}

bool isSecret(std::string_view parameter)
{
    const std::string_view name = parameter.substr(parameter.rfind('.') + 1);
    return isSecretHeader(name) || isSecretParameter(name);
}

std::string shown(std::string_view parameter, std::string_view value)
{
    if (isSecret(parameter))
        return maskSecret(value);
    if (value.size() <= longestShown)
        return std::string(value);
    std::size_t end = longestShown;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
        --end; // not within a code point
    return std::string(value.substr(0, end)) + "…";
}

} // namespace

CacheKey::CacheKey(std::string_view host, std::string_view cacheNamespace)
{
    append(toLowerAscii(host));
    append(cacheNamespace);
}

void CacheKey::append(std::string_view part)
{
    m_text += std::to_string(part.size());
    m_text += ':';
    m_text += part;
}

void CacheKey::add(std::string_view parameter, std::optional<std::string_view> value)
{
    append(parameter);
    append(value ? "=" + std::string(*value) : std::string());
}

std::string cacheKeyInWords(std::string_view keyText)
{
    std::string words(takePart(keyText));
    words += ' ';
    words += takePart(keyText);
    while (!keyText.empty()) {
        const std::string_view parameter = takePart(keyText);
        const std::string_view value = takePart(keyText);
        words.append(" ").append(parameter);
        if (value.empty())
            words += " not given";
        else
            words.append("=").append(shown(parameter, value.substr(1)));
    }
    return words;
}

} // namespace gw::engine
