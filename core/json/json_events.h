// What the readers that make no value of a text share: a handler of Boost.JSON's events that keeps nothing, for others
// to derive from, and the parser's run over a whole text. Included by their sources only.
#pragma once

#include "core/json/json_error.h"
#include "core/json/text.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace gw::json {

struct IgnoredEvents
{
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    using View = boost::json::string_view;
    using ErrorCode = boost::json::error_code;

    bool on_document_begin(ErrorCode&) { return true; }
    bool on_document_end(ErrorCode&) { return true; }
    bool on_object_begin(ErrorCode&) { return true; }
    bool on_object_end(std::size_t, ErrorCode&) { return true; }
    bool on_array_begin(ErrorCode&) { return true; }
    bool on_array_end(std::size_t, ErrorCode&) { return true; }
    bool on_key_part(View, std::size_t, ErrorCode&) { return true; }
    bool on_key(View, std::size_t, ErrorCode&) { return true; }
    bool on_string_part(View, std::size_t, ErrorCode&) { return true; }
    bool on_string(View, std::size_t, ErrorCode&) { return true; }
    bool on_number_part(View, ErrorCode&) { return true; }
    bool on_int64(std::int64_t, View, ErrorCode&) { return true; }
    bool on_uint64(std::uint64_t, View, ErrorCode&) { return true; }
    bool on_double(double, View, ErrorCode&) { return true; }
    bool on_bool(bool, ErrorCode&) { return true; }
    bool on_null(ErrorCode&) { return true; }
    bool on_comment_part(View, ErrorCode&) { return true; }
    bool on_comment(View, ErrorCode&) { return true; }
};

inline boost::json::parse_options optionsOf(const ReadLimits& limits)
{
    boost::json::parse_options options;
    options.max_depth = static_cast<std::size_t>(std::max(limits.maxDepth, 0));
    return options;
}

// The whole text, in one piece. The same words as readJson(); nodes are not counted, since none are kept.
template <typename Parser>
Result<void> parseEvents(Parser& parser, std::string_view text, const ReadLimits& limits)
{
    if (text.size() > limits.maxBytes)
        return fail(tooLarge(limits));
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return fail(jsonProblem(text, text.size(), "The text is empty.", "An empty JSON object is written {}."));
    boost::json::error_code error;
    const std::size_t end = parser.write_some(false, text.data(), text.size(), error);
    if (error == boost::json::error::too_deep)
        return fail(tooDeep(text, end, limits));
    if (error)
        return fail(describeJsonError(text, end, error));
    if (end < text.size())
        return fail(jsonProblem(text, end, "There is more text after the end of the JSON value.",
                                "Remove it, or check for a bracket that closes too early."));
    return {};
}

} // namespace gw::json
