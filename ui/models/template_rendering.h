// One rendering of a mapping template for the studio: the output or the fault with its place, and what was overridden.
#pragma once

#include "ui/models/template_sample.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace gw::ui {

// A stretch of the output (positions in `output`, end exclusive) and the line of the template that wrote it.
struct OutputOrigin
{
    int begin = 0;
    int end = 0;
    int line = 0; // from 1
    bool operator==(const OutputOrigin&) const = default;
};

struct TemplateRendering
{
    QString output;
    QString fault; // why there is no output, with the way out; empty when there is one
    int line = 0;  // of the fault, from 1; 0: not known
    int column = 0;
    QStringList overrides;             // "request header X-Tenant: a"
    std::vector<OutputOrigin> origins; // in the order of the output
    bool operator==(const TemplateRendering&) const = default;
};

// The line that wrote the character at `position` of the output; 0 when it is not known.
[[nodiscard]] int lineThatWrote(const TemplateRendering& rendering, int position);

// Called on a worker thread; must not touch anything else.
using TemplateRenderer =
    std::function<TemplateRendering(const std::string& text, const TemplateSample& sample, TemplateSide side)>;

} // namespace gw::ui
