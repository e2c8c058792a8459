// Pretty JSON, off the GUI thread when it is long.
#include "core/console/body_formatter.h"

#include "core/console/variables.h"
#include "core/json/text.h"

namespace gw::console {

namespace {

QString standIn(std::size_t index)
{
    return QStringLiteral("7310586482915%1").arg(index, 6, 10, QLatin1Char('0'));
}

} // namespace

Result<QByteArray> prettyJson(const QByteArray& text)
{
    const Result<json::Value> value =
        json::readJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    if (!value)
        return fail(value.error());
    return QByteArray::fromStdString(json::writeJsonPretty(*value));
}

Result<QString> prettyJsonWithVariables(const QString& text)
{
    // Numbers that do not occur in the text stand in for the variables; they read the same inside and outside strings.
    const std::vector<VariableSpan> spans = variableSpans(text);
    QString plain = text;
    for (std::size_t i = spans.size(); i-- > 0;)
        plain.replace(spans[i].start, spans[i].length, standIn(i));
    const Result<QByteArray> pretty = prettyJson(plain.toUtf8());
    if (!pretty)
        return fail(pretty.error());
    QString result = QString::fromUtf8(*pretty);
    for (std::size_t i = 0; i < spans.size(); ++i)
        result.replace(standIn(i), text.mid(spans[i].start, spans[i].length));
    return result;
}

BodyFormatter::BodyFormatter(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

BodyFormatter::~BodyFormatter()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void BodyFormatter::format(const QByteArray& text)
{
    forget();
    if (text.size() <= maxAtOnce)
        return deliver(prettyJson(text));
    const quint64 job = m_current;
    m_pool.start([this, text, job] {
        Result<QByteArray> result = prettyJson(text);
        QMetaObject::invokeMethod(
            this,
            [this, job, result = std::move(result)] {
                if (job == m_current)
                    deliver(result);
            },
            Qt::QueuedConnection);
    });
}

void BodyFormatter::forget()
{
    ++m_current;
    m_pool.clear();
}

void BodyFormatter::deliver(const Result<QByteArray>& result)
{
    if (result)
        emit formatted(*result);
    else
        emit notFormatted(QString::fromStdString(result.error().message));
}

} // namespace gw::console
