// How kinds of states look and what they are called, for the graph, menus and forms.
#pragma once

#include "core/states/asl_outline.h"

#include <QString>

#include <array>

namespace gw::ui {

inline constexpr std::array<asl::StateType, 8> stateTypes{
    asl::StateType::Task, asl::StateType::Choice, asl::StateType::Parallel, asl::StateType::Map,
    asl::StateType::Wait, asl::StateType::Pass,   asl::StateType::Succeed,  asl::StateType::Fail};

[[nodiscard]] QString stateIcon(asl::StateType type);
[[nodiscard]] QString stateSentence(asl::StateType type); // what such a state does
[[nodiscard]] QString stateTypeName(asl::StateType type); // as the language spells it

} // namespace gw::ui
