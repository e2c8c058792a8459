// Words for the steps of a script.
#include "core/console/conversation.h"

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;

} // namespace

QString describe(const Expectation& expectation)
{
    if (expectation.binary)
        return QStringLiteral("the binary message %1").arg(QString::fromLatin1(expectation.binary->toHex(' ')));
    return describe(expectation.match);
}

QString describe(const ConversationStep& step)
{
    const QString who = step.clients.isEmpty() ? QStringLiteral("all") : step.clients.join(QStringLiteral(", "));
    const auto seconds = QString::number(static_cast<double>(step.time.count()) / 1000);
    QStringList expected;
    for (const Expectation& expectation : step.expectations)
        expected.append(describe(expectation));
    switch (step.kind) {
    case Kind::Connect:
        return QStringLiteral("%1: connect").arg(who);
    case Kind::Send:
        return QStringLiteral("%1: send %2").arg(who, step.message.text.simplified());
    case Kind::Ping:
        return QStringLiteral("%1: ping").arg(who);
    case Kind::Expect:
        return QStringLiteral("%1: expect %2")
            .arg(who, expected.join(step.anyOrder ? QStringLiteral(" and ") : QStringLiteral(", then ")));
    case Kind::ExpectNothing:
        return QStringLiteral("%1: expect nothing for %2 s").arg(who, seconds);
    case Kind::ExpectClose:
        return step.closeCode == 0 ? QStringLiteral("%1: expect a close").arg(who)
                                   : QStringLiteral("%1: expect a close with %2").arg(who).arg(step.closeCode);
    case Kind::Wait:
        return QStringLiteral("wait %1 s").arg(seconds);
    case Kind::Close:
        return QStringLiteral("%1: close with %2").arg(who).arg(step.closeCode);
    }
    return who;
}

} // namespace gw::console
