// What the six cards say about a route's design, and small wordings the pages of WebSocket APIs share.
#pragma once

#include "core/api/project.h"
#include "ui/widgets/method_picture.h"

#include <QUrl>

namespace gw::ui {

class GatewaySession;

// `address`: where clients connect now; empty while the gateway is stopped.
[[nodiscard]] MethodPictureContent describeSocketRoute(const WebSocketApi& api, const WebSocketRoute& route,
                                                       const QString& address);

[[nodiscard]] QString accessWords(const WebSocketRoute& connect); // "No authorization", "CUSTOM · tickets"
// What an integration calls, in a word and a line: "chat" and "Lambda function".
struct TargetWords
{
    QString name;
    QString kind;
    bool isOpen = false; // it has no target yet
};
[[nodiscard]] TargetWords targetWords(const Integration& integration);

// The address by which clients connect to the stage that is chosen: ws://… or wss://…; empty while nothing listens.
[[nodiscard]] QString socketAddress(const GatewaySession& gateway, const Api& api);
[[nodiscard]] QString withSocketScheme(QUrl url);

// The titles of the cards, as routes have them.
[[nodiscard]] QString routeCardTitle(engine::Card card);

} // namespace gw::ui
