// From a place in the output back to the template.
#include "ui/models/template_rendering.h"

namespace gw::ui {

int lineThatWrote(const TemplateRendering& rendering, int position)
{
    for (const OutputOrigin& origin : rendering.origins)
        if (position >= origin.begin && position < origin.end)
            return origin.line;
    return 0;
}

} // namespace gw::ui
