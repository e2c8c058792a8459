// Small API documents for the tests of reading.
#pragma once

#include "core/format/openapi_read.h"

#include <string>

namespace gw::test {

inline const std::string head = "openapi: 3.0.1\ninfo: {title: T, version: '1'}\n";
inline const std::string swaggerHead = "swagger: '2.0'\ninfo: {title: T, version: '1'}\n";

inline OpenApiReading readText(const std::string& text)
{
    return readOpenApi(text, "api.yaml", ApiId{5});
}

inline const Method* onlyMethod(const OpenApiReading& reading)
{
    if (!reading.source || reading.source->definition.methodCount() != 1)
        return nullptr;
    for (const Cow<Resource>& resource : reading.source->definition.resources)
        if (!resource->methods.empty())
            return &*resource->methods.front();
    return nullptr;
}

// An operation in flow style, as JSON, under GET /a.
inline std::string withOperation(const std::string& operation, const std::string& rest = {},
                                 const std::string& begin = head)
{
    return begin + "paths:\n  /a:\n    get: " + operation + "\n" + rest;
}

} // namespace gw::test
