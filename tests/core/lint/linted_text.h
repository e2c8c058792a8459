// OpenAPI texts for lint rules, and what is found in them.
#pragma once

#include "core/format/openapi_read.h"
#include "core/lint/lint.h"

#include <QStringList>

#include <string>

namespace gw::test {

inline Api apiFrom(const std::string& text, ApiKind kind = ApiKind::Rest)
{
    Api api;
    api.id = ApiId{3};
    api.name = "pets";
    api.file = "pets.yaml";
    Stage stage;
    stage.id = StageId{1};
    api.stages.push_back(stage);
    OpenApiReading reading = readOpenApi(text, api.file, api.id);
    if (!reading.source)
        qFatal("%s\n%s", toString(reading.diagnostics.at(0)).c_str(), text.c_str());
    if (kind == ApiKind::Rest)
        api.definition = RestApi{reading.source->definition};
    else
        api.definition = HttpApi{reading.source->definition};
    api.source = std::move(reading.source);
    return api;
}

inline const std::string head = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n"; // paths begin on line 4

// A method that no rule has anything to say about.
inline std::string good(const std::string& path, const std::string& verb = "get")
{
    return "  " + path + ":\n    " + verb +
           ":\n      responses: {'200': {description: ok}}\n"
           "      x-amazon-apigateway-integration: {type: mock, responses: {default: {statusCode: '200'}}}\n";
}

inline std::string integrated(const std::string& integration, const std::string& more = {})
{
    return "  /a:\n    get:\n" + more + "      responses: {'200': {description: ok}}\n" +
           "      x-amazon-apigateway-integration:\n" + integration;
}

// "line:column severity rule", one a finding.
inline QStringList findings(const Api& api, const QString& only = {})
{
    QStringList list;
    for (const Diagnostic& d : lint(api))
        if (only.isEmpty() || only == QString::fromStdString(d.rule))
            list << QString("%1:%2 %3 %4")
                        .arg(d.position.line)
                        .arg(d.position.column)
                        .arg(severityName(d.severity), QString::fromStdString(d.rule));
    return list;
}

} // namespace gw::test
