// Requests made from the design: what "Try" composes for a method, and what the URL line offers while typing.
#pragma once

#include "core/api/project.h"
#include "core/console/websocket_request.h"

#include <QString>
#include <QStringList>

namespace gw::console {

// `baseUrl`: where the API's stage answers, without a slash at the end; may be a {{variable}}. Path parameters are
// filled from examples, required query and header parameters become rows, optional ones rows that are switched off,
// and the body is the design's example or one made from its schema.
[[nodiscard]] ConsoleRequest requestFor(const OpenApiDefinition& api, const Resource& resource, const Method& method,
                                        const QString& baseUrl);

// A connection to a WebSocket API, with a message for each route its selection expression can choose; the one of `first`
// stands ready to be sent, else that of the first route.
[[nodiscard]] WebSocketRequest webSocketRequestFor(const WebSocketApi& api, const QString& baseUrl,
                                                   const WebSocketRoute* first = nullptr);

// A value for a parameter: its example, default, first enum value, or something of its type.
[[nodiscard]] QString exampleText(const OpenApiDefinition& api, const Parameter& parameter);
// A body for a media type as indented JSON text (other types: the example as it stands); empty when nothing is known.
[[nodiscard]] QString exampleBody(const OpenApiDefinition& api, const MediaType& type);

// A route the URL line offers, and the verbs it answers.
struct RouteOffer
{
    QString url; // "http://127.0.0.1:4780/dev/pets/{petId}"
    QStringList verbs;
    ResourceId resource;
    bool operator==(const RouteOffer&) const = default;
};
[[nodiscard]] std::vector<RouteOffer> routeOffers(const OpenApiDefinition& api, const QString& baseUrl);

} // namespace gw::console
