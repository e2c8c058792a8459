// Completion in mapping templates: references, their members, the fields of the payload's model, parameters and stage
// variables. A pure function of the text before the cursor and of what the design knows.
#pragma once

#include "core/api/project.h"
#include "ui/models/completion.h"

namespace gw::ui {

// What a template may refer to. Snapshots, so that it can be kept while the design changes.
struct TemplateScope
{
    std::shared_ptr<const Project> project;
    NodeRef method;
    std::shared_ptr<const json::Value> payload; // schema of the payload ($input.path('$')); null when not known
};

[[nodiscard]] Completions templateCompletions(const QString& textBefore, const TemplateScope& scope);

} // namespace gw::ui
