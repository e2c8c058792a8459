// Pretty JSON, off the GUI thread when it is long.
#include "core/console/body_formatter.h"

#include "core/json/text.h"

namespace gw::console {

Result<QByteArray> prettyJson(const QByteArray& text)
{
    const Result<json::Value> value =
        json::readJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    if (!value)
        return fail(value.error());
    return QByteArray::fromStdString(json::writeJsonPretty(*value));
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
