// A signed request as people paste it into the signature lab: HTTP text ("GET /dev/pets HTTP/1.1", header lines, a
// blank line, the body), the same with the "> " that curl -v writes before it, or a curl command line.
#pragma once

#include "core/result.h"
#include "gateway-engine/access/signature_lab.h"
#include "gateway-engine/trace/trace.h"

#include <QString>
#include <QStringList>

namespace gw::ui {

[[nodiscard]] Result<engine::SignedSample> readSignedRequest(const QString& pasted);

// HTTP text of a traced request, for what is missing to be pasted into: traces mask signatures.
struct TracedRequest
{
    QString text;
    QStringList masked; // names of what the trace has not: "Authorization"
};
[[nodiscard]] TracedRequest requestText(const engine::Trace& trace);

} // namespace gw::ui
