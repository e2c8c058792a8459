// What files of saved requests share, whatever their type: rows of fields, and texts that are set only where they
// differ, so that a patch touches nothing else.
#pragma once

#include "core/console/request.h"
#include "core/json/text.h"
#include "core/json/value.h"
#include "core/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::console {

// Hostile or damaged files: a request has no use for more.
inline constexpr std::size_t maxRequestBytes = 16u << 20;
inline constexpr std::size_t maxRows = 1000;

[[nodiscard]] QString toQt(const std::string& text);
// `where` names the rows in errors.
[[nodiscard]] Result<Fields> fieldsFrom(const json::Value& node, const char* where);

// The row of the old list that has `name` and, if there is one, `value`, so that keys we do not know stay with it.
[[nodiscard]] json::Value continuedRow(const json::Array& old, std::vector<bool>& used, const std::string& name,
                                       const std::string& value);
// The list under `key`, row by row as `put` makes it of an entry and the rows that stood there.
template <typename Rows, typename Put>
void putRows(json::Value& tree, const char* key, const Rows& before, const Rows& after, Put put)
{
    if (before == after)
        return;
    if (after.empty()) {
        tree.remove(key);
        return;
    }
    const json::Array old = tree[key].isArray() ? tree[key].asArray() : json::Array{};
    std::vector<bool> used(old.size(), false);
    json::Array rows;
    for (const auto& entry : after)
        rows.push_back(put(entry, old, used));
    tree.set(key, json::Value(std::move(rows)));
}

void putText(json::Value& tree, std::string_view key, const QString& text);
void putFields(json::Value& tree, const char* key, const Fields& before, const Fields& after);

// What `fromTree` reads in the text of a file; errors name the file.
template <typename Request>
Result<Request> readRequestFile(std::string_view text, const std::string& fileName,
                                Result<Request> (*fromTree)(const json::Value& tree))
{
    json::ReadLimits limits;
    limits.maxBytes = maxRequestBytes;
    Result<json::Value> tree = json::readYaml(text, limits);
    Result<Request> request = tree ? fromTree(*tree) : Result<Request>(fail(std::move(tree.error())));
    if (!request)
        request.error().file = fileName;
    return request;
}

// The text with what `put` changes in its tree; all else stays as it is. Of an empty text a new file.
[[nodiscard]] Result<std::string> writeRequestFile(std::string_view text, const std::function<void(json::Value&)>& put);

} // namespace gw::console
