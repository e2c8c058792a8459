// "Create an HTTP API from this": the HTTP API that does what a REST API does, as far as one can (reference 6), and a
// report of what was carried over, what answers otherwise now and what cannot be carried, with the way out. The REST
// API stays as it is.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gw {

enum class Carry { Carried, Changed, Lost };

struct ConversionNote
{
    Carry carry = Carry::Carried;
    std::string where; // "GET /pets", "Stage prod"; empty: the API as a whole
    std::string what;  // a sentence
    std::string hint;  // the way out; empty where there is nothing to do
    NodeRef node;      // of the REST API
    bool operator==(const ConversionNote&) const = default;
};

struct ConversionReport
{
    std::vector<ConversionNote> notes; // the API's, the stages', then those of methods; each method has one at least
    [[nodiscard]] std::size_t count(Carry carry) const;
    bool operator==(const ConversionReport&) const = default;
};

struct HttpConversion
{
    Project project; // with the new API behind the REST API
    ApiId api;       // the new one
    ConversionReport report;
};

[[nodiscard]] Result<HttpConversion> httpApiFrom(const Project& project, ApiId restApi);

} // namespace gw
