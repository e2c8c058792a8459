// What the authorizer lab asks with: the methods it offers, paths that fit them, headers and tokens as people paste
// them, and what a traced request still tells of itself (secrets in traces are masked).
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/trace/trace.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <string>
#include <vector>

namespace gw::ui {

struct LabMethod
{
    std::string verb;         // "GET", "ANY"
    std::string resourcePath; // "/pets/{petId}"
    std::vector<std::string> authorizationScopes;
    bool usesIt = false; // the authorizer
    bool operator==(const LabMethod&) const = default;
};

inline constexpr std::size_t mostLabMethods = 500;

// Those that use the authorizer first; at most mostLabMethods.
[[nodiscard]] std::vector<LabMethod> labMethods(const Api& api, const std::string& authorizer);
[[nodiscard]] QString samplePath(const std::string& resourcePath); // "/pets/1", of "/pets/{petId}"
// A request line's path of what is typed: what may not stand in one is percent-encoded.
[[nodiscard]] std::string labPath(const QString& typed);

// The header the authorizer reads its token from; empty: it reads none.
[[nodiscard]] std::string tokenHeaderOf(const Authorizer& authorizer);
// Lines for the headers a REQUEST authorizer is asked with: "X-Tenant: ".
[[nodiscard]] QString identityHeaders(const Authorizer& authorizer);
// A pasted token: lines joined, without blanks around it.
[[nodiscard]] std::string tokenIn(const QString& pasted);
// "Name: value" lines; empty ones count for nothing. Gives what is wrong with the text in words, or nothing.
[[nodiscard]] QString readHeaders(const QString& text, engine::Headers& headers);

struct TracedSample
{
    std::string method;
    std::string resourcePath;
    QString path;       // without parameters whose values are masked
    QString headers;    // as readHeaders() takes them, without masked ones
    QString token;      // as far as the trace has it
    QStringList masked; // names of what it has not
};
[[nodiscard]] TracedSample sampleOf(const engine::Trace& trace, const Authorizer& authorizer);
[[nodiscard]] QString traceLabel(const engine::Trace& trace); // "GET /pets/7 · 403 · 12:30:01"

} // namespace gw::ui
