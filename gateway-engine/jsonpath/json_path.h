// JsonPath: a path into a JSON value in the dialect of the Jayway library, which the service's templates and parameter
// mappings speak (reference 1.10 and 1.21): $.a.b, $['a','b'], [0], [-1], [0,2], [1:3], [*], .., [?(@.a > 1)],
// .length() and the other functions. Where that library differs from RFC 9535, the library is followed.
//
// Paths and documents are hostile: the length of a path, the work of one evaluation, its depth and the size of what it
// gives are bounded, and so is every regular expression of a filter.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

namespace jsonpath {
struct Path;
}

struct JsonPathLimits
{
    std::size_t mostSteps = 1'000'000; // values looked at
    std::size_t mostNodes = 1'000'000; // values in the result
    std::size_t mostBytes = 64u << 20; // texts in the result
    int mostDepth = 1'000;             // nested evaluations: levels of a deep scan, tokens, filters within filters
};

class JsonPath
{
public:
    // Text that does not begin with '$' or '@' is read as if "$." stood before it. An error has a column.
    [[nodiscard]] static Result<JsonPath> parse(std::string_view text);

    // A definite path leads to one value; others (wildcards, scans, slices, filters, unions of indexes) give a list,
    // which may be empty.
    [[nodiscard]] bool isDefinite() const;

    // nullopt: a definite path that leads nowhere. Fails when a function or filter cannot be applied to what it meets,
    // when `document` is null (there is nothing a path could lead into), or over a limit. `steps` gets the steps taken.
    [[nodiscard]] Result<std::optional<json::Value>>
    evaluate(const json::Value& document, const JsonPathLimits& limits = {}, std::size_t* steps = nullptr) const;

    // A plain path consists of names and single indexes: find() leads there without a copy; nullptr: nowhere.
    [[nodiscard]] bool isPlain() const;
    [[nodiscard]] const json::Value* find(const json::Value& document) const;

private:
    explicit JsonPath(std::shared_ptr<const jsonpath::Path> path) : m_path(std::move(path)) {}
    std::shared_ptr<const jsonpath::Path> m_path;
};

} // namespace gw::engine
