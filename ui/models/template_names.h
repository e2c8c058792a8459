// The names mapping templates know: what $input, $util and $context have, and the Java methods of texts, lists and maps
// (reference 1.21 and 1.22).
#pragma once

#include <span>

namespace gw::ui {

struct TemplateName
{
    const char* name;   // as it is inserted; the cursor goes between the brackets or quotes of "path('$')"
    const char* detail; // what it gives, in a few words
};

[[nodiscard]] std::span<const TemplateName> topReferences(); // $input, $context, …
[[nodiscard]] std::span<const TemplateName> inputMembers();
[[nodiscard]] std::span<const TemplateName> utilMembers();
[[nodiscard]] std::span<const TemplateName> contextMembers(); // dotted: "identity.sourceIp"
[[nodiscard]] std::span<const TemplateName> parameterGroups();
[[nodiscard]] std::span<const TemplateName> textMembers();
[[nodiscard]] std::span<const TemplateName> listMembers();
[[nodiscard]] std::span<const TemplateName> mapMembers();
[[nodiscard]] std::span<const TemplateName> foreachMembers();
[[nodiscard]] std::span<const TemplateName> directives();

} // namespace gw::ui
