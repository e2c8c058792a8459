#include "core/console/played_step.h"

#include "core/console/frame.h"

namespace gw::console {

namespace {

using Kind = ConversationStep::Kind;

constexpr qsizetype maxShownMessage = 500; // characters of a message in a failure

} // namespace

bool CompiledExpectation::accepts(const ReceivedMessage& message) const
{
    if (expectation->binary)
        return message.isBinary() && message.bytes() == *expectation->binary;
    return match.matches(message);
}

PlayedStep::PlayedStep(const ConversationStep& played) : step(&played)
{
    for (const Expectation& expectation : played.expectations)
        expectations.push_back({&expectation, CompiledMatch::compile(expectation.match).value()}); // read before
}

QString PlayedStep::expected(std::size_t next, const std::vector<bool>& found) const
{
    switch (step->kind) {
    case Kind::Connect:
        return QStringLiteral("a connection");
    case Kind::Ping:
        return QStringLiteral("a pong");
    case Kind::Expect: {
        if (!step->anyOrder)
            return describe(*expectations[next].expectation);
        QStringList missing;
        for (std::size_t i = 0; i < expectations.size(); ++i) {
            if (!found[i])
                missing.append(describe(*expectations[i].expectation));
        }
        return missing.join(QStringLiteral(" and "));
    }
    case Kind::ExpectNothing:
        return QStringLiteral("nothing");
    case Kind::ExpectClose:
        return step->closeCode == 0 ? QStringLiteral("a close")
                                    : QStringLiteral("a close with %1").arg(closeText(step->closeCode));
    case Kind::Close:
        return QStringLiteral("the end of the connection");
    case Kind::Send:
    case Kind::Wait:
        return {};
    }
    return {};
}

QString shown(const ReceivedMessage& message)
{
    const QString text = message.isBinary()
                             ? QStringLiteral("binary ") + QString::fromLatin1(message.bytes().toHex(' '))
                             : QString::fromUtf8(message.bytes());
    return text.size() <= maxShownMessage ? text : text.left(maxShownMessage) + QStringLiteral("…");
}

QString closeText(int code, const QString& reason)
{
    const QString meaning = reason.isEmpty() ? closeCodeMeaning(code) : reason;
    return meaning.isEmpty() ? QString::number(code) : QStringLiteral("%1 (%2)").arg(code).arg(meaning);
}

} // namespace gw::console
