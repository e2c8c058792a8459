// CSV as RFC 4180 has it: fields between commas, in quotes where they hold commas, quotes or line ends. No packaged
// library tells the line of a record or what is wrong where, so this is read here.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct CsvRecord
{
    int line = 0; // it begins on, from 1
    std::vector<std::string> fields;
    bool operator==(const CsvRecord&) const = default;
};

struct CsvLimits
{
    std::size_t maxBytes = 6u << 20;
    std::size_t maxRecords = 100'000;
    std::size_t maxFields = 100; // of one record
};

// Lines may end in LF or CRLF; a byte order mark and empty lines count for nothing; blanks belong to their field. Fails
// with line and column on a quote within or text after a quoted field, a quote that is never closed, and what is beyond
// the limits.
[[nodiscard]] Result<std::vector<CsvRecord>> readCsv(std::string_view text, const CsvLimits& limits = {});

} // namespace gw
