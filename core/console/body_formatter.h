// BodyFormatter: indents JSON for reading. Order, duplicate keys and the spelling of numbers stay as they came. Short
// texts are done at once, long ones on a thread of their own.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QThreadPool>

namespace gw::console {

[[nodiscard]] Result<QByteArray> prettyJson(const QByteArray& text);
// The same for text with {{variables}}, which may stand where JSON wants a value: {"id": {{petId}}}.
[[nodiscard]] Result<QString> prettyJsonWithVariables(const QString& text);

class BodyFormatter final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxAtOnce = 256 << 10;

    explicit BodyFormatter(QObject* parent = nullptr);
    ~BodyFormatter() override;

    // formatted() or notFormatted() follows; an earlier text that is still being worked on is forgotten.
    void format(const QByteArray& text);
    void forget();

signals:
    void formatted(const QByteArray& text);
    void notFormatted(const QString& why);

private:
    void deliver(const Result<QByteArray>& result);

    QThreadPool m_pool;
    quint64 m_current = 0;
};

} // namespace gw::console
