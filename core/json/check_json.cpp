#include "core/json/check_json.h"

#include "core/json/json_events.h"

namespace gw::json {

Result<void> checkJson(std::string_view text, const ReadLimits& limits)
{
    boost::json::basic_parser<IgnoredEvents> parser(optionsOf(limits));
    return parseEvents(parser, text, limits);
}

} // namespace gw::json
