// Variables, address and headers; see the header.
#include "core/console/request_parts.h"

#include "core/console/url_query.h"

#include <algorithm>

namespace gw::console {

QString Filler::operator()(const QString& text)
{
    Resolution resolution = resolve(text, m_scope);
    for (Unresolved& problem : resolution.unresolved) {
        if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end())
            m_problems.push_back(std::move(problem));
    }
    return std::move(resolution.text);
}

Fields Filler::operator()(const Fields& fields)
{
    Fields filled;
    for (const Field& field : fields) {
        if (field.enabled && !field.name.trimmed().isEmpty())
            filled.push_back({(*this)(field.name), (*this)(field.value), true});
    }
    return filled;
}

Result<void> Filler::outcome() const
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

bool isTokenText(const QByteArray& text)
{
    static const QByteArray marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

Result<QUrl> urlFrom(const QString& text, const Fields& query, const QByteArrayList& schemes)
{
    QString base = text.trimmed();
    if (base.isEmpty())
        return fail("The URL is empty.", "Type one, or choose a method in Design and press Try.");
    if (!base.contains(QStringLiteral("://")))
        base.prepend(QString::fromLatin1(schemes.front()) + QStringLiteral("://"));
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
                    "Write it as " + schemes.front().toStdString() + "://127.0.0.1:4780/dev/pets.");
    if (!schemes.contains(url.scheme().toLatin1()))
        return fail("\"" + url.scheme().toStdString() + "\" cannot be called from here.",
                    "Use " + (schemes.join("://, ") + "://").toStdString() + ".");
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

} // namespace gw::console
