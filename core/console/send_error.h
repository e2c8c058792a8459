// Why a request got no (whole) answer, in plain words with the way out.
#pragma once

#include "core/diagnostic.h"

#include <QNetworkReply>
#include <QUrl>

namespace gw::console {

// Diagnostic::rule when nothing listened, so that the studio can offer to start its gateway.
inline constexpr const char* connectionRefusedRule = "connection-refused";

[[nodiscard]] Diagnostic describeSendError(QNetworkReply::NetworkError error, const QString& systemText,
                                           const QUrl& url);
[[nodiscard]] Diagnostic describeTimeout(int seconds, const QUrl& url);

} // namespace gw::console
