#include "core/console/script_text.h"

#include "core/console/conversation.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

using std::chrono::milliseconds;

int ScriptText::lineOf(const json::Value& node) const
{
    return json::positionOf(m_text, node.range().begin).line;
}

tl::unexpected<Diagnostic> ScriptText::at(const json::Value& node, std::string message, std::string hint) const
{
    Diagnostic why;
    why.message = std::move(message);
    why.hint = std::move(hint);
    return placed(node.range(), std::move(why));
}

tl::unexpected<Diagnostic> ScriptText::placed(json::TextRange range, Diagnostic diagnostic) const
{
    diagnostic.position = json::positionOf(m_text, range.begin);
    return fail(std::move(diagnostic));
}

Result<void> ScriptText::onlyKeys(const json::Value& node, std::initializer_list<const char*> keys) const
{
    for (const json::Member& member : node.asObject()) {
        if (std::find(keys.begin(), keys.end(), member.key) != keys.end())
            continue;
        std::string known;
        for (const char* key : keys)
            known += (known.empty() ? "" : ", ") + std::string(key);
        Diagnostic why;
        why.message = "\"" + member.key + "\" is not known here.";
        why.hint = "Use one of " + known + ".";
        return placed(member.keyRange, std::move(why));
    }
    return {};
}

Result<milliseconds> ScriptText::timeIn(const json::Value& node) const
{
    const std::string text = node.scalarText();
    const auto digits = text.find_first_not_of("0123456789");
    const std::string unit = digits == std::string::npos ? "ms" : text.substr(digits);
    const std::size_t length = digits == std::string::npos ? text.size() : digits;
    const int factor = unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "m" ? 60'000 : 0;
    if (length == 0 || length > 7 || factor == 0)
        return at(node, "\"" + text + "\" is no time.", "Write it as 500ms, 5s or 2m.");
    const milliseconds time(std::int64_t(std::stol(text.substr(0, length))) * factor);
    if (time > longestStep)
        return at(node, "\"" + text + "\" is longer than ten minutes.", "Split the script.");
    return time;
}

} // namespace gw::console
