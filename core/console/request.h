// ConsoleRequest: a request as people compose it in the console, variables not filled in yet. Saved requests, the
// history and the editor all hold this value.
#pragma once

#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace gw::console {

// One line of the Params, Headers or form table. A line that is switched off is kept but not sent.
struct Field
{
    QString name;
    QString value;
    bool enabled = true;
    bool operator==(const Field&) const = default;
};

using Fields = std::vector<Field>;

enum class BodyKind { None, Json, Text, Form, File };
inline constexpr BodyKind allBodyKinds[] = {BodyKind::None, BodyKind::Json, BodyKind::Text, BodyKind::Form,
                                            BodyKind::File};

struct RequestBody
{
    BodyKind kind = BodyKind::None;
    QString text; // Json, Text
    Fields form;  // Form: application/x-www-form-urlencoded
    QString file; // File: a path, relative to the project folder or absolute
    bool operator==(const RequestBody&) const = default;
};

struct ConsoleRequest
{
    QString method = QStringLiteral("GET");
    QString url; // without the query of `query`; may hold {{variables}}
    Fields query;
    Fields headers;
    RequestBody body;
    bool operator==(const ConsoleRequest&) const = default;
};

[[nodiscard]] std::string_view toString(BodyKind kind); // "none", "json", …, as files write it
[[nodiscard]] std::optional<BodyKind> bodyKindFrom(std::string_view text);

// The Content-Type a body of this kind is sent with when no header says otherwise; empty for None and File.
[[nodiscard]] QString defaultContentType(BodyKind kind);

[[nodiscard]] const Field* findHeader(const Fields& headers, QStringView name); // enabled ones, any letter case
[[nodiscard]] int enabledCount(const Fields& fields);                           // named and switched on

} // namespace gw::console
