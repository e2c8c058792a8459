// Names of state machines and their kinds (reference 4.2).
#include "core/api/state_machine.h"

#include "core/letter_case.h"

#include <algorithm>

namespace gw {

std::string_view toString(StateMachineType type)
{
    return type == StateMachineType::Express ? "EXPRESS" : "STANDARD";
}

std::optional<StateMachineType> stateMachineTypeFrom(std::string_view text)
{
    for (const StateMachineType type : {StateMachineType::Standard, StateMachineType::Express})
        if (equalsIgnoringCase(text, toString(type)))
            return type;
    return std::nullopt;
}

std::string defaultDefinitionUri(std::string_view name)
{
    return "state-machines/" + std::string(name) + ".asl.json";
}

// The service refuses white space, brackets, wildcards, quotes and control characters.
bool isStateMachineName(std::string_view name)
{
    constexpr std::size_t longest = 80;
    constexpr std::string_view refused = " <>{}[]?*\"#%\\^|~`$&,;:/'";
    return !name.empty() && name.size() <= longest && std::none_of(name.begin(), name.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || refused.find(c) != std::string_view::npos;
    });
}

} // namespace gw
