// Why a request got no (whole) answer, in plain words with the way out.
#pragma once

#include "core/diagnostic.h"

#include <QNetworkReply>
#include <QUrl>

namespace gw::console {

[[nodiscard]] Diagnostic describeSendError(QNetworkReply::NetworkError error, const QString& systemText,
                                           const QUrl& url);
[[nodiscard]] Diagnostic describeTimeout(int seconds, const QUrl& url);

} // namespace gw::console
