// API definitions inside CloudFormation and SAM projects write texts as intrinsic functions: {"Fn::Sub": "arn:…${X}"}.
// The model holds the text with its ${…} left as they are.
#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>

namespace gw {

// The text of a scalar, of Fn::Sub, Fn::Join, Ref ("${X}") or Fn::GetAtt ("${X.Arn}"); nullopt for anything else.
// A null is the empty text.
[[nodiscard]] std::optional<std::string> cloudFormationText(const json::Value& value);

// Makes `value` say `text`: inside its Fn::Sub when it has one, else as a plain string.
void setCloudFormationText(json::Value& value, const std::string& text);

} // namespace gw
