// Query splitting, joining and percent-encoding.
#include "core/console/url_query.h"

#include <QUrl>

namespace gw::console {

namespace {

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Percent-encodes all but unreserved characters, `allowed` and escapes that are there already.
QByteArray encode(const QString& text, const char* allowed)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray keep = QByteArray("-._~") + allowed;
    QByteArray out;
    out.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        const bool isEscape = c == '%' && i + 2 < bytes.size() && isHexDigit(bytes[i + 1]) && isHexDigit(bytes[i + 2]);
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isEscape || isPlain || keep.contains(c))
            out += c;
        else
            out += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

// Only what would end or split the query in the URL line; the rest stays readable there.
QString escapedForLine(const QString& text, bool isName)
{
    QString out;
    for (const QChar c : text) {
        const bool splits = c == u'&' || c == u'#' || c == u' ' || (isName && c == u'=');
        out += splits ? QString::fromLatin1("%" + QByteArray(1, c.toLatin1()).toHex().toUpper()) : QString(c);
    }
    return out;
}

} // namespace

SplitUrl splitUrl(const QString& text)
{
    SplitUrl split;
    const qsizetype mark = text.indexOf(u'?');
    split.base = mark < 0 ? text : text.left(mark);
    if (mark < 0)
        return split;
    QString query = text.mid(mark + 1);
    const qsizetype fragment = query.indexOf(u'#');
    if (fragment >= 0)
        query.truncate(fragment);
    for (const QString& part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        split.query.push_back(
            {equals < 0 ? part : part.left(equals), equals < 0 ? QString() : part.mid(equals + 1), true});
    }
    return split;
}

QString joinUrl(const QString& base, const Fields& query)
{
    QString out = base;
    QChar separator = u'?';
    for (const Field& field : query) {
        if (!field.enabled || field.name.isEmpty())
            continue;
        out += separator + escapedForLine(field.name, true);
        if (!field.value.isEmpty())
            out += u'=' + escapedForLine(field.value, false);
        separator = u'&';
    }
    return out;
}

Fields mergeQuery(const Fields& rows, const Fields& typed)
{
    Fields merged;
    std::size_t next = 0;
    for (const Field& row : rows) {
        if (!row.enabled) {
            merged.push_back(row);
            continue;
        }
        if (next >= typed.size())
            continue;
        // A row whose text in the URL line is what was typed keeps its own spelling ("a b" shown as a%20b).
        const Field& field = typed[next++];
        const bool isSame =
            escapedForLine(row.name, true) == field.name && escapedForLine(row.value, false) == field.value;
        merged.push_back(isSame ? row : field);
    }
    merged.insert(merged.end(), typed.begin() + static_cast<std::ptrdiff_t>(next), typed.end());
    return merged;
}

QByteArray encodeQueryPart(const QString& text)
{
    return encode(text, "!$'()*+,;:@/?=");
}

QByteArray encodePath(const QString& text)
{
    return encode(text, "!$&'()*+,;=:@/");
}

QByteArray encodeForm(const Fields& fields)
{
    QByteArray out;
    for (const Field& field : fields) {
        if (!field.enabled || field.name.isEmpty())
            continue;
        if (!out.isEmpty())
            out += '&';
        out += QUrl::toPercentEncoding(field.name) + '=' + QUrl::toPercentEncoding(field.value);
    }
    return out;
}

} // namespace gw::console
