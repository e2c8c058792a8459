// TemplateSamples: the samples a template can be tried against: the design's own, the project's saved requests, and the
// traces captured for the method.
#pragma once

#include "ui/models/template_sample.h"

#include <vector>

namespace gw::ui {

class GatewaySession;
class Workspace;

struct SampleChoice
{
    enum class Kind { Design, Saved, Trace };
    Kind kind = Kind::Design;
    QString key;   // path of the saved request, request id of the trace
    QString label; // "POST /pets · 12:30:01 · 200"
    bool operator==(const SampleChoice&) const = default;
};

class TemplateSamples final
{
public:
    TemplateSamples(const Workspace& workspace, const GatewaySession& gateway);

    // What fits the method: newest traces first, saved requests of the same verb before others. Bounded.
    [[nodiscard]] std::vector<SampleChoice> choices(const TemplatePlace& place) const;
    // One that is gone (a trace that was cleared, a file removed) gives the design's.
    [[nodiscard]] TemplateSample load(const SampleChoice& choice, const TemplatePlace& place) const;

private:
    const Workspace& m_workspace;
    const GatewaySession& m_gateway;
};

} // namespace gw::ui
