// Sample values of $context variables, for previews: a line of an access log, the body of a gateway response.
#pragma once

#include "core/api/rest_api.h"

#include <QString>
#include <QStringList>

#include <string>

namespace gw::ui {

// What the preview is about.
struct SampleSubject
{
    std::string apiId = "a1b2c3d4e5";
    std::string stage = "dev";
    std::string resourcePath = "/pets/{petId}";
    int status = 200;
    std::string responseType; // of a gateway response; empty: the request succeeded
    std::string message;      // $context.error.message
};

// "-" for what has no value in such a request, as access logs write it.
[[nodiscard]] QString contextSample(const std::string& variable, const SampleSubject& subject);

struct AccessLogPreview
{
    QString line;
    QStringList unknown; // variables the service does not know: they are written as "-"
};
[[nodiscard]] AccessLogPreview previewAccessLog(const std::string& format, const SampleSubject& subject);

// What is wrong with a format in words, or nothing (reference 1.34).
[[nodiscard]] QString accessLogProblem(const QString& format);

// The answer a client gets for a type, as an HTTP message. Types that are not customised take DEFAULT_4XX or
// DEFAULT_5XX.
[[nodiscard]] QString previewGatewayResponse(const OpenApiDefinition& definition, const std::string& responseType,
                                             const std::string& contentType);

} // namespace gw::ui
