// What an authorizer is to begin with, and what becomes of its settings when its type changes (reference 1.25 and 2.7).
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"

namespace gw::ui {

// The invocation of a function of the project, as authorizers name it.
[[nodiscard]] std::string invocationUri(const AwsSettings& aws, std::string_view function);

// Without a name: one that calls the project's first function, or takes tokens where an HTTP API has none to call.
[[nodiscard]] Authorizer usualAuthorizer(const Project& project, bool isHttpApi);

// Keeps what the new type takes, fills in what it needs and a program can know, and drops the rest.
void changeType(Authorizer& authorizer, AuthorizerType type, const Project& project, bool isHttpApi);

} // namespace gw::ui
