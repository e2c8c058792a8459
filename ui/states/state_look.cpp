#include "ui/states/state_look.h"

#include <QCoreApplication>

namespace gw::ui {

using asl::StateType;

QString stateIcon(StateType type)
{
    switch (type) {
    case StateType::Task:
        return QStringLiteral("code");
    case StateType::Pass:
        return QStringLiteral("arrow-right");
    case StateType::Choice:
        return QStringLiteral("choice");
    case StateType::Wait:
        return QStringLiteral("clock");
    case StateType::Succeed:
        return QStringLiteral("success");
    case StateType::Fail:
        return QStringLiteral("error");
    case StateType::Parallel:
        return QStringLiteral("parallel");
    case StateType::Map:
        return QStringLiteral("map");
    case StateType::Unknown:
        break;
    }
    return QStringLiteral("warning");
}

QString stateSentence(StateType type)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("gw::ui::StateLook", text); };
    switch (type) {
    case StateType::Task:
        return say("Calls a function or a service.");
    case StateType::Pass:
        return say("Passes its input on, or a fixed result.");
    case StateType::Choice:
        return say("Goes on where the first rule that holds leads.");
    case StateType::Wait:
        return say("Waits for a time, or until one.");
    case StateType::Succeed:
        return say("Ends well.");
    case StateType::Fail:
        return say("Ends with an error.");
    case StateType::Parallel:
        return say("Runs several branches side by side.");
    case StateType::Map:
        return say("Does the same for every item of a list.");
    case StateType::Unknown:
        break;
    }
    return say("Has a type that does not exist.");
}

QString stateTypeName(StateType type)
{
    const std::string_view name = asl::toString(type);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace gw::ui
