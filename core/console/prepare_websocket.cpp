// Composed → sendable; see the header.
#include "core/console/prepare_websocket.h"

#include "core/console/request_parts.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace gw::console {

namespace {

// What the handshake says itself.
constexpr std::array<const char*, 6> ownHeaders = {
    "Host", "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions"};

QString withSocketScheme(const QString& text)
{
    const QString url = text.trimmed();
    if (url.startsWith(QLatin1String("http://"), Qt::CaseInsensitive))
        return QStringLiteral("ws") + url.mid(4);
    if (url.startsWith(QLatin1String("https://"), Qt::CaseInsensitive))
        return QStringLiteral("wss") + url.mid(5);
    return url;
}

Result<void> checkHeaders(const std::vector<HeaderLine>& lines)
{
    for (const HeaderLine& line : lines) {
        const auto isName = [&](const char* name) { return line.first.compare(name, Qt::CaseInsensitive) == 0; };
        if (isName("Sec-WebSocket-Protocol"))
            return fail("Sub-protocols are not set by a header.", "Write them on the Sub-protocols tab.");
        if (std::any_of(ownHeaders.begin(), ownHeaders.end(), isName))
            return fail("The header \"" + line.first.toStdString() + "\" belongs to the handshake itself.",
                        "Remove it from the Headers tab; the address says the host.");
    }
    return {};
}

Result<PreparedMessage> fromHex(const QString& text)
{
    QByteArray digits;
    for (const QChar c : text) {
        if (c.isSpace() || c == u':' || c == u',')
            continue;
        const char digit = c.toLatin1();
        const bool isHex =
            (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
        if (!isHex)
            return fail("\"" + QString(c).toStdString() + "\" is no hexadecimal digit.",
                        "Write bytes as 00 ff 7a; spaces do not matter.");
        digits += digit;
    }
    if (digits.size() % 2 != 0)
        return fail("The last byte has one hexadecimal digit only.", "Write two digits for each byte.");
    return PreparedMessage{QByteArray::fromHex(digits), true};
}

Result<PreparedMessage> fromBase64(const QString& text)
{
    const QByteArray letters = text.simplified().remove(u' ').toUtf8();
    const auto options =
        letters.contains('-') || letters.contains('_') ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
    const auto decoded = QByteArray::fromBase64Encoding(letters, options | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return fail("This is no Base64.", "Use letters, digits, \"+\" and \"/\" in groups of four.");
    return PreparedMessage{*decoded, true};
}

Result<PreparedMessage> fromFile(const QString& written, const QString& folder)
{
    const QString path = QFileInfo(written).isAbsolute() ? written : folder + u'/' + written;
    QFile file(path);
    if (written.trimmed().isEmpty() || !QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail("The file \"" + path.toStdString() + "\" cannot be read.", "Choose the file again.");
    const QByteArray bytes = file.read(maxMessageBytes + 1);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return PreparedMessage{bytes, decoder.hasError()};
}

} // namespace

Result<PreparedConnection> prepareConnection(const WebSocketRequest& request, const VariableScope& scope)
{
    Filler fill(scope);
    const bool isPath = request.url.trimmed().startsWith(u'/') && scope.find(u"baseUrl");
    const QString address = fill(isPath ? QStringLiteral("{{baseUrl}}") + request.url.trimmed() : request.url);
    const Fields headers = fill(request.headers);
    PreparedConnection prepared;
    for (const QString& name : request.subprotocols) {
        if (const QString filled = fill(name).trimmed(); !filled.isEmpty())
            prepared.subprotocols.append(filled);
    }
    if (const Result<void> filled = fill.outcome(); !filled)
        return fail(filled.error());
    Result<QUrl> url = urlFrom(withSocketScheme(address), {}, {"ws", "wss"});
    if (!url)
        return fail(url.error());
    Result<std::vector<HeaderLine>> lines = headerLines(headers);
    if (!lines)
        return fail(lines.error());
    if (const Result<void> allowed = checkHeaders(*lines); !allowed)
        return fail(allowed.error());
    for (const QString& name : prepared.subprotocols) {
        if (!isTokenText(name.toUtf8()))
            return fail("\"" + name.toStdString() + "\" cannot be a sub-protocol.",
                        "Use letters, digits, dots and hyphens only.");
    }
    prepared.url = std::move(*url);
    prepared.headers = std::move(*lines);
    const bool hasAgent = std::any_of(prepared.headers.begin(), prepared.headers.end(), [](const HeaderLine& line) {
        return line.first.compare("User-Agent", Qt::CaseInsensitive) == 0;
    });
    if (!hasAgent)
        prepared.headers.emplace_back("User-Agent", "Gatewright");
    return prepared;
}

Result<PreparedMessage> prepareMessage(const Message& message, const VariableScope& scope, const QString& folder)
{
    Filler fill(scope);
    const QString text = fill(message.text);
    if (const Result<void> filled = fill.outcome(); !filled)
        return fail(filled.error());
    Result<PreparedMessage> prepared = PreparedMessage{};
    switch (message.kind) {
    case MessageKind::Json:
    case MessageKind::Text:
        prepared->bytes = text.toUtf8();
        break;
    case MessageKind::Hex:
        prepared = fromHex(text);
        break;
    case MessageKind::Base64:
        prepared = fromBase64(text);
        break;
    case MessageKind::File:
        prepared = fromFile(text, folder);
        break;
    }
    if (prepared && prepared->bytes.size() > maxMessageBytes)
        return fail("The message is longer than 16 MiB.", "Send it in parts.");
    return prepared;
}

} // namespace gw::console
