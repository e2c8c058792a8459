#include "ui/models/signed_text.h"

#include "ui/models/lab_sample.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <optional>
#include <utility>

namespace gw::ui {

namespace {

constexpr qsizetype mostChars = 1 << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::SignedText", text);
}

tl::unexpected<Diagnostic> refuse(const QString& message, const QString& hint)
{
    return fail(message.toStdString(), hint.toStdString());
}

// A command line's words as a shell reads them: quotes of both kinds, backslashes, lines that go on.
class ShellWords
{
public:
    explicit ShellWords(const QString& text) : m_text(text) {}

    std::optional<QStringList> read() // nothing: a quote is not closed
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at++);
            if (c == u'\'' || c == u'"') {
                if (!quoted(c))
                    return std::nullopt;
            } else if (c == u'$' && m_at < m_text.size() && m_text.at(m_at) == u'\'') {
                ++m_at;
                if (!quoted(u'\'', true))
                    return std::nullopt;
            } else if (c == u'\\' && m_at < m_text.size()) {
                escaped();
            } else if (c.isSpace()) {
                end();
            } else {
                add(c);
            }
        }
        end();
        return m_words;
    }

private:
    bool quoted(QChar quote, bool isAnsi = false)
    {
        m_isWord = true;
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at++);
            if (c == quote)
                return true;
            const bool isEscape = c == u'\\' && m_at < m_text.size() && (isAnsi || quote == u'"');
            m_word += isEscape ? unescaped(m_text.at(m_at++), isAnsi) : QString(c);
        }
        return false;
    }
    static QString unescaped(QChar c, bool isAnsi)
    {
        if (isAnsi)
            return c == u'n'   ? QStringLiteral("\n")
                   : c == u'r' ? QStringLiteral("\r")
                   : c == u't' ? QStringLiteral("\t")
                               : QString(c);
        const bool isSpecial = QStringView(u"\"\\$`").contains(c);
        return isSpecial ? QString(c) : c == u'\n' ? QString() : u'\\' + QString(c);
    }
    void escaped()
    {
        const QChar c = m_text.at(m_at++);
        if (c != u'\n' && c != u'\r') // else the line goes on
            add(c);
    }
    void add(QChar c)
    {
        m_word += c;
        m_isWord = true;
    }
    void end()
    {
        if (std::exchange(m_isWord, false))
            m_words << std::exchange(m_word, QString());
    }

    const QString& m_text;
    qsizetype m_at = 0;
    QStringList m_words;
    QString m_word;
    bool m_isWord = false;
};

Result<void> setAddress(engine::SignedSample& sample, const QString& address)
{
    const QUrl url(address.contains(QStringLiteral("://")) ? address : QStringLiteral("http://") + address);
    if (!url.isValid() || url.host().isEmpty())
        return refuse(tr("\"%1\" is no URL.").arg(address), tr("Write it as http://127.0.0.1:4780/dev/pets."));
    // Not as QUrl spells it: what was signed is what was sent.
    const qsizetype begin =
        address.indexOf(u'/', address.contains(QStringLiteral("://")) ? address.indexOf(u':') + 3 : 0);
    const QString target = begin < 0 ? QStringLiteral("/") : address.mid(begin).section(u'#', 0, 0);
    sample.target = target.toStdString();
    if (!sample.headers.has("Host")) {
        const QString host = url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
        sample.headers.add("Host", host.toStdString());
    }
    return {};
}

// The options that shape what is sent; others are passed over, with their value where they have one.
class CurlReader
{
public:
    Result<engine::SignedSample> read(const QStringList& words)
    {
        static const QStringList withValue{"-o",           "--output",    "-u",        "--user",    "-A",
                                           "--user-agent", "-e",          "--referer", "-m",        "--max-time",
                                           "--cacert",     "--cert",      "--key",     "--resolve", "--connect-to",
                                           "-w",           "--write-out", "-x",        "--proxy"};
        for (m_at = 1; m_at < words.size(); ++m_at) {
            const QString& word = words.at(m_at);
            const auto value = [&] { return ++m_at < words.size() ? words.at(m_at) : QString(); };
            if (word == QLatin1String("--aws-sigv4"))
                return refuse(tr("curl signs this request when it sends it."),
                              tr("Run it with -v and paste the lines that begin with \">\"."));
            if (word == QLatin1String("-X") || word == QLatin1String("--request"))
                m_method = value();
            else if (word == QLatin1String("-H") || word == QLatin1String("--header"))
                m_headers << value();
            else if (word == QLatin1String("-d") || word.startsWith(QLatin1String("--data")))
                m_data << value();
            else if (word == QLatin1String("-I") || word == QLatin1String("--head"))
                m_method = QStringLiteral("HEAD");
            else if (word == QLatin1String("--url"))
                m_url = value();
            else if (withValue.contains(word))
                (void)value();
            else if (!word.startsWith(u'-'))
                m_url = word;
        }
        return sample();
    }

private:
    Result<engine::SignedSample> sample() const
    {
        if (m_url.isEmpty())
            return refuse(tr("The command names no URL."), tr("Paste the whole command."));
        engine::SignedSample sample;
        sample.method = (!m_method.isEmpty() ? m_method
                         : m_data.isEmpty()  ? QStringLiteral("GET")
                                             : QStringLiteral("POST"))
                            .toStdString();
        if (const QString wrong = readHeaders(m_headers.join(u'\n'), sample.headers); !wrong.isEmpty())
            return refuse(wrong, tr("Write headers as -H 'Name: value'."));
        sample.body = m_data.join(u'&').toStdString();
        if (auto set = setAddress(sample, m_url); !set)
            return fail(set.error());
        return sample;
    }

    qsizetype m_at = 0;
    QString m_method;
    QString m_url;
    QStringList m_headers;
    QStringList m_data;
};

// Of what curl -v prints only what it sent.
QString withoutMarks(const QString& text)
{
    static const QRegularExpression sent(QStringLiteral("^>( |$)"));
    QStringList kept;
    bool hasMarks = false;
    for (const QString& line : text.split(u'\n')) {
        const bool isSent = sent.match(line).hasMatch();
        hasMarks = hasMarks || isSent;
        if (isSent)
            kept << line.mid(2);
    }
    return hasMarks ? kept.join(u'\n') : text;
}

Result<engine::SignedSample> readHttp(const QString& text)
{
    static const QRegularExpression first(QStringLiteral("^([A-Za-z]{1,20}) +(\\S.*?)(?: +HTTP/[0-9.]+)?$"));
    const qsizetype blank = text.indexOf(QStringLiteral("\n\n"));
    const QString head = blank < 0 ? text : text.left(blank);
    const auto line = first.match(head.section(u'\n', 0, 0).trimmed());
    if (!line.hasMatch())
        return refuse(tr("This is no request."),
                      tr("Begin with its request line: GET /dev/pets HTTP/1.1, or paste a curl command."));
    engine::SignedSample sample;
    sample.method = line.captured(1).toUpper().toStdString();
    if (const QString wrong = readHeaders(head.section(u'\n', 1), sample.headers); !wrong.isEmpty())
        return refuse(wrong, tr("After the request line each line is a header, up to a blank line."));
    sample.body = blank < 0 ? std::string() : text.mid(blank + 2).toStdString();
    const QString target = line.captured(2);
    if (target.startsWith(u'/'))
        sample.target = target.toStdString();
    else if (auto set = setAddress(sample, target); !set)
        return fail(set.error());
    return sample;
}

const engine::TraceMessage* sentBy(const engine::Trace& trace)
{
    for (const engine::Span& span : trace.spans)
        if (span.card == engine::Card::Client && span.in >= 0 && std::size_t(span.in) < trace.messages.size())
            return &trace.messages[std::size_t(span.in)];
    return nullptr;
}

} // namespace

Result<engine::SignedSample> readSignedRequest(const QString& pasted)
{
    if (pasted.size() > mostChars)
        return refuse(tr("The request is longer than 1 MB."), tr("Paste a smaller one."));
    QString text = pasted;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    while (text.startsWith(u'\n') || text.startsWith(u' '))
        text.remove(0, 1);
    if (!text.startsWith(QLatin1String("curl ")))
        return readHttp(withoutMarks(text));
    const auto words = ShellWords(text).read();
    if (!words)
        return refuse(tr("A quote of the command is not closed."), tr("Paste the whole command."));
    return CurlReader().read(*words);
}

TracedRequest requestText(const engine::Trace& trace)
{
    TracedRequest request;
    const engine::TraceMessage* message = sentBy(trace);
    if (!message)
        return request;
    QStringList lines{QString::fromStdString(message->startLine)};
    for (const engine::HeaderField field : message->headers) {
        const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
        const bool isMasked = engine::isSecretHeader(field.name);
        if (isMasked)
            request.masked << name;
        lines << name + QStringLiteral(": ") +
                     (isMasked ? QString() : QString::fromUtf8(field.value.data(), qsizetype(field.value.size())));
    }
    if (!request.masked.contains(QStringLiteral("Authorization"), Qt::CaseInsensitive) &&
        QString::fromStdString(message->startLine).contains(QStringLiteral("X-Amz-Signature=")))
        request.masked << QStringLiteral("X-Amz-Signature");
    request.text = lines.join(u'\n') + QStringLiteral("\n\n") + QString::fromStdString(message->body);
    return request;
}

} // namespace gw::ui
