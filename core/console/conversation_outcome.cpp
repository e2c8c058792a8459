#include "core/console/conversation_outcome.h"

namespace gw::console {

QString sentence(const ConversationFailure& failure)
{
    const QString place = failure.step == 0  ? QStringLiteral("Connecting")
                          : failure.line > 0 ? QStringLiteral("Step %1 (line %2)").arg(failure.step).arg(failure.line)
                                             : QStringLiteral("Step %1").arg(failure.step);
    return QStringLiteral("%1, %2: expected %3; got %4.").arg(place, failure.client, failure.expected, failure.got);
}

} // namespace gw::console
