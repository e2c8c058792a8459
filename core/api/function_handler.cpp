// Splits handlers as the runtimes do: Node.js at the first dot of the last path part, Python at the last dot.
#include "core/api/function_handler.h"

#include <algorithm>

namespace gw {

namespace {

// Every part is a name of its own: no "..", nothing empty.
bool isModulePath(std::string_view module)
{
    if (module.empty() || module.front() == '/' || module.back() == '/')
        return false;
    const bool isPlain = std::all_of(module.begin(), module.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '\\' && c != '"' && c != '\'' && c != '\x7f';
    });
    return isPlain && module.find("..") == std::string_view::npos && module.find("//") == std::string_view::npos;
}

} // namespace

std::optional<HandlerName> handlerOf(RuntimeFamily family, std::string_view handler)
{
    if (family == RuntimeFamily::Provided)
        return HandlerName{"bootstrap", std::string(handler)};
    const std::size_t slash = handler.rfind('/');
    const std::size_t part = slash == std::string_view::npos ? 0 : slash + 1;
    const std::size_t dot = family == RuntimeFamily::NodeJs ? handler.find('.', part) : handler.rfind('.');
    if (dot == std::string_view::npos || dot < part || dot + 1 == handler.size())
        return std::nullopt;
    HandlerName found{std::string(handler.substr(0, dot)), std::string(handler.substr(dot + 1))};
    if (!isModulePath(found.module) || found.name.find_first_of(" \t\"'\\") != std::string::npos)
        return std::nullopt;
    if (family == RuntimeFamily::Python)
        std::replace(found.module.begin(), found.module.end(), '.', '/');
    return found;
}

std::vector<std::string> handlerFiles(const Function& function)
{
    const auto family = runtimeFamily(function.runtime);
    const auto handler = family ? handlerOf(*family, function.handler) : std::nullopt;
    if (!handler)
        return {};
    switch (*family) {
    case RuntimeFamily::NodeJs:
        return {handler->module + ".mjs", handler->module + ".js", handler->module + ".cjs"};
    case RuntimeFamily::Python:
        return {handler->module + ".py"};
    case RuntimeFamily::Provided:
        return {handler->module};
    }
    return {};
}

} // namespace gw
