// JSON and YAML text to and from json::Value. Parsers are Boost.JSON and libyaml; this file's part is positions, limits
// and messages. Input is hostile: depth, node count and alias expansion are bounded.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw::json {

enum class Syntax { Json, Yaml };

struct ReadLimits {
    std::size_t maxBytes = 64u << 20;
    int maxDepth = 200;               // nested arrays and objects
    std::size_t maxNodes = 4'000'000; // values after aliases are expanded
};

// Each gives a whole value or the first error with its line, column and way out; never half a value.
[[nodiscard]] Result<Value> readJson(std::string_view text, const ReadLimits& limits = {});
[[nodiscard]] Result<Value> readYaml(std::string_view text, const ReadLimits& limits = {});
[[nodiscard]] Result<Value> read(std::string_view text, Syntax syntax, const ReadLimits& limits = {});

// JSON when the first character that is not white space is '{' or '[', else YAML.
[[nodiscard]] Syntax detectSyntax(std::string_view text);

[[nodiscard]] std::string writeJson(const Value& value);                              // compact
[[nodiscard]] std::string writeJsonPretty(const Value& value, int indentWidth = 2);   // no newline at the end
[[nodiscard]] std::string writeYaml(const Value& value, int indentWidth = 2);         // block style, newline at the end

// Line and column (from 1) of a byte offset.
[[nodiscard]] SourcePosition positionOf(std::string_view text, std::size_t offset);

} // namespace gw::json
