// Parameter mappings as people type them: what each side may be (reference 1.10, 1.19), what is wrong with it in words,
// and what to offer. Pure functions over the design.
#pragma once

#include "core/api/project.h"

#include <QString>
#include <QStringList>

namespace gw::ui {

// What the mappings of one method may refer to.
struct MappingScope
{
    IntegrationType type = IntegrationType::Http;
    std::vector<Parameter> requestParameters; // of the method request
    std::vector<std::string> responseHeaders; // declared by the method response of the status
    std::vector<std::string> uriVariables;    // {names} in the integration's URI
    std::vector<std::string> stageVariables;
};

[[nodiscard]] MappingScope mappingScope(const Api& api, const Method& method, const std::string& statusCode = {});

// Nothing, or why it cannot be mapped, with the way out.
[[nodiscard]] QString requestTargetProblem(const MappingScope& scope, const QString& target);
[[nodiscard]] QString requestSourceProblem(const MappingScope& scope, const QString& source);
[[nodiscard]] QString responseTargetProblem(const MappingScope& scope, const QString& target);
[[nodiscard]] QString responseSourceProblem(const MappingScope& scope, const QString& source);

// For completion.
[[nodiscard]] QStringList requestTargets(const MappingScope& scope);
[[nodiscard]] QStringList requestSources(const MappingScope& scope);
[[nodiscard]] QStringList responseTargets(const MappingScope& scope);
[[nodiscard]] QStringList responseSources(const MappingScope& scope);

// Variables of the URI that no mapping fills; empty for kinds without a URI of their own.
[[nodiscard]] std::vector<std::string> unmappedUriVariables(const Integration& integration);

} // namespace gw::ui
