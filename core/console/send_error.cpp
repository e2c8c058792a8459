// Network errors for people.
#include "core/console/send_error.h"

namespace gw::console {

namespace {

bool isLocal(const QUrl& url)
{
    const QString host = url.host();
    return host == QLatin1String("localhost") || host.startsWith(QLatin1String("127.")) ||
           host == QLatin1String("::1") || host.endsWith(QLatin1String(".localhost"));
}

std::string addressOf(const QUrl& url)
{
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    return QStringLiteral("%1:%2")
        .arg(host)
        .arg(url.port(url.scheme() == QLatin1String("https") ? 443 : 80))
        .toStdString();
}

Diagnostic error(std::string message, std::string hint)
{
    Diagnostic diagnostic;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    return diagnostic;
}

} // namespace

Diagnostic describeSendError(QNetworkReply::NetworkError code, const QString& systemText, const QUrl& url)
{
    const std::string address = addressOf(url);
    switch (code) {
    case QNetworkReply::ConnectionRefusedError: {
        Diagnostic refused =
            error("Nothing listens on " + address + ".",
                  isLocal(url) ? "Start the gateway with F5." : "Check the port, and that the server runs.");
        refused.rule = connectionRefusedRule;
        return refused;
    }
    case QNetworkReply::HostNotFoundError:
        return error("The host \"" + url.host().toStdString() + "\" was not found.",
                     "Check its spelling and the network connection.");
    case QNetworkReply::RemoteHostClosedError:
        return error(address + " closed the connection before the answer was complete.",
                     "Look at the server's log, then send again.");
    case QNetworkReply::TimeoutError:
        return error("The connection to " + address + " timed out.", "Check the address and firewalls on the way.");
    case QNetworkReply::SslHandshakeFailedError:
        return error("No secure connection to " + address + ": " + systemText.toStdString() + ".",
                     "Check the certificate, or use http:// if the server speaks plain HTTP.");
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return error(address + " did not answer in HTTP.", "Check that the port belongs to an HTTP server.");
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::NetworkSessionFailedError:
        return error("The network failed while " + address + " was called: " + systemText.toStdString() + ".",
                     "Check the network connection, then send again.");
    default:
        return error("The call to " + address + " failed: " + systemText.toStdString() + ".",
                     "Check the request, then send again.");
    }
}

Diagnostic describeTimeout(int seconds, const QUrl& url)
{
    return error("Nothing came from " + addressOf(url) + " for " + std::to_string(seconds) + " seconds.",
                 "The server may be busy or stuck; look at its log, then send again.");
}

} // namespace gw::console
