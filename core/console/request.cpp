// Names and small questions about ConsoleRequest.
#include "core/console/request.h"

#include <algorithm>

namespace gw::console {

std::string_view toString(BodyKind kind)
{
    switch (kind) {
    case BodyKind::None:
        return "none";
    case BodyKind::Json:
        return "json";
    case BodyKind::Text:
        return "text";
    case BodyKind::Form:
        return "form";
    case BodyKind::File:
        return "file";
    }
    return {};
}

std::optional<BodyKind> bodyKindFrom(std::string_view text)
{
    for (const BodyKind kind : allBodyKinds) {
        if (toString(kind) == text)
            return kind;
    }
    return std::nullopt;
}

QString defaultContentType(BodyKind kind)
{
    switch (kind) {
    case BodyKind::Json:
        return QStringLiteral("application/json");
    case BodyKind::Text:
        return QStringLiteral("text/plain; charset=utf-8");
    case BodyKind::Form:
        return QStringLiteral("application/x-www-form-urlencoded");
    case BodyKind::None:
    case BodyKind::File:
        return {};
    }
    return {};
}

const Field* findHeader(const Fields& headers, QStringView name)
{
    const auto it = std::find_if(headers.begin(), headers.end(), [name](const Field& field) {
        return field.enabled && field.name.trimmed().compare(name, Qt::CaseInsensitive) == 0;
    });
    return it == headers.end() ? nullptr : &*it;
}

int enabledCount(const Fields& fields)
{
    return static_cast<int>(std::count_if(fields.begin(), fields.end(),
                                          [](const Field& field) { return field.enabled && !field.name.isEmpty(); }));
}

} // namespace gw::console
