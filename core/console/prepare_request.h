// Turns what people composed into what is sent: variables filled in, query and path encoded, headers completed, the
// body as bytes. Fails with every variable that could not be filled in named.
#pragma once

#include "core/console/request.h"
#include "core/console/variables.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <utility>
#include <vector>

namespace gw::console {

using HeaderLine = std::pair<QByteArray, QByteArray>;

struct PreparedRequest
{
    QByteArray method;
    QUrl url;
    std::vector<HeaderLine> headers; // each name once: lines of one name are joined as RFC 9110 5.3 allows
    QByteArray body;
    QString bodyFile; // sent instead of `body` when set
};

// A URL that is a path alone stands below {{baseUrl}}. `folder`: what relative body files are relative to.
[[nodiscard]] Result<PreparedRequest> prepare(const ConsoleRequest& request, const VariableScope& scope,
                                              const QString& folder);

} // namespace gw::console
