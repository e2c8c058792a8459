// The URL line and the Params table show the same query. These functions keep the two in step and write the query as
// RFC 3986 wants it: what is not allowed is percent-encoded, escapes that stand already and {{variables}} are kept.
#pragma once

#include "core/console/request.h"

namespace gw::console {

struct SplitUrl
{
    QString base; // up to the "?"
    Fields query;
};

[[nodiscard]] SplitUrl splitUrl(const QString& text);
// `base` with the enabled fields as query, "&", "#" and spaces in them escaped.
[[nodiscard]] QString joinUrl(const QString& base, const Fields& query);

// The table after the query was typed anew: rows that are switched off keep their place.
[[nodiscard]] Fields mergeQuery(const Fields& rows, const Fields& typed);

// Text as a query name or value on the wire (after variables are filled in).
[[nodiscard]] QByteArray encodeQueryPart(const QString& text);
// The same for a path and for application/x-www-form-urlencoded.
[[nodiscard]] QByteArray encodePath(const QString& text);
[[nodiscard]] QByteArray encodeForm(const Fields& fields);

} // namespace gw::console
