#include "gateway-engine/states/state_fields.h"

namespace gw::engine::states {

namespace {

// Each word of a list is one field.
bool holds(std::string_view list, std::string_view field)
{
    for (std::size_t at = list.find(field); at != std::string_view::npos; at = list.find(field, at + 1)) {
        const std::size_t end = at + field.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' '))
            return true;
    }
    return false;
}

std::string_view ownFields(StateType type)
{
    switch (type) {
    case StateType::Pass:
        return "Next End Assign";
    case StateType::Task:
        return "Next End Assign Retry Catch Resource TimeoutSeconds HeartbeatSeconds Credentials";
    case StateType::Choice:
        return "Choices Default Assign";
    case StateType::Wait:
        return "Next End Assign Seconds Timestamp";
    case StateType::Succeed:
        return "";
    case StateType::Fail:
        return "Error Cause";
    case StateType::Parallel:
        return "Next End Assign Retry Catch Branches";
    case StateType::Map:
        return "Next End Assign Retry Catch ItemProcessor Iterator ItemSelector MaxConcurrency "
               "ToleratedFailureCount ToleratedFailurePercentage ItemReader ItemBatcher ResultWriter Label";
    }
    return "";
}

std::string_view jsonPathFields(StateType type)
{
    switch (type) {
    case StateType::Pass:
        return "InputPath OutputPath Parameters ResultPath Result";
    case StateType::Task:
        return "InputPath OutputPath Parameters ResultSelector ResultPath TimeoutSecondsPath HeartbeatSecondsPath";
    case StateType::Choice:
    case StateType::Succeed:
        return "InputPath OutputPath";
    case StateType::Wait:
        return "InputPath OutputPath SecondsPath TimestampPath";
    case StateType::Fail:
        return "ErrorPath CausePath InputPath OutputPath";
    case StateType::Parallel:
        return "InputPath OutputPath Parameters ResultSelector ResultPath";
    case StateType::Map:
        return "InputPath OutputPath Parameters ResultSelector ResultPath ItemsPath MaxConcurrencyPath "
               "ToleratedFailureCountPath ToleratedFailurePercentagePath";
    }
    return "";
}

std::string_view jsonataFields(StateType type)
{
    switch (type) {
    case StateType::Pass:
    case StateType::Choice:
    case StateType::Wait:
    case StateType::Succeed:
        return "Output";
    case StateType::Task:
    case StateType::Parallel:
        return "Arguments Output";
    case StateType::Map:
        return "Items Output";
    case StateType::Fail:
        return "";
    }
    return "";
}

} // namespace

bool stateHasField(StateType type, QueryLanguage language, std::string_view field)
{
    return holds("Type Comment QueryLanguage", field) || holds(ownFields(type), field) ||
           holds(language == QueryLanguage::Jsonata ? jsonataFields(type) : jsonPathFields(type), field);
}

} // namespace gw::engine::states
