// Projects for edit tests, written and read as lists of routes: "GET /pets; /toys" (a resource without methods).
#pragma once

#include "core/api/project.h"
#include "core/format/openapi_read.h"

#include <QtGlobal>

#include <sstream>
#include <string>

namespace gw::test {

inline const ApiId petsId{77};

// Routes as an OpenAPI text; every path variable is declared.
inline std::string openApiText(const std::string& routes)
{
    std::string paths;
    std::string last;
    std::istringstream list(routes);
    for (std::string route; std::getline(list, route, ';');) {
        route.erase(0, route.find_first_not_of(' '));
        const auto space = route.find(' ');
        const std::string path = space == std::string::npos ? route : route.substr(space + 1);
        if (path != last)
            paths += "  \"" + path + "\":" + (space == std::string::npos ? " {}" : "") + "\n";
        last = path;
        if (space == std::string::npos)
            continue;
        std::string verb = route.substr(0, space) == "ANY" ? "x-amazon-apigateway-any-method" : route.substr(0, space);
        for (char& c : verb)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        paths += "    " + verb + ":\n      responses: {\"200\": {description: ok}}\n";
    }
    return "openapi: 3.0.1\ninfo: {title: pets, version: \"1\"}\npaths:" +
           (paths.empty() ? std::string(" {}\n") : "\n" + paths);
}

inline Api apiFrom(const std::string& text, ApiId id = petsId, const std::string& name = "pets")
{
    Api api;
    api.id = id;
    api.name = name;
    api.apiId = "abcdefghij";
    api.file = "apis/" + name + ".openapi.yaml";
    Stage stage;
    stage.id = StageId{1};
    api.stages.push_back(stage);
    OpenApiReading reading = readOpenApi(text, api.file, id);
    if (!reading.source)
        qFatal("%s", reading.diagnostics.empty() ? "no source" : toString(reading.diagnostics.front()).c_str());
    api.definition = RestApi{reading.source->definition};
    api.source = reading.source;
    return api;
}

inline Project projectWith(const std::string& routes)
{
    Project project;
    project.name = "shop";
    project.apis.emplace_back(apiFrom(openApiText(routes)));
    return project;
}

inline std::string routesOf(const OpenApiDefinition& definition)
{
    std::string list;
    const auto say = [&list](const std::string& route) { list += (list.empty() ? "" : "; ") + route; };
    for (const Cow<Resource>& resource : definition.resources) {
        if (resource->methods.empty())
            say(resource->path);
        for (const Cow<Method>& method : resource->methods)
            say(std::string(toString(method->verb)) + " " + resource->path);
    }
    return list;
}

inline std::string routesOf(const Project& project)
{
    return routesOf(*project.apis.front()->openApi());
}

inline MethodId methodId(const Project& project, const std::string& path, HttpVerb verb)
{
    const Resource* resource = project.apis.front()->openApi()->findPath(path);
    if (resource)
        for (const Cow<Method>& method : resource->methods)
            if (method->verb == verb)
                return method->id;
    return {};
}

} // namespace gw::test
