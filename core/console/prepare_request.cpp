// Composed → sendable; see the header.
#include "core/console/prepare_request.h"

#include "core/console/request_parts.h"
#include "core/console/url_query.h"

#include <QFileInfo>

#include <algorithm>

namespace gw::console {

namespace {

// What clients of our kind send when people say nothing. Without an Accept-Encoding the answer comes as it is meant to
// be read, and its trace is readable too.
void addDefaultHeaders(std::vector<HeaderLine>& lines, BodyKind kind)
{
    const auto addUnlessSet = [&](const char* name, const QByteArray& value) {
        const bool isSet = std::any_of(lines.begin(), lines.end(), [&](const HeaderLine& line) {
            return line.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!isSet && !value.isEmpty())
            lines.emplace_back(name, value);
    };
    addUnlessSet("Content-Type", defaultContentType(kind).toLatin1());
    addUnlessSet("Accept", "*/*");
    addUnlessSet("Accept-Encoding", "identity");
    addUnlessSet("User-Agent", "Gatewright");
}

} // namespace

Result<PreparedRequest> prepare(const ConsoleRequest& request, const VariableScope& scope, const QString& folder)
{
    Filler fill(scope);
    // A path alone means the gateway: {{baseUrl}} stands before it where that is known.
    const bool isPath = request.url.trimmed().startsWith(u'/') && scope.find(u"baseUrl");
    const QString urlText = fill(isPath ? QStringLiteral("{{baseUrl}}") + request.url.trimmed() : request.url);
    const Fields query = fill(request.query);
    const Fields headers = fill(request.headers);
    const Fields form = request.body.kind == BodyKind::Form ? fill(request.body.form) : Fields{};
    const bool hasText = request.body.kind == BodyKind::Json || request.body.kind == BodyKind::Text;
    const QString bodyText = hasText ? fill(request.body.text) : QString();
    const QString file = request.body.kind == BodyKind::File ? fill(request.body.file) : QString();
    if (const Result<void> filled = fill.outcome(); !filled)
        return fail(filled.error());

    PreparedRequest prepared;
    prepared.method = fill(request.method).trimmed().toUtf8();
    if (!isTokenText(prepared.method))
        return fail("\"" + prepared.method.toStdString() + "\" cannot be an HTTP method.", "Use a word such as GET.");
    Result<QUrl> url = urlFrom(urlText, query, {"http", "https"});
    if (!url)
        return fail(url.error());
    Result<std::vector<HeaderLine>> lines = headerLines(headers);
    if (!lines)
        return fail(lines.error());
    addDefaultHeaders(*lines, request.body.kind);
    prepared.url = std::move(*url);
    prepared.headers = std::move(*lines);
    prepared.body = request.body.kind == BodyKind::Form ? encodeForm(form) : bodyText.toUtf8();
    if (request.body.kind == BodyKind::File) {
        prepared.bodyFile = QFileInfo(file).isAbsolute() ? file : folder + u'/' + file;
        if (!QFileInfo(prepared.bodyFile).isFile())
            return fail("The body file \"" + prepared.bodyFile.toStdString() + "\" does not exist.",
                        "Choose the file again in the Body tab.");
    }
    return prepared;
}

} // namespace gw::console
