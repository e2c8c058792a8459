// How states of one flow lead to each other, as changes of the tree: taking a state out of its way, putting one in.
#pragma once

#include "core/json/value.h"
#include "core/states/asl_outline.h"

#include <string>

namespace gw::asl {

// Sets a field of a state where people expect it: "Next" and "End" last, "Type" first.
void putField(json::Value& state, std::string_view key, json::Value value);

[[nodiscard]] StateType typeOf(const json::Value& state);
[[nodiscard]] json::Value* stateIn(json::Value& flow, std::string_view name); // nullptr: no such state

// Where the state leads by itself: Next, Default, the first rule. Empty: nowhere.
[[nodiscard]] std::string successorOf(const json::Value& state);
// Next set and End taken away, or the other way round where `to` is empty.
void leadTo(json::Value& state, const std::string& to);

// Everything in the flow that leads to `name` leads to `successor`; empty: it ends there, and rules and catchers that
// led there go. The state itself stays where it stands.
void bypass(json::Value& flow, const std::string& name, const std::string& successor);

// Leads from `after` (empty: the beginning) to the state `name`, and from there to what came after `after` till now.
// Gives why that cannot be, or nothing.
[[nodiscard]] std::string insertAfter(json::Value& flow, const std::string& after, const std::string& name,
                                      bool isJsonata);

// A rule or a catcher to begin with.
[[nodiscard]] json::Value newRule(const std::string& detail, const std::string& to, bool isJsonata);
void addCatcher(json::Value& state, const std::string& error, const std::string& to);

} // namespace gw::asl
