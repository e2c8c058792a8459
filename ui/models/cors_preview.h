// What enabling CORS will write, in words: the answer to a preflight and what changes in the design.
#pragma once

#include "core/edit/cors.h"

#include <QString>

namespace gw::ui {

struct CorsPreview
{
    QString text;    // empty when it cannot be done
    QString problem; // why not, with the way out
};

// Runs the edit on a copy of the project.
[[nodiscard]] CorsPreview previewCors(const Project& project, ApiId api, const std::string& path,
                                      const CorsOptions& options);

} // namespace gw::ui
