// Composed → sendable; see the header.
#include "core/console/prepare_request.h"

#include "core/console/url_query.h"

#include <QFileInfo>

#include <algorithm>

namespace gw::console {

namespace {

// Fills variables into text after text and remembers which were missing.
class Filler
{
public:
    explicit Filler(const VariableScope& scope) : m_scope(scope) {}

    QString operator()(const QString& text)
    {
        Resolution resolution = resolve(text, m_scope);
        for (Unresolved& problem : resolution.unresolved) {
            if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end())
                m_problems.push_back(std::move(problem));
        }
        return std::move(resolution.text);
    }

    Fields operator()(const Fields& fields)
    {
        Fields filled;
        for (const Field& field : fields) {
            if (field.enabled && !field.name.trimmed().isEmpty())
                filled.push_back({(*this)(field.name), (*this)(field.value), true});
        }
        return filled;
    }

    [[nodiscard]] Result<void> outcome() const
    {
        if (m_problems.empty())
            return {};
        QStringList sentences;
        for (const Unresolved& problem : m_problems)
            sentences.append(problem.name.isEmpty()
                                 ? QStringLiteral("The %1.").arg(problem.reason)
                                 : QStringLiteral("The variable \"%1\" %2.").arg(problem.name, problem.reason));
        return fail(sentences.join(u' ').toStdString(),
                    "Set it in an environment (Ctrl+E) or choose an environment that has it.");
    }

private:
    const VariableScope& m_scope;
    std::vector<Unresolved> m_problems;
};

bool isTokenText(const QByteArray& text)
{
    static const QByteArray marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

Result<QUrl> urlFrom(const QString& text, const Fields& query)
{
    QString base = text.trimmed();
    if (base.isEmpty())
        return fail("The URL is empty.", "Type one, or choose a method in Design and press Try.");
    if (!base.contains(QStringLiteral("://")))
        base.prepend(QStringLiteral("http://"));
    const SplitUrl split = splitUrl(base);
    Fields all = split.query;
    all.insert(all.end(), query.begin(), query.end());

    const qsizetype authority = split.base.indexOf(QStringLiteral("://")) + 3;
    const qsizetype slash = split.base.indexOf(u'/', authority);
    const QString origin = slash < 0 ? split.base : split.base.left(slash);
    QByteArray encoded = origin.toUtf8() + (slash < 0 ? QByteArray("/") : encodePath(split.base.mid(slash)));
    char separator = '?';
    for (const Field& field : all) {
        encoded += separator + encodeQueryPart(field.name).replace('=', "%3D");
        if (!field.value.isEmpty() || field.enabled)
            encoded += field.value.isEmpty() ? QByteArray("=") : '=' + encodeQueryPart(field.value);
        separator = '&';
    }
    const QUrl url = QUrl::fromEncoded(encoded, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return fail("\"" + text.toStdString() + "\" is no URL that can be called.",
                    "Write it as http://127.0.0.1:4780/dev/pets.");
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return fail("\"" + url.scheme().toStdString() + "\" cannot be called from here.", "Use http:// or https://.");
    return url;
}

Result<std::vector<HeaderLine>> headerLines(const Fields& headers)
{
    std::vector<HeaderLine> lines;
    for (const Field& field : headers) {
        const QByteArray name = field.name.trimmed().toUtf8();
        const QByteArray value = field.value.trimmed().toUtf8();
        if (!isTokenText(name))
            return fail("\"" + name.toStdString() + "\" cannot be a header name.",
                        "Use letters, digits and hyphens only.");
        if (std::any_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
            return fail("The value of the header \"" + name.toStdString() + "\" holds a line break.",
                        "Headers are one line each.");
        const auto same = std::find_if(lines.begin(), lines.end(), [&](const HeaderLine& line) {
            return line.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (same == lines.end())
            lines.emplace_back(name, value);
        else
            same->second += (name.compare("cookie", Qt::CaseInsensitive) == 0 ? "; " : ", ") + value;
    }
    return lines;
}

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
    Result<QUrl> url = urlFrom(urlText, query);
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
