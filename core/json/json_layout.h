// How JSON text is laid out: on one line, or an item a line. For whole documents (writeJson) and for parts put into an
// existing file.
#pragma once

#include "core/json/value.h"

namespace gw::json {

struct JsonLayout
{
    bool lines = false;               // an item a line
    std::string_view indent = "";     // white space of the line on which the value begins
    std::string_view unit = "  ";     // what one more level adds
    std::string_view newline = "\n";  // "\n" or "\r\n"
    std::string_view separator = ","; // between items on one line
    std::string_view colon = ": ";
};

void appendJson(std::string& out, const Value& value, const JsonLayout& layout);

} // namespace gw::json
